package references_test

import (
	"strings"
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestUseUnknown(t *testing.T) {
	event := func(subject string) string {
		return `-- drugs/examplinib.yaml --
products:
  - brand: Exampla
    jurisdiction: US
    authorizations:
      - {regulator: regulators/agency, use: sarcoma, event: APPROVED, date: "2010-05-01", cites: [label]}
      - {regulator: regulators/agency, ` + subject + `event: RENEWED, date: "2012-05-01", cites: [label]}
`
	}
	decision := func(subject string) string {
		return `-- drugs/examplinib.yaml --
access_decisions:
  - {body: regulators/payer, ` + subject + `decision: RECOMMENDED, cites: [page]}
`
	}
	ruletest.Run(t, "use-unknown", []ruletest.Case{
		{Name: "an event of an unknown use", Change: event("use: srcoma, "),
			Want: []string{"drugs/examplinib.yaml:18:45 error products[0].authorizations[1].use"}},
		{Name: "an event of a use", Change: event("use: chordoma, ")},
		{Name: "an event of an indication", Change: event("indication: srcoma, ")},
		{Name: "an event of the whole product", Change: event("")},
		{Name: "an event that names the condition", Change: event("use: conditions/sarcoma, "),
			Want: []string{"drugs/examplinib.yaml:18:45 error products[0].authorizations[1].use"}},
		{Name: "a decision on an unknown use", Change: decision("use: srcoma, "),
			Want: []string{"drugs/examplinib.yaml:37:35 error access_decisions[0].use"}},
		{Name: "a decision on a use", Change: decision("use: sarcoma, ")},
		{Name: "early access for an unknown use", Change: `-- drugs/examplinib.yaml --
early_access: [{kind: EXPANDED_ACCESS, jurisdiction: US, use: srcoma, cites: [label]}]
`,
			Want: []string{"drugs/examplinib.yaml:36:63 error early_access[0].use"}},
		{Name: "early access for a use", Change: `-- drugs/examplinib.yaml --
early_access: [{kind: EXPANDED_ACCESS, jurisdiction: US, use: sarcoma, cites: [label]}]
`},
		{Name: "a decision on no use", Change: decision("")},
		{Name: "an administration for an unknown use", Change: `-- drugs/examplinib.yaml --
administrations:
  - {route: ORAL, cites: [label]}
  - {route: ORAL, uses: [sarcoma, chordoma, other], cites: [label]}
`, Want: []string{"drugs/examplinib.yaml:11:45 error administrations[1].uses[2]"}},
		{Name: "an administration for a use of another drug", Change: `-- drugs/trialimab.yaml --
administrations:
  - {route: INTRAVENOUS, uses: [chordoma], cites: [page]}
`, Want: []string{"drugs/trialimab.yaml:6:33 error administrations[0].uses[0]"}},
		{Name: "a dose for an unknown use", Change: `-- drugs/examplinib.yaml --
doses:
  - {id: usual, uses: [sarcoma, srcoma], basis: LABEL, steps: [{amount_words: one tablet}], cites: [label]}
`, Want: []string{"drugs/examplinib.yaml:37:33 error doses[0].uses[1]"}},
		{Name: "a rate in an unknown use", Change: `-- drugs/examplinib.yaml --
side_effects:
  - {term: headache, frequencies: [{percent: "2", use: srcoma, cites: [label]}], cites: [label]}
`, Want: []string{"drugs/examplinib.yaml:12:56 error side_effects[0].frequencies[0].use"}},
		{Name: "an administration of a class for its use", Change: `-- classes/example-class.yaml --
administrations:
  - {route: ORAL, uses: [sarcoma], cites: [page]}
uses:
  - {id: sarcoma, condition: conditions/sarcoma, strength: MAY_BE_USED, cites: [page]}
citations:
  page: {source: sources/page}
`},
		{Name: "an administration of a class for an unknown use", Change: `-- classes/example-class.yaml --
administrations:
  - {route: ORAL, uses: [sarcoma], cites: [page]}
citations:
  page: {source: sources/page}
`, Want: []string{"classes/example-class.yaml:4:26 error administrations[0].uses[0]"}},
		{Name: "an entry of a list on a use", Change: `-- lists/formulary.yaml --
entries: [{id: a, drug: drugs/examplinib, use: sarcoma, status: LISTED, cites: [page]}]
`},
		{Name: "an entry of a list on no use of the drug", Change: `-- lists/formulary.yaml --
entries: [{id: a, drug: drugs/examplinib, use: chordom, status: LISTED, cites: [page]}]
`,
			Want: []string{"lists/formulary.yaml:1:48 error entries[0].use"}},
		{Name: "an entry of a list on a use of no drug", Change: `-- lists/formulary.yaml --
entries: [{id: a, drug: drugs/none, use: chordom, status: LISTED, cites: [page]}]
`},
	})
}

func TestUseUnknownSuggestsTheNearest(t *testing.T) {
	rule := func(use string) string {
		for _, f := range ruletest.Lint(t, `-- drugs/examplinib.yaml --
administrations:
  - {route: ORAL, uses: [`+use+`], cites: [label]}
`) {
			if f.Rule == "use-unknown" {
				return f.Message
			}
		}
		return ""
	}
	if got := rule("chrodoma"); !strings.Contains(got, "Did you mean chordoma?") {
		t.Errorf("a slip is not put right: %s", got)
	}
	if got := rule("lymphoma"); strings.Contains(got, "Did you mean") {
		t.Errorf("another disease is taken for a slip: %s", got)
	}
}
