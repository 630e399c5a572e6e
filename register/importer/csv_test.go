package importer_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"google.golang.org/protobuf/testing/protocmp"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/document"
	configv1 "github.com/opencompendium/compendium/gen/compendium/config/v1"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/register/importer"
)

func mappingOf(t *testing.T, text string) *configv1.Mapping {
	t.Helper()
	mapping := &configv1.Mapping{}
	doc, problems := document.Parse([]byte(text))
	if problems = append(problems, doc.Decode(mapping)...); len(problems) > 0 {
		t.Fatalf("%v", problems)
	}
	return mapping
}

// drugs is a catalog with a drug, its tombstone, and two drugs of one name.
func drugs(t *testing.T) *catalog.Catalog {
	t.Helper()
	c, problems, err := catalog.Load(catalog.Files{
		"drugs/imatinib.yaml": []byte("display_name: Imatinib\ndepth: REGISTER\n" +
			"names: [{text: Gleevec, type: BRAND, jurisdictions: [US]}, {text: Glivec, type: BRAND, jurisdictions: [GB]}, " +
			"{text: Imat, type: BRAND}, {text: CGP, type: CODE_NAME}]\nproducts:\n" +
			"  - {id: gleevec-us, brand: Gleevec, jurisdiction: US}\n  - {id: glivec-gb, brand: Glivec, jurisdiction: GB}\n" +
			"  - {id: glivec-ca, brand: Glivec, jurisdiction: CA}\n  - {id: imat-100, brand: Imat, jurisdiction: GB}\n" +
			"  - {id: imat-400, brand: Imat, jurisdiction: GB}\n"),
		"drugs/old.yaml": []byte("display_name: Oldinib\nlifecycle: RETIRED\nreplaced_by: [drugs/imatinib]\n"),
		"drugs/a.yaml":   []byte("display_name: A\ndepth: REGISTER\nnames: [{text: both, type: SYNONYM}]\n"),
		"drugs/b.yaml":   []byte("display_name: B\ndepth: REGISTER\nnames: [{text: both, type: SYNONYM}]\n"),
	}, "content")
	if err != nil || len(problems) > 0 {
		t.Fatalf("%v %v", err, problems)
	}
	return c
}

const formulary = `name: north-formulary
source: {display_name: Formulary, kind: DATABASE, publisher: North Trust, title: Formulary,
  dates: {revised: "2026-04-01"}}
list: {display_name: North formulary, kind: FORMULARY, body: North Trust, jurisdictions: [GB]}
columns:
  - {column: Medicine, field: drug}
  - column: Status
    field: status
    values:
      - {from: Preferred, to: PREFERRED}
      - {from: Restricted, to: RESTRICTED}
      - {from: Do not prescribe, to: NOT_USED}
  - {column: Note, field: reason, gap: The formulary gives no reason.}
  - {column: Decided, field: date, date_format: DD/MM/YYYY}
`

