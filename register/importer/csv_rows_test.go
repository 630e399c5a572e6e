package importer_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/opencompendium/compendium/register/importer"
)

func TestCSVOnly(t *testing.T) {
	table := "Medicine,Status,Note,Decided,Kind,Ended\n" +
		"Imatinib,Preferred,a,,Human,\nImatinib,Preferred,b,,human ,-\n" +
		"Imatinib,Preferred,c,,Animal,\nImatinib,Preferred,d,,,\nImatinib,Preferred,e,,Human,2020\n" +
		"Imatinib,Preferred,f,,Human\n"
	only := "only: [{column: Kind, words: [Human]}, {column: Ended, words: [\"\", \"-\"]}]\n"
	entries, reasons, err := importOf(t, table, formulary+only)
	if err != nil {
		t.Fatal(err)
	}
	var kept []string
	for _, e := range entries {
		kept = append(kept, e.GetReason())
	}
	if diff := cmp.Diff([]string{"a", "b"}, kept); diff != "" {
		t.Errorf("kept (-want +got):\n%s", diff)
	}
	want := []string{"the mapping imports only rows with other words of Kind",
		"the mapping imports only rows with other words of Kind",
		"the mapping imports only rows with other words of Ended", "the row has fewer columns than the table"}
	if diff := cmp.Diff(want, reasons); diff != "" {
		t.Errorf("left out (-want +got):\n%s", diff)
	}
	for name, c := range map[string]struct{ only, want string }{
		"no row": {"only: [{column: Kind, words: [Humans]}]\n", "no row of the table has the words that only asks for"},
		"no such column": {"only: [{column: Category, words: [Human]}]\n",
			`no row of the table has the names of all columns of the mapping. The first has no "Category"`},
		"a column twice": {"only: [{column: Note, words: [a]}]\nheader: [Medicine, Status, Note, Decided, Note]\n",
			`the table has the column "Note" twice`},
	} {
		if _, _, err := importOf(t, table, formulary+c.only); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: the error is %v", name, err)
		}
	}
}

// TestCSVNothingSaid imports cells that say nothing as empty ones, and rows that say the same once.
func TestCSVNothingSaid(t *testing.T) {
	mapping := mappingOf(t, `name: registry
source: {display_name: Registry, kind: REGISTER, publisher: Agency, title: Registry, dates: {published: "2026-04-01"}}
columns:
  - {column: Substance, field: display_name}
  - {constant: NZ, field: products.jurisdiction}
  - {column: Strength, field: products.strengths, gap: The registry has none.}
  - {column: Route, field: products.routes, values: [{from: "-", to: ORAL}]}
`)
	table := "Substance,Strength,Route\nImatinib,100 mg,-\nImatinib,n/a,-\nImatinib, – ,-\nImatinib,100 mg,-\n" +
		"-,100 mg,-\nImatinib,100 mg,\n"
	imported, err := importer.CSV(strings.NewReader(table), mapping, nil)
	if err != nil {
		t.Fatal(err)
	}
	d := drugOf(t, imported, "imatinib")
	var got []string
	for _, p := range d.GetProducts() {
		got = append(got, p.GetId())
		for _, s := range p.GetStrengths() {
			got = append(got, s.GetText())
		}
		for _, r := range p.GetRoutes() {
			got = append(got, r.String())
		}
	}
	want := []string{"nz-1", "100 mg", "ORAL", "nz-2", "ORAL", "nz-3", "100 mg"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("products (-want +got):\n%s", diff)
	}
	if len(d.GetGaps()) != 1 {
		t.Errorf("gaps: %v", d.GetGaps())
	}
	var left []string
	for _, l := range imported.Left {
		left = append(left, l.Place+" "+l.Reason)
	}
	want = []string{"line 4 the row says what another row says", "line 5 the row says what another row says",
		"line 6 the row has no display_name"}
	if diff := cmp.Diff(want, left); diff != "" {
		t.Errorf("left out (-want +got):\n%s", diff)
	}
}
