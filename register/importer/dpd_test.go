package importer_test

import (
	"archive/zip"
	"bytes"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"google.golang.org/protobuf/testing/protocmp"

	"github.com/opencompendium/compendium/catalog"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/register/dmd"
	"github.com/opencompendium/compendium/register/dpd"
	"github.com/opencompendium/compendium/register/importer"
)

func zipOf(t *testing.T, files map[string]string) *zip.Reader {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, text := range files {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(w, text); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	archive, err := zip.NewReader(bytes.NewReader(b.Bytes()), int64(b.Len()))
	if err != nil {
		t.Fatal(err)
	}
	return archive
}

func TestDPD(t *testing.T) {
	read, err := dpd.Read(zipOf(t, map[string]string{
		"drug.txt": `"1","","Human","00000019","TAPAZOLE ","","N","1","1","24-DEC-2025","1","","",""
"2","","Veterinary","00000027","DEWORMER","","N","1","1","24-DEC-2025","1","","",""
"3","","Human","00000035","DUO","","N","1","2","31-JAN-2026","1","","",""
"4","","Human","Not Applicable/non applicable","NONE","","N","1","2","31-JAN-2026","1","","",""
`,
		"comp.txt":  `"1","","16816","KNIGHT INC.","DIN_OWNER"` + "\n",
		"form.txt":  `"1","85","TABLET",""` + "\n" + `"3","1","KIT",""` + "\n",
		"route.txt": `"1","56","ORAL",""` + "\n",
		"ingred.txt": `"1","9107","METHIMAZOLE","I","5","MG","","","N",""
"3","1","ZINC","I","2","%","","","N",""
"3","2","COPPER","I","10","UNIT","","5","N","ML"
"4","2","COPPER","I","10","UNIT","","5","N","ML"
`,
		"ther.txt": `"1","H03BB02","THIAMAZOLE",""
"3","A12","",""
`,
		"status.txt": `"1","Y","MARKETED","16-APR-2001"
"1","N","APPROVED","24-JAN-2001"
"1","N","DORMANT","01-MAR-2010"
"1","N","MARKETED","01-MAR-2011"
"1","N","MARKETED","01-MAR-2012"
"3","N","MARKETED","31-DEC-1951"
"3","Y","CANCELLED POST MARKET","01-FEB-2019"
"3","N","MARKETED","01-FEB-2199"
`,
	}))
	if err != nil {
		t.Fatal(err)
	}
	imported := importer.DPD(read, importer.Others{})
	cites := []string{"register"}
	on := func(event compendiumv1.Product_MarketingEvent_Event, date string) *compendiumv1.Product_MarketingEvent {
		return &compendiumv1.Product_MarketingEvent{Event: event, Date: date, Cites: cites}
	}
	methimazole := drugOf(t, imported, "methimazole")
	want := []*compendiumv1.Product{{
		Id: "din-00000019-1", Brand: "TAPAZOLE", Jurisdiction: "CA", Holder: "KNIGHT INC.", Cites: cites,
		DoseForms: []compendiumv1.DoseForm_Value{compendiumv1.DoseForm_TABLET},
		Routes:    []compendiumv1.Administration_Route{compendiumv1.Administration_ORAL},
		Codes: []*compendiumv1.Code{{System: compendiumv1.Code_DIN, Code: "00000019"},
			{System: compendiumv1.Code_DPD, Code: "1"}},
		Strengths: []*compendiumv1.Product_Strength{{Text: "5 MG", Amount: &compendiumv1.Quantity{Value: "5", Unit: "mg"}}},
		Authorizations: []*compendiumv1.AuthorizationEvent{{Id: "approved-2001-01-24", Regulator: "regulators/health-canada",
			Event: compendiumv1.AuthorizationEvent_APPROVED, Date: "2001-01-24", Reference: "DIN 00000019",
			IndicationUnknown: true, Cites: cites}},
		Marketing: []*compendiumv1.Product_MarketingEvent{
			on(compendiumv1.Product_MarketingEvent_MARKETED, "2001-04-16"),
			on(compendiumv1.Product_MarketingEvent_NOT_MARKETED, "2010-03-01"),
			on(compendiumv1.Product_MarketingEvent_MARKETED, "2011-03-01"),
		},
	}}
	if diff := cmp.Diff(want, methimazole.GetProducts(), protocmp.Transform()); diff != "" {
		t.Errorf("products (-want +got):\n%s", diff)
	}
	if methimazole.GetCodes().GetAtc() != "H03BB02" {
		t.Errorf("codes: %v", methimazole.GetCodes())
	}
	duo := drugOf(t, imported, "copper-zinc")
	events := duo.GetProducts()[0].GetAuthorizations()
	if len(events) != 2 || events[0].GetDate() != "1951-12-31" || !events[0].GetOrEarlier() ||
		events[1].GetEvent() != compendiumv1.AuthorizationEvent_REVOKED || events[1].GetDate() != "2019-02-01" {
		t.Errorf("events: %v", events)
	}
	if duo.GetLifecycle() != compendiumv1.Drug_WITHDRAWN || drugOf(t, imported, "zinc").GetLifecycle() != 0 {
		t.Errorf("lifecycles: %v, %v", duo.GetLifecycle(), drugOf(t, imported, "zinc").GetLifecycle())
	}
	copper := duo.GetProducts()[0].GetStrengths()[1]
	if copper.GetText() != "10 UNIT/5 ML" || copper.GetAmount() != nil || copper.GetIngredient() != "drugs/copper" {
		t.Errorf("a strength in units: %v", copper)
	}
	left := make(map[string]bool)
	for _, l := range imported.Left {
		left[l.Place+" "+l.What] = true
	}
	for _, what := range []string{"drug 2 DEWORMER", "drug 4 NONE", "status 3 MARKETED 2199-02-01", "drug 3 A12"} {
		if !left[what] {
			t.Errorf("%s is not reported: %v", what, imported.Left)
		}
	}
}

// TestDPDKnown has no record of a substance that the catalog names without its salt, and no code that the catalog has.
func TestDPDKnown(t *testing.T) {
	read, err := dpd.Read(zipOf(t, map[string]string{
		"drug.txt": `"1","","Human","00000019","A","","N","1","1","24-DEC-2025","1","","",""` + "\n" +
			`"2","","Human","00000027","B","","N","1","1","24-DEC-2025","1","","",""` + "\n" +
			`"3","","Human","00000035","C","","N","1","1","24-DEC-2025","1","","",""` + "\n",
		"comp.txt": "", "form.txt": "", "route.txt": "",
		"ingred.txt": `"1","1","IMATINIB (IMATINIB MESYLATE)","I","5","MG","","","N",""` + "\n" +
			`"2","2","IMATINIB (FREE BASE)","I","5","MG","","","N",""` + "\n" +
			`"3","3","ZINC","I","5","MG","","","N",""` + "\n",
		"ther.txt":   `"2","L01EA01","",""` + "\n" + `"3","A12CB01","",""` + "\n",
		"status.txt": `"1","Y","MARKETED","16-APR-2001"` + "\n",
	}))
	if err != nil {
		t.Fatal(err)
	}
	c, problems, err := catalog.Load(catalog.Files{"drugs/imatinib.yaml": []byte(
		"display_name: Imatinib\ndepth: REGISTER\ncodes: {atc: L01XE01, retired: [{system: atc, code: L01EA01}]}\n")},
		"content")
	if err != nil || len(problems) > 0 {
		t.Fatalf("%v %v", err, problems)
	}
	imported := importer.DPD(read, importer.Known(c, "dpd"))
	var got []string
	for _, r := range imported.Records {
		if d, ok := r.Message.(*compendiumv1.Drug); ok {
			got = append(got, r.ID+" "+d.GetCodes().GetAtc())
		}
	}
	if diff := cmp.Diff([]string{"imatinib-free-base ", "zinc A12CB01"}, got); diff != "" {
		t.Errorf("drugs and their codes (-want +got):\n%s", diff)
	}
}

func TestDMD(t *testing.T) {
	moieties, err := dmd.Read(strings.NewReader(`<VIRTUAL_THERAPEUTIC_MOIETIES><VTM><VTMID>90332006</VTMID><NM>Paracetamol</NM></VTM>
<VTM><VTMID>36408011000001105</VTMID><NM>Isosorbide dinitrate</NM>
<VTMIDPREV>5924003</VTMIDPREV><VTMIDDT>2018-11-15</VTMIDDT></VTM>
<VTM><VTMID>47065008</VTMID><INVALID>1</INVALID><NM>Quinine</NM></VTM></VIRTUAL_THERAPEUTIC_MOIETIES>`))
	if err != nil {
		t.Fatal(err)
	}
	imported := importer.DMD(moieties, "2019-01-01", importer.Others{})
	if len(imported.Records) != 3 || len(imported.Left) != 1 || imported.Left[0].What != "Quinine" {
		t.Errorf("records %v, left out %v", imported.Records, imported.Left)
	}
	want := &compendiumv1.DrugCodes{Snomed: "36408011000001105", Cites: []string{"register"},
		Retired: []*compendiumv1.DrugCodes_Retired{{System: "snomed", Code: "5924003", Until: "2018-11-15",
			ReplacedBy: "36408011000001105"}}}
	if diff := cmp.Diff(want, drugOf(t, imported, "isosorbide-dinitrate").GetCodes(), protocmp.Transform()); diff != "" {
		t.Errorf("codes (-want +got):\n%s", diff)
	}
	if drugOf(t, imported, "paracetamol").GetLifecycle() != 0 {
		t.Error("dm+d says whether a moiety is licensed")
	}
	if _, err := dmd.Read(strings.NewReader("<VIRTUAL_MEDICINAL_PRODUCTS/>")); err == nil {
		t.Error("a file of something else is read")
	}
}
