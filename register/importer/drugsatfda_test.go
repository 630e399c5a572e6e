package importer_test

import (
	"archive/zip"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/charmap"
	"google.golang.org/protobuf/testing/protocmp"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/document"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/register"
	"github.com/opencompendium/compendium/register/drugsatfda"
	"github.com/opencompendium/compendium/register/importer"
)

// fdaTables is a small Drugs@FDA with its traps: stray tabs, padded types, quotes, Windows-1252, dates that are none.
func fdaTables() map[string]string {
	table := func(rows ...string) string {
		return strings.ReplaceAll(strings.Join(rows, "\r\n"), "|", "\t") + "\r\n"
	}
	return map[string]string{
		"Applications.txt": table("ApplNo|ApplType|ApplPublicNotes|SponsorName",
			"021588|NDA||NOVARTIS", "090001|ANDA||\"OTHER\" LABS", "000070|NDA||CAF\xc9 LABS", "090002|ANDA||LATE"),
		"Submissions.txt": table(
			"ApplNo|SubmissionClassCodeID|SubmissionType|SubmissionNo|SubmissionStatus|SubmissionStatusDate|"+
				"SubmissionsPublicNotes|ReviewPriority",
			"021588|7|ORIG      |1|AP|2003-04-18 00:00:00||STANDARD", "021588|2|SUPPL|11|AP|2006-10-19 00:00:00||",
			"090001|1|ORIG|1|AP|1066-01-01 00:00:00||", "090001|1|SUPPL|2|AP|2015-12-03 00:00:00||",
			"090002|1|ORIG|1|TA|2016-01-02 00:00:00||", "999999|1|ORIG|1|AP|2016-01-02 00:00:00||"),
		"Products.txt": table(
			"ApplNo|ProductNo|Form|Strength|ReferenceDrug|DrugName|ActiveIngredient|ReferenceStandard",
			"021588|001|TABLET;ORAL|100MG|1|GLEEVEC|IMATINIB MESYLATE|0",
			"090001|001|TABLET; ORAL|EQ  100MG BASE|0|IMATINIB MESYLATE|Imatinib Mesylate||", // a stray tab
			"000070|001|INJECTABLE;N/A|2%;1,000MG/5ML|0|DUO|ZINC; COPPER|0",
			"090002|001|TABLET;ORAL|1MG|0|NEWINIB|NEWINIB|0",
			"777777|001|TABLET;ORAL|1MG|0|ORPHAN|IMATINIB MESYLATE|0",
			"777778|001|TABLET;ORAL|1MG|0|NOTHING||0", "short|row"),
		"MarketingStatus.txt": table("MarketingStatusID|ApplNo|ProductNo",
			"1|021588|001", "2|090001|001", "3|000070|001", "4|090002|001", "1|888888|001"),
	}
}