func TestCSVList(t *testing.T) {
	table := "\ufeffMedicine,Status,Note,Decided,Cost\n" +
		"CGP,preferred,,01/02/2026,1\n" +
		"imatinib mesylate,Do not prescribe,\"Too, costly\",,1\n" +
		"Oldinib,Restricted,Centers only,31/12/2025,1\n" +
		"GLIVEC,Do not prescribe,Generic,,1\nGleevec,Preferred,,,1\nImat,Preferred,,,1\n" +
		"Unknownib,Preferred,,,1\nboth,Preferred,,,1\nImatinib,Perhaps,,,1\nImatinib,Preferred,,2026-01-01,1\nshort\n"
	imported, err := importer.CSV(strings.NewReader(table), mappingOf(t, formulary), drugs(t))
	if err != nil {
		t.Fatal(err)
	}
	list, ok := imported.Records[0].Message.(*compendiumv1.DrugList)
	if !ok || imported.Records[0].Path() != "lists/north-formulary.yaml" ||
		imported.Records[1].Path() != "sources/north-formulary.yaml" {
		t.Fatalf("records: %v", imported.Records)
	}
	cites := []string{"register"}
	want := []*compendiumv1.DrugList_Entry{
		{Id: "imatinib", Drug: "drugs/imatinib", Status: compendiumv1.DrugList_Entry_PREFERRED, Date: "2026-02-01",
			Cites: cites},
		{Id: "imatinib-2", Drug: "drugs/imatinib", Status: compendiumv1.DrugList_Entry_NOT_USED, Reason: "Too, costly",
			Cites: cites},
		{Id: "imatinib-3", Drug: "drugs/imatinib", Status: compendiumv1.DrugList_Entry_RESTRICTED, Reason: "Centers only",
			Date: "2025-12-31", Cites: cites},
		{Id: "imatinib-glivec-gb", Drug: "drugs/imatinib", Product: "glivec-gb", Reason: "Generic",
			Status: compendiumv1.DrugList_Entry_NOT_USED, Cites: cites},
	}
	if diff := cmp.Diff(want, list.GetEntries(), protocmp.Transform()); diff != "" {
		t.Errorf("entries (-want +got):\n%s", diff)
	}
	wantGap := []*compendiumv1.Gap{{Field: `entries["imatinib"].reason`, Reason: "The formulary gives no reason.", Cites: cites}}
	if diff := cmp.Diff(wantGap, list.GetGaps(), protocmp.Transform()); diff != "" {
		t.Errorf("gaps (-want +got):\n%s", diff)
	}
	var left []string
	for _, l := range imported.Left {
		left = append(left, l.Place+" "+l.What)
	}
	wantLeft := []string{"column Cost", "line 6 Gleevec", "line 7 Imat", "line 8 Unknownib", "line 9 both",
		"line 10 Status: Perhaps", "line 11 Decided: 2026-01-01", "line 12 short"}
	if diff := cmp.Diff(wantLeft, left); diff != "" {
		t.Errorf("left out (-want +got):\n%s", diff)
	}
}

func TestCSVDrugs(t *testing.T) {
	mapping := mappingOf(t, `name: registry
source: {display_name: Registry, kind: REGISTER, publisher: Agency, title: Registry, dates: {published: "2026-04-01"}}
delimiter: ;
columns:
  - {column: Substance, field: display_name}
  - {column: ATC, field: codes.atc}
  - {column: Name, field: products.brand}
  - {constant: NZ, field: products.jurisdiction}
  - {column: Strength, field: products.strengths, gap: The registry has none.}
  - {column: Routes, field: products.routes, split: "/",
      values: [{from: by mouth, to: ORAL}, {from: into a vein, to: INTRAVENOUS}]}
`)
	table := "Substance;ATC;Name;Strength;Routes\nImatinib;L01EA01;Glivec;400 mg;by mouth\n" +
		"IMATINIB;L01EA01;Glivec IV;;by mouth/into a vein\nImatinib;L01EA02;Other;1 puff;\n"
	imported, err := importer.CSV(strings.NewReader(table), mapping, nil)
	if err != nil {
		t.Fatal(err)
	}
	d := drugOf(t, imported, "imatinib")
	cites := []string{"register"}
	want := []*compendiumv1.Product{
		{Id: "nz-1", Brand: "Glivec", Jurisdiction: "NZ", Cites: cites,
			Routes: []compendiumv1.Administration_Route{compendiumv1.Administration_ORAL},
			Strengths: []*compendiumv1.Product_Strength{{Text: "400 mg",
				Amount: &compendiumv1.Quantity{Value: "400", Unit: "mg"}}}},
		{Id: "nz-2", Brand: "Glivec IV", Jurisdiction: "NZ", Cites: cites,
			Routes: []compendiumv1.Administration_Route{compendiumv1.Administration_ORAL,
				compendiumv1.Administration_INTRAVENOUS}},
		{Id: "nz-3", Brand: "Other", Jurisdiction: "NZ", Cites: cites,
			Strengths: []*compendiumv1.Product_Strength{{Text: "1 puff"}}},
	}
	if diff := cmp.Diff(want, d.GetProducts(), protocmp.Transform()); diff != "" {
		t.Errorf("products (-want +got):\n%s", diff)
	}
	if d.GetCodes().GetAtc() != "L01EA01" || len(d.GetGaps()) != 1 || len(imported.Left) != 1 {
		t.Errorf("codes %v, gaps %v, left out %v", d.GetCodes(), d.GetGaps(), imported.Left)
	}
}

