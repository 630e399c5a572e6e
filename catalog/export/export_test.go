package export_test

import (
	"bytes"
	"encoding/csv"
	"os"
	"strings"
	"testing"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/export"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

const drug = `display_name: X
depth: MONOGRAPH
codes: {atc: L01EA01, retired: [{system: atc, code: L01XE01, replaced_by: L01EA01}]}
products:
  - {id: a, jurisdiction: US, codes: [{system: NDC, code: 0078-0401}]}
safety:
  - {kind: PREGNANCY, text: 'It may "harm", they say.', jurisdictions: [US, CA]}
side_effects:
  - {term: nausea}
  - {term: rash, frequencies: [{band: COMMON}, {percent: "3.7"}]}
uses:
  - {id: u, condition: conditions/c, labels: [{jurisdiction: US, off_label: true}, {jurisdiction: CA, unknown: Not told.}]}
`

func written(t *testing.T, name string, lines bool) string {
	t.Helper()
	c, problems, err := catalog.Load(catalog.Files{"drugs/x.yaml": []byte(drug)}, "content")
	if err != nil || len(problems) > 0 {
		t.Fatalf("%v %v", err, problems)
	}
	drugs := export.Records{Drugs: []*compendiumv1.Drug{c.Records(catalog.Drugs)[0].Drug()},
		Lookup: c.Message}.AsOf("2026-06-01")
	for _, table := range export.Tables() {
		if table.Name != name {
			continue
		}
		var b bytes.Buffer
		write := table.CSV
		if lines {
			write = table.JSONLines
		}
		if err := write(&b, drugs); err != nil {
			t.Fatal(err)
		}
		return b.String()
	}
	t.Fatalf("there is no table %s", name)
	return ""
}

func TestTables(t *testing.T) {
	for name, want := range map[string][]string{
		"safety":  {`drugs/x,PREGNANCY,,"It may ""harm"", they say.",,,,,US; CA,,,,,`},
		"effects": {"drugs/x,nausea,,,,,,,,,,,", "drugs/x,rash,,,,,,,COMMON,,,,", "drugs/x,rash,,,,,,,,3.7,,,"},
		"codes":   {"drugs/x,,ATC,L01EA01,,,", "drugs/x,,ATC,L01XE01,,true,L01EA01", "drugs/x,a,NDC,0078-0401,,,"},
		"labels":  {"drugs/x,u,conditions/c,,US,,UNKNOWN,The records do not tell for this day.,,", "drugs/x,u,conditions/c,,CA,,UNKNOWN,Not told.,,"},
	} {
		text := written(t, name, false)
		lines := strings.Split(strings.TrimSuffix(text, "\r\n"), "\r\n")
		if got := strings.Join(lines[1:], "\n"); got != strings.Join(want, "\n") {
			t.Errorf("%s:\n%s\nwant\n%s", name, got, strings.Join(want, "\n"))
		}
		if _, err := csv.NewReader(strings.NewReader(text)).ReadAll(); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	want := `{"drug":"drugs/x","use":"u","condition":"conditions/c","jurisdiction":"US","status":"UNKNOWN","unknown":"The records do not tell for this day."}` +
		"\n" + `{"drug":"drugs/x","use":"u","condition":"conditions/c","jurisdiction":"CA","status":"UNKNOWN","unknown":"Not told."}` + "\n"
	if got := written(t, "labels", true); got != want {
		t.Errorf("labels as JSON Lines:\n%s", got)
	}
}

// TestDocumented fails if a table or column is missing from the documentation.
func TestDocumented(t *testing.T) {
	text, err := os.ReadFile("../../docs/registers.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, table := range export.Tables() {
		row := "| `" + table.Name + "` | " + table.Title + " | `" + strings.Join(table.Columns, "`, `") + "` |"
		if !strings.Contains(string(text), row) {
			t.Errorf("docs/registers.md has no row %s", row)
		}
	}
}
