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
  - {term: rash, cites: [a],
      frequencies: [{band: COMMON, cites: [a, b]}, {percent: "3.7", exposure: second year, severity: [SEVERE]}]}
uses:
  - {id: u, condition: conditions/c, line: SECOND, prior_therapies: [drugs/y],
      labels: [{jurisdiction: US, off_label: true}, {jurisdiction: CA, unknown: Not told.}]}
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
		"safety": {`drugs/x,PREGNANCY,,"It may ""harm"", they say.",,,,,US; CA,,,,,`},
		"effects": {"drugs/x,nausea,,,,,,,,,,,,,,,", "drugs/x,rash,,,,,,,COMMON,,,,a; b,,,,",
			"drugs/x,rash,,,,,,,,3.7,,,a,SEVERE,second year,,"},
		"codes": {"drugs/x,,ATC,L01EA01,,,", "drugs/x,,ATC,L01XE01,,true,L01EA01", "drugs/x,a,NDC,0078-0401,,,"},
		"labels": {"drugs/x,u,conditions/c,,US,,UNKNOWN,The records do not tell for this day.,,,second line; after " +
			"drugs/y,,,", "drugs/x,u,conditions/c,,CA,,UNKNOWN,Not told.,,,second line; after drugs/y,,,"},
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
	want := `{"drug":"drugs/x","use":"u","condition":"conditions/c","jurisdiction":"US","status":"UNKNOWN","unknown":"The records do not tell for this day.","setting":"second line; after drugs/y"}` +
		"\n" + `{"drug":"drugs/x","use":"u","condition":"conditions/c","jurisdiction":"CA","status":"UNKNOWN","unknown":"Not told.","setting":"second line; after drugs/y"}` + "\n"
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

// TestMedicationKnowledge joins doses that hold in the same place for the same products, and says for whom each is.
func TestMedicationKnowledge(t *testing.T) {
	const knowledge = `display_name: X
depth: MONOGRAPH
codes: {atc: L01EA01}
products: [{id: a, brand: Xa, jurisdiction: US}]
uses:
  - {id: u, condition: conditions/c, line: SECOND}
  - {id: v, condition: conditions/d}
doses:
  - {id: low, jurisdictions: [US, EU], products: [a], basis: LABEL, uses: [u],
      steps: [{amount: {value: "1", unit: mg}}]}
  - {id: any, basis: GUIDELINE, steps: [{amount: {value: "2", unit: mg}}]}
  - {id: high, jurisdictions: [US, EU], products: [a], basis: LABEL, uses: [v],
      steps: [{amount: {value: "3", unit: mg}}]}
`
	c, problems, err := catalog.Load(catalog.Files{"drugs/x.yaml": []byte(knowledge),
		"drugs/gone.yaml":   []byte("display_name: Gone\nlifecycle: RETIRED\nreplaced_by: [drugs/x]\n"),
		"conditions/c.yaml": []byte("display_name: Chordoma\n")}, "content")
	if err != nil || len(problems) > 0 {
		t.Fatalf("%v %v", err, problems)
	}
	records := export.Records{Lookup: c.Message}
	for _, r := range c.Records(catalog.Drugs) {
		records.Drugs = append(records.Drugs, r.Drug())
	}
	var got bytes.Buffer
	if err := records.MedicationKnowledge(&got, "2026-06-01"); err != nil {
		t.Fatal(err)
	}
	quantity := func(n string) string {
		return `{"dosage":[{"type":{"text":"label"},"dosage":[{"text":"` + n + ` mg.","doseAndRate":[{"doseQuantity":{"value":` +
			n + `,"unit":"mg","system":"http://unitsofmeasure.org","code":"mg"}}]}]}]}`
	}
	code := `"code":{"coding":[{"system":"http://www.whocc.no/atc","code":"L01EA01"}],"text":"X"},`
	second := `{"concept":{"text":"Chordoma; second line"}}`
	want := `{"resourceType":"MedicationKnowledge","identifier":[{"value":"drugs/x/doses/low"}],` + code +
		`"intendedJurisdiction":[{"coding":[{"system":"urn:iso:std:iso:3166","code":"US"}],"text":"US"},{"text":"EU"}],"name":["X"],` +
		`"associatedMedication":[{"display":"Xa"}],"indicationGuideline":[{"indication":[` + second + `],"dosingGuideline":[` +
		quantity("1") + `]},{"indication":[{"concept":{"text":"conditions/d"}}],"dosingGuideline":[` + quantity("3") + "]}]}\n" +
		`{"resourceType":"MedicationKnowledge","identifier":[{"value":"drugs/x/doses/any"}],` + code + `"name":["X"],` +
		`"indicationGuideline":[{"indication":[` + second + `,{"concept":{"text":"conditions/d"}}],"dosingGuideline":[` +
		strings.Replace(quantity("2"), "label", "guideline", 1) + "]}]}\n"
	if got.String() != want {
		t.Errorf("got\n%swant\n%s", got.String(), want)
	}
}