func TestCSVRefused(t *testing.T) {
	for name, c := range map[string]struct{ table, mapping, want string }{
		"no such column": {"Drug\n", formulary, `no row of the table has the names of all columns of the mapping. The first has no "Medicine"; it has ["Drug"]`},
		"no day": {"Medicine\n", strings.Replace(formulary, `revised: "2026-04-01"`, `unknown: Not said.`, 1),
			"the mapping has no day"},
		"no such field": {"Medicine,Status,Note,Decided\nImatinib,Preferred,x,\n",
			strings.Replace(formulary, "field: reason", "field: raeson", 1), "the field raeson"},
		"a message": {"Medicine,Status,Note,Decided\nImatinib,Preferred,x,\n",
			strings.Replace(formulary, "field: reason", "field: cites.x", 1), "a cell cannot fill"},
		"a word that is no value": {"Medicine,Status,Note,Decided\nImatinib,Preferred,x,\n",
			strings.Replace(formulary, "to: PREFERRED", "to: BEST", 1), `no value "BEST"`},
	} {
		_, err := importer.CSV(strings.NewReader(c.table), mappingOf(t, c.mapping), drugs(t))
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: the error is %v", name, err)
		}
	}
}

// importOf imports a table by a mapping, and returns its entries and the reasons of what it leaves out.
func importOf(t *testing.T, table, mapping string) ([]*compendiumv1.DrugList_Entry, []string, error) {
	t.Helper()
	imported, err := importer.CSV(strings.NewReader(table), mappingOf(t, mapping), drugs(t))
	if err != nil {
		return nil, nil, err
	}
	var reasons []string
	for _, l := range imported.Left {
		if l.Place != "column" {
			reasons = append(reasons, l.Reason)
		}
	}
	list, _ := imported.Records[0].Message.(*compendiumv1.DrugList)
	return list.GetEntries(), reasons, nil
}

// TestCSVShapes imports one row in the shapes that programs write tables in.
func TestCSVShapes(t *testing.T) {
	for name, c := range map[string]struct{ table, mapping string }{
		"all is quoted, after a byte order mark": {table: "\ufeff\"Medicine\",\"Status\",\"Note\",\"Decided\"\n" +
			"\"Imatinib\",\"Preferred\",\"a\",\"01/02/2026\"\n"},
		"semicolons and CRLF": {"Medicine;Status;Note;Decided\r\nImatinib;Preferred;a;01/02/2026\r\n", `delimiter: ";"`},
		"tabs":                {"Medicine\tStatus\tNote\tDecided\nImatinib\tPreferred\ta\t01/02/2026\n", `delimiter: "\t"`},
		"columns without a name, and empty ones": {table: "Medicine,Status,,Note,Decided,,\n" +
			"Imatinib,Preferred,,a,01/02/2026,,\n,,,,,,\n"},
		"another order, and spaces": {table: " Decided ,Note,Status,Medicine\n" +
			"01/02/2026, a ,Preferred , Imatinib\n"},
		"no end of line, and lines without text": {table: "Medicine,Status,Note,Decided\n\n\n" +
			"Imatinib,Preferred,a,01/02/2026"},
		"a cell with lines": {table: "Medicine,Status,Note,Decided\nImatinib,Preferred,\"\r\na\r\n" +
			"\",01/02/2026\n"},
		"lines of an old Mac": {table: "Medicine,Status,Note,Decided\rImatinib,Preferred,a,01/02/2026\r"},
		"titles above the names of the columns": {table: "Formulary\n\"Status: April\",,,\n,,,\n" +
			"Medicine,Status,Note,Decided\nImatinib,Preferred,a,01/02/2026\n"},
		"names of columns with lines": {table: "Medicine,Status,\"No\nte \",Decided\n" +
			"Imatinib,Preferred,a,01/02/2026\n", mapping: "  - {column: No te, field: reason}"},
		"no names of columns": {"Imatinib,Preferred,a,01/02/2026\n",
			"header: [Medicine, Status, Note, Decided]"},
		"Windows-1252, with a column that it is in": {"Medicine,Status,Note,Decided,Caf\xe9\n" +
			"Imatinib,Preferred,a,01/02/2026,\x80\n",
			"encoding: WINDOWS_1252"},
		"quotes in a column without quotes": {table: "Medicine,Status,Note,Decided,Size\n" +
			"Imatinib,Preferred,a,01/02/2026,tube 5\" long\n"},
		"empty cells after the last column": {table: "Medicine,Status,Note,Decided\nImatinib,Preferred,a,01/02/2026,,,\n"},
	} {
		mapping := formulary
		if strings.HasPrefix(c.mapping, "  - ") { // in place of the column of that field
			mapping = strings.Replace(mapping, "  - {column: Note, field: reason, gap: The formulary gives no reason.}\n", "", 1)
		}
		entries, _, err := importOf(t, c.table, mapping+c.mapping+"\n")
		want := []*compendiumv1.DrugList_Entry{{Id: "imatinib", Drug: "drugs/imatinib",
			Status: compendiumv1.DrugList_Entry_PREFERRED, Reason: "a", Date: "2026-02-01", Cites: []string{"register"}}}
		if diff := cmp.Diff(want, entries, protocmp.Transform()); diff != "" || err != nil {
			t.Errorf("%s: %v (-want +got):\n%s", name, err, diff)
		}
	}
}

