package validate_test

import (
	"strings"
	"testing"
)

func TestUseUnknown(t *testing.T) {
	event := func(subject string) string {
		return `-- drugs/examplinib.yaml --
products:
  - brand: Exampla
    jurisdiction: US
    authorizations:
      - {regulator: regulators/agency, use: sarcoma, event: APPROVED, date: "2010-05-01", cites: [label]}
      - {regulator: regulators/agency, ` + subject + `event: DISCONTINUED, date: "2012-05-01", cites: [label]}
`
	}
	decision := func(subject string) string {
		return `-- drugs/examplinib.yaml --
access_decisions:
  - {body: regulators/payer, ` + subject + `decision: RECOMMENDED, cites: [page]}
`
	}
	testRule(t, "use-unknown", []ruleCase{
		{name: "an event of an unknown use", change: event("use: srcoma, "), want: []string{"drugs/examplinib.yaml:18:45 error products[0].authorizations[1].use"}},
		{name: "an event of a use", change: event("use: chordoma, ")},
		{name: "an event of an indication", change: event("indication: srcoma, ")},
		{name: "an event of the whole product", change: event("")},
		{name: "an event that names the condition", change: event("use: conditions/sarcoma, "), want: []string{"drugs/examplinib.yaml:18:45 error products[0].authorizations[1].use"}},
		{name: "a decision on an unknown use", change: decision("use: srcoma, "), want: []string{"drugs/examplinib.yaml:37:35 error access_decisions[0].use"}},
		{name: "a decision on a use", change: decision("use: sarcoma, ")},
		{name: "a decision on no use", change: decision("")},
		{name: "an administration for an unknown use", change: `-- drugs/examplinib.yaml --
administrations:
  - {route: ORAL, cites: [label]}
  - {route: ORAL, uses: [sarcoma, chordoma, other], cites: [label]}
`, want: []string{"drugs/examplinib.yaml:11:45 error administrations[1].uses[2]"}},
		{name: "an administration for a use of another drug", change: `-- drugs/trialimab.yaml --
administrations:
  - {route: INTRAVENOUS, uses: [chordoma], cites: [page]}
`, want: []string{"drugs/trialimab.yaml:6:33 error administrations[0].uses[0]"}},
		{name: "an administration of a class for its use", change: `-- classes/example-class.yaml --
administrations:
  - {route: ORAL, uses: [sarcoma], cites: [page]}
uses:
  - {id: sarcoma, condition: conditions/sarcoma, strength: MAY_BE_USED, cites: [page]}
citations:
  page: {source: sources/page}
`},
		{name: "an administration of a class for an unknown use", change: `-- classes/example-class.yaml --
administrations:
  - {route: ORAL, uses: [sarcoma], cites: [page]}
citations:
  page: {source: sources/page}
`, want: []string{"classes/example-class.yaml:4:26 error administrations[0].uses[0]"}},
	})
}

func TestUseUnknownSuggestsTheNearest(t *testing.T) {
	rule := func(use string) string {
		for _, f := range lint(t, `-- drugs/examplinib.yaml --
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