func fdaZip(t *testing.T, tables map[string]string) *drugsatfda.Register {
	t.Helper()
	r, err := drugsatfda.Read(zipOf(t, tables))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestDrugsAtFDA(t *testing.T) {
	imported := importer.DrugsAtFDA(fdaZip(t, fdaTables()), importer.Others{})
	var paths []string
	for _, r := range imported.Records {
		paths = append(paths, r.Path())
	}
	want := []string{"drugs/copper-zinc.yaml", "drugs/copper.yaml", "drugs/imatinib-mesylate.yaml", "drugs/newinib.yaml",
		"drugs/zinc.yaml", "regulators/fda.yaml", "sources/drugs-at-fda.yaml"}
	if diff := cmp.Diff(want, paths); diff != "" {
		t.Errorf("records (-want +got):\n%s", diff)
	}
	imatinib := drugOf(t, imported, "imatinib-mesylate")
	cites := []string{"register"}
	wantProducts := []*compendiumv1.Product{{
		Id: "fda-021588-001", Brand: "GLEEVEC", Jurisdiction: "US", Holder: "NOVARTIS",
		DoseForms: []compendiumv1.DoseForm_Value{compendiumv1.DoseForm_TABLET},
		Routes:    []compendiumv1.Administration_Route{compendiumv1.Administration_ORAL},
		Strengths: []*compendiumv1.Product_Strength{{Text: "100MG",
			Amount: &compendiumv1.Quantity{Value: "100", Unit: "mg"}}},
		ApplicationNumbers: []string{"NDA 021588"}, Cites: cites,
		Codes: []*compendiumv1.Code{{System: compendiumv1.Code_DRUGSATFDA_PRODUCT, Code: "021588/001"}},
		Marketing: []*compendiumv1.Product_MarketingEvent{{Event: compendiumv1.Product_MarketingEvent_MARKETED,
			Cites: cites}},
		Authorizations: []*compendiumv1.AuthorizationEvent{{Id: "approved-2003-04-18-orig-1", Regulator: "regulators/fda",
			Event: compendiumv1.AuthorizationEvent_APPROVED, Date: "2003-04-18", Reference: "NDA 021588",
			IndicationUnknown: true, Cites: cites}},
	}, {
		Id: "fda-090001-001", Jurisdiction: "US", Holder: `"OTHER" LABS`, Relation: compendiumv1.Product_GENERIC,
		DoseForms:          []compendiumv1.DoseForm_Value{compendiumv1.DoseForm_TABLET},
		Routes:             []compendiumv1.Administration_Route{compendiumv1.Administration_ORAL},
		Strengths:          []*compendiumv1.Product_Strength{{Text: "EQ 100MG BASE"}},
		ApplicationNumbers: []string{"ANDA 090001"}, Cites: cites,
		Codes: []*compendiumv1.Code{{System: compendiumv1.Code_DRUGSATFDA_PRODUCT, Code: "090001/001"}},
		Marketing: []*compendiumv1.Product_MarketingEvent{{Event: compendiumv1.Product_MarketingEvent_MARKETED,
			Cites: cites}},
		Authorizations: []*compendiumv1.AuthorizationEvent{{Id: "approved-by-2015-12-03", Regulator: "regulators/fda",
			Event: compendiumv1.AuthorizationEvent_APPROVED, Date: "2015-12-03", OrEarlier: true, Reference: "ANDA 090001",
			IndicationUnknown: true, Cites: cites}},
	}}
	if diff := cmp.Diff(wantProducts, imatinib.GetProducts()[:2], protocmp.Transform()); diff != "" {
		t.Errorf("products (-want +got):\n%s", diff)
	}
	if orphan := imatinib.GetProducts()[2]; orphan.GetHolder() != "" || orphan.GetRelation() != 0 ||
		len(orphan.GetAuthorizations()) > 0 {
		t.Errorf("a product without an application has %v", orphan)
	}
	pair := drugOf(t, imported, "copper-zinc")
	if diff := cmp.Diff([]string{"drugs/copper", "drugs/zinc"}, pair.GetIngredients()); diff != "" {
		t.Errorf("ingredients (-want +got):\n%s", diff)
	}
	duo := pair.GetProducts()[0]
	wantStrengths := []*compendiumv1.Product_Strength{
		{Ingredient: "drugs/zinc", Text: "2%", Amount: &compendiumv1.Quantity{Value: "2", Unit: "%"}},
		{Ingredient: "drugs/copper", Text: "1,000MG/5ML", Amount: &compendiumv1.Quantity{Value: "1000", Unit: "mg"},
			Per: &compendiumv1.Quantity{Value: "5", Unit: "mL"}},
	}
	if diff := cmp.Diff(wantStrengths, duo.GetStrengths(), protocmp.Transform()); diff != "" {
		t.Errorf("strengths (-want +got):\n%s", diff)
	}
	if duo.GetHolder() != "CAFÉ LABS" {
		t.Errorf("the holder is %q", duo.GetHolder())
	}
	if len(pair.GetGaps()) != 1 || pair.GetGaps()[0].GetField() != `products["fda-000070-001"].routes` {
		t.Errorf("gaps: %v", pair.GetGaps())
	}
	newinib := drugOf(t, imported, "newinib")
	if newinib.GetLifecycle() != 0 || len(newinib.GetProducts()[0].GetAuthorizations()) > 0 ||
		newinib.GetNotes()[0].GetText() != "ANDA 090002 was tentatively approved on 2016-01-02, which is no license." {
		t.Errorf("a tentative approval became %v", newinib)
	}
	left := make(map[string]string)
	for _, l := range imported.Left {
		left[l.Place] = l.What
	}
	for place, what := range map[string]string{
		"Submissions.txt:4": "090001 ORIG-1: 1066-01-01", "Products.txt:7": "NOTHING",
		"Products.txt:8": "short\trow", "Products.txt:6": "777777", "MarketingStatus.txt:6": "888888/001: 1",
	} {
		if left[place] != what {
			t.Errorf("of %s is left %q, not %q", place, left[place], what)
		}
	}
}

func drugOf(t *testing.T, imported *importer.Import, id string) *compendiumv1.Drug {
	t.Helper()
	for _, r := range imported.Records {
		if d, ok := r.Message.(*compendiumv1.Drug); ok && r.ID == id {
			return d
		}
	}
	t.Fatalf("there is no drug %s", id)
	return nil
}

// TestAllOfDrugsAtFDA imports the register, where it is there, and compares each product with its row.
func TestAllOfDrugsAtFDA(t *testing.T) {
	archive, err := zip.OpenReader(sharedData(t, "drugsatfda-2019-07-02.zip"))
	if err != nil {
		t.Fatal(err)
	}
	defer archive.Close()
	rows := func(name string) [][]string {
		file, err := archive.Open(name)
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(charmap.Windows1252.NewDecoder().Reader(file))
		if err != nil {
			t.Fatal(err)
		}
		var list [][]string
		for _, line := range strings.Split(string(text), "\r\n")[1:] {
			if line != "" {
				list = append(list, strings.Split(line, "\t"))
			}
		}
		return list
	}
	types, holders, dates := make(map[string]string), make(map[string]string), make(map[string][]string)
	for _, r := range rows("Applications.txt") {
		types[r[0]], holders[r[0]] = r[1], strings.TrimSpace(r[3])
	}
	for _, r := range rows("Submissions.txt") {
		if strings.TrimSpace(r[2]) == "ORIG" && r[4] == "AP" && r[5] >= "1906" {
			dates[r[0]] = append(dates[r[0]], r[5][:10])
		}
	}
	read, err := drugsatfda.Read(&archive.Reader)
	if err != nil {
		t.Fatal(err)
	}
	products := make(map[string]*compendiumv1.Product)
	for _, r := range importer.DrugsAtFDA(read, importer.Others{}).Records {
		if r.Kind != catalog.Drugs {
			continue
		}
		// What counts is what the file says.
		d := &compendiumv1.Drug{}
		doc, problems := document.Parse(document.Encode(r.Message))
		if problems = append(problems, doc.Decode(d)...); len(problems) > 0 {
			t.Fatalf("%s: %v", r.Path(), problems)
		}
		for _, p := range d.GetProducts() {
			products[p.GetCodes()[0].GetCode()] = p
		}
	}
	all := rows("Products.txt")
	if len(all) < 39_000 || len(products) != len(all) {
		t.Fatalf("%d products of %d rows", len(products), len(all))
	}
	for _, row := range all {
		p := products[row[0]+"/"+row[1]]
		form, route := register.SplitForm(row[2])
		forms, _ := register.DrugsAtFDA.Form(form)
		routes, _ := register.DrugsAtFDA.Route(route)
		var texts, approved []string
		for _, s := range p.GetStrengths() {
			texts = append(texts, s.GetText())
		}
		for _, e := range p.GetAuthorizations() {
			if !e.GetOrEarlier() {
				approved = append(approved, e.GetDate())
			}
		}
		number := strings.TrimSpace(types[row[0]] + " " + row[0])
		wantDates := slices.Sorted(slices.Values(dates[row[0]]))
		if len(approved) == 0 && p.GetMarketing() == nil {
			wantDates = nil // tentative
		}
		if !slices.Equal(forms.Stated(), p.GetDoseForms()) || !slices.Equal(routes.Stated(), p.GetRoutes()) ||
			!sameStrengths(texts, strings.Join(strings.Fields(row[3]), " ")) || p.GetHolder() != holders[row[0]] ||
			p.GetApplicationNumbers()[0] != number || !slices.Equal(approved, wantDates) ||
			p.GetBrand() != "" && p.GetBrand() != strings.TrimSpace(row[5]) {
			t.Errorf("%q became %v", row, p)
		}
	}
}

// sameStrengths reports whether the texts of strengths are what the register has, without what it does not state.
func sameStrengths(texts []string, register string) bool {
	stated := slices.DeleteFunc(strings.Split(register, ";"), func(part string) bool { return part == "N/A" })
	joined := strings.Join(texts, ";")
	return !slices.Contains(texts, "N/A") && (joined == register || joined == strings.Join(stated, ";"))
}

// sharedData returns the path of a file that is too large for the repository, and skips the test where it is not there.
func sharedData(t *testing.T, name string) string {
	t.Helper()
	at, err := filepath.Abs(".")
	if err != nil {
		t.Fatal(err)
	}
	for {
		file := filepath.Join(at, "shared", "data", name)
		if _, err := os.Stat(file); err == nil {
			return file
		} else if !errors.Is(err, fs.ErrNotExist) {
			t.Fatal(err)
		}
		above := filepath.Dir(at)
		if above == at {
			t.Skipf("there is no shared/data/%s above this folder", name)
		}
		at = above
	}
}