// TestCSVRowsLeftOut leaves out rows of which it cannot tell what they say, or that the schema does not admit.
func TestCSVRowsLeftOut(t *testing.T) {
	for name, c := range map[string]struct{ row, want string }{
		"a comma that is not quoted": {"Imatinib,Preferred,first, second,01/02/2026",
			"the row has more columns than the table"},
		"a text of 10 MB": {"Imatinib,Preferred," + strings.Repeat("x", 10<<20) + ",",
			"a value of reason is not valid: "},
		"a control character": {"Imatinib,Preferred,a\x07b,", "a value of reason is not valid: "},
		"a day that is none":  {"Imatinib,Preferred,,31/02/2026", "a date is not written as DD/MM/YYYY"},
	} {
		entries, reasons, err := importOf(t, "Medicine,Status,Note,Decided\n"+c.row+"\n", formulary)
		if err != nil || len(entries) > 0 || len(reasons) != 1 || !strings.HasPrefix(reasons[0], c.want) {
			t.Errorf("%s: %d entries, %.100q, %v", name, len(entries), reasons, err)
		}
	}
	unformatted := strings.Replace(formulary, ", date_format: DD/MM/YYYY", "", 1)
	const soon = "Medicine,Status,Note,Decided\nImatinib,Preferred,,soon\n"
	if entries, reasons, err := importOf(t, soon, unformatted); err != nil || len(entries) > 0 || len(reasons) != 1 ||
		!strings.HasPrefix(reasons[0], "a value of date is not valid: ") {
		t.Errorf("a date that is a word: %d entries, %q, %v", len(entries), reasons, err)
	}
}

func TestCSVRefuses(t *testing.T) {
	const table = "Medicine,Status,Note,Decided\nImatinib,Preferred,,\n"
	column := func(text string) string { return formulary + "  - " + text + "\n" }
	for name, c := range map[string]struct{ table, mapping, want string }{
		"Latin-1": {"Medicine,Status,Note,Decided\nImatinib,Preferred,caf\xe9,\n", formulary,
			"line 2 is not UTF-8"},
		"UTF-16":                    {"\xff\xfeM\x00e\x00", formulary, "line 1 is not UTF-8"},
		"UTF-16 without a mark":     {"M\x00e\x00,\x00", formulary, "line 1 is not UTF-8"},
		"nothing":                   {"", formulary, "the table is empty"},
		"another delimiter":         {"Medicine;Status;Note;Decided\n", formulary, "set delimiter in the mapping"},
		"a column twice":            {"Medicine,Status,Note,Decided,Status\n", formulary, `has the column "Status" twice`},
		"a header without a column": {table, formulary + "header: [Medicine, Status, Comment, Decided]\n", `the column "Note", and its header has not`},
		"a quotation mark left open": {table + "\"Imatinib,Preferred,,\nImatinib,Preferred,,\n", formulary,
			"ends with one, and those within it are doubled"},
		"a field that is none":   {table, column("{constant: a, field: state}"), "the field state, which Entry has not"},
		"a field that is filled": {table, column("{constant: a, field: status}"), "fills the field status twice"},
		"a message":              {table, column("{constant: a, field: status.name}"), "which a cell cannot fill"},
		"a value that is none":   {table, strings.Replace(formulary, "to: PREFERRED", "to: BEST", 1), `status has no value "BEST"`},
		"a field of a product": {table, column("{constant: a, field: products.brand}"),
			"the field products.brand, which Entry has not"},
		"a delimiter that cannot be": {table, formulary + "delimiter: \"\\\"\"\n", "delimiter"},
	} {
		if _, _, err := importOf(t, c.table, c.mapping); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: got %v, want %q", name, err, c.want)
		}
	}
}

// TestCSVStrengths takes an amount from a strength only where its number can be read in one way.
func TestCSVStrengths(t *testing.T) {
	const mapping = `name: registry
source: {display_name: Registry, kind: REGISTER, publisher: Agency, title: Registry, dates: {published: "2026-04-01"}}
columns:
  - {constant: Digoxin, field: display_name}
  - {constant: FR, field: products.jurisdiction}
  - {column: Strength, field: products.strengths}
`
	for text, want := range map[string][3]string{ // with a sign that is not known, a point, a comma
		"5 mg":       {"5", "5", "5"},
		"0,125 mg":   {"", "", "0.125"},
		"0.125 mg":   {"0.125", "0.125", ""},
		"1,000 mg":   {"", "1000", "1.000"},
		"1.000 mg":   {"", "1.000", "1000"},
		"1.000,5 mg": {"", "", "1000.5"},
		"12.5 mg":    {"12.5", "12.5", ""},
		"5,10 mg":    {"", "", "5.10"},
		"1.0000 mg":  {"1.0000", "1.0000", ""},
	} {
		for i, decimal := range []string{"", "decimal: \".\"\n", "decimal: \",\"\n"} {
			imported, err := importer.CSV(strings.NewReader("Strength\n\""+text+"\"\n"), mappingOf(t, mapping+decimal), nil)
			if err != nil {
				t.Fatal(err)
			}
			s := drugOf(t, imported, "digoxin").GetProducts()[0].GetStrengths()[0]
			if s.GetText() != text || s.GetAmount().GetValue() != want[i] {
				t.Errorf("%s, %q: got %v, want the amount %q", text, decimal, s, want[i])
			}
		}
	}
}

// TestCSVProducts keeps a product of which one value is not valid, fills messages of lists, and leaves out codes that
// are not of one drug alone.
func TestCSVProducts(t *testing.T) {
	const mapping = `name: registry
source: {display_name: Registry, kind: REGISTER, publisher: Agency, title: Registry, dates: {published: "2026-04-01"}}
columns:
  - {column: Substance, field: display_name}
  - {column: ATC, field: codes.atc}
  - {column: Name, field: products.brand}
  - {column: Where, field: products.jurisdiction}
  - {column: Route, field: products.routes, values: [{from: by mouth, to: ORAL}]}
  - {constant: regulators/swissmedic, field: products.authorizations.regulator}
  - {constant: APPROVED, field: products.authorizations.event}
  - {constant: "true", field: products.authorizations.indication_unknown}
  - {column: Since, field: products.authorizations.date, date_format: DD.MM.YYYY}
`
	known, problems, err := catalog.Load(catalog.Files{
		"drugs/zinc.yaml": []byte("display_name: Zinc\ndepth: REGISTER\ncodes: {atc: A12CB01}\n"),
	}, "content")
	if err != nil || len(problems) > 0 {
		t.Fatalf("%v %v", err, problems)
	}
	table := "Substance,ATC,Name,Where,Route,Since\n" +
		"Métamizole,N02BB02,Novalgin,CH,by mouth,01.02.2003\n" +
		"Иматиниб,L01X,Glivec,CH,by nose,\n" +
		"ИМАТИНИБ 2,N05AA01,Other,CH,by mouth,2003\nThird,N05AA01,Third,CH,by mouth,\nZinc sulfate,A12CB01,Z,CH,,\n" +
		"Fourth,,Fourth,ch1,by mouth,\n"
	imported, err := importer.CSV(strings.NewReader(table), mappingOf(t, mapping), known)
	if err != nil {
		t.Fatal(err)
	}
	cites := []string{"register"}
	oral := []compendiumv1.Administration_Route{compendiumv1.Administration_ORAL}
	want := map[string]*compendiumv1.Product{
		"metamizole": {Id: "ch-1", Brand: "Novalgin", Jurisdiction: "CH", Routes: oral, Cites: cites,
			Authorizations: []*compendiumv1.AuthorizationEvent{{Id: "approved-2003-02-01", Regulator: "regulators/swissmedic",
				Event: compendiumv1.AuthorizationEvent_APPROVED, Date: "2003-02-01", IndicationUnknown: true, Cites: cites}}},
		"6f237566":     {Id: "ch-1", Brand: "Glivec", Jurisdiction: "CH", Cites: cites},
		"2-fbd7d8db":   {Id: "ch-1", Brand: "Other", Jurisdiction: "CH", Routes: oral, Cites: cites},
		"third":        {Id: "ch-1", Brand: "Third", Jurisdiction: "CH", Routes: oral, Cites: cites},
		"zinc-sulfate": {Id: "ch-1", Brand: "Z", Jurisdiction: "CH", Cites: cites},
	}
	for _, r := range imported.Records {
		d, ok := r.Message.(*compendiumv1.Drug)
		if !ok {
			continue
		}
		if diff := cmp.Diff([]*compendiumv1.Product{want[r.ID]}, d.GetProducts(), protocmp.Transform()); diff != "" {
			t.Errorf("%s (-want +got):\n%s", r.ID, diff)
		}
		if atc := d.GetCodes().GetAtc(); r.ID == "metamizole" && atc != "N02BB02" ||
			r.ID != "metamizole" && d.GetCodes() != nil {
			t.Errorf("%s: codes %v", r.ID, d.GetCodes())
		}
	}
	var left []string
	for _, l := range imported.Left {
		left = append(left, l.Place+" "+l.What)
	}
	wantLeft := []string{"line 3 Route: by nose", "line 3 L01X", "line 4 Since: 2003", "line 7 ch1",
		"drugs/2-fbd7d8db.yaml N05AA01",
		"drugs/third.yaml N05AA01", "drugs/zinc-sulfate.yaml A12CB01"}
	if diff := cmp.Diff(wantLeft, left); diff != "" {
		t.Errorf("left out (-want +got):\n%s", diff)
	}
}

// TestCSVUnreadable checks that a value that is left out is not a gap of the table.
func TestCSVUnreadable(t *testing.T) {
	mapping := mappingOf(t, `name: registry
source: {display_name: Registry, kind: REGISTER, publisher: Agency, title: Registry, dates: {published: "2026-04-01"}}
columns:
  - {column: Substance, field: display_name}
  - {column: Route, field: products.routes, gap: The registry has none., values: [{from: by mouth, to: ORAL}]}
  - {constant: regulators/swissmedic, field: products.authorizations.regulator}
  - {constant: APPROVED, field: products.authorizations.event}
  - {column: Number, field: products.authorizations.reference}
  - {column: Since, field: products.authorizations.date, date_format: DD.MM.YYYY}
`)
	for row, want := range map[string]struct {
		gaps int
		left []string
	}{
		"by mouth,12,01.02.2003": {0, nil},
		"by nose,12,01.02.2003":  {0, []string{"Route: by nose"}},
		",12,01.02.2003":         {1, nil},
		"by mouth,12,":           {0, []string{"authorizations[0].date"}},
		"\"by\" mouth,12,":       {0, []string{`Imatinib,by" mouth,12,`}}, // a row is shown in one line
	} {
		imported, err := importer.CSV(strings.NewReader("Substance,Route,Number,Since\nImatinib,"+row+"\n"), mapping, nil)
		if err != nil {
			t.Fatal(err)
		}
		var left []string
		for _, l := range imported.Left {
			left = append(left, l.What)
		}
		var gaps []*compendiumv1.Gap
		for _, r := range imported.Records {
			if d, ok := r.Message.(*compendiumv1.Drug); ok {
				gaps = d.GetGaps()
			}
		}
		if len(gaps) != want.gaps || !slices.Equal(left, want.left) {
			t.Errorf("%s: gaps %v, left out %q", row, gaps, left)
		}
	}
}
