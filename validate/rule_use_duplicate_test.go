package validate_test

import "testing"

func TestUseDuplicate(t *testing.T) {
	therapies := func(record, second string) string {
		return "-- " + record + ` --
uses:
  - {id: sarcoma, condition: conditions/sarcoma, strength: MAY_BE_USED, cites: [page]}
  - {id: ` + second + `, condition: conditions/chordoma, strength: MAY_BE_USED, cites: [page]}
citations:
  page: {source: sources/page}
`
	}
	testRule(t, "use-duplicate", []ruleCase{
		{name: "twice in a drug, with another between", change: `-- drugs/trialimab.yaml --
uses:
  - id: sarcoma
    condition: conditions/sarcoma
    strength: INVESTIGATIONAL
    labels:
      - {jurisdiction: US, off_label: true, cites: [page]}
    cites: [page]
  - id: chordoma
    condition: conditions/chordoma
    strength: INVESTIGATIONAL
    labels:
      - {jurisdiction: US, off_label: true, cites: [page]}
    cites: [page]
  - condition: conditions/sarcoma
    id: sarcoma
    strength: NO_BETTER_THAN_STANDARD
    labels:
      - {jurisdiction: US, off_label: true, cites: [page]}
    cites: [page]
`, want: []string{"drugs/trialimab.yaml:23:9 error uses[2].id"}},
		{name: "twice in a class", change: therapies("classes/example-class.yaml", "sarcoma"), want: []string{"classes/example-class.yaml:5:10 error uses[1].id"}},
		{name: "twice in a regimen", change: therapies("regimens/example-regimen.yaml", "sarcoma"), want: []string{"regimens/example-regimen.yaml:10:10 error uses[1].id"}},
		{name: "twice in a procedure", change: therapies("procedures/example-procedure.yaml", "sarcoma"), want: []string{"procedures/example-procedure.yaml:9:10 error uses[1].id"}},
		{name: "two ids", change: therapies("procedures/example-procedure.yaml", "chordoma")},
		{name: "two records may share an id"},
		{name: "missing ids are another rule's", change: `-- procedures/example-procedure.yaml --
uses:
  - {condition: conditions/sarcoma, strength: MAY_BE_USED, cites: [page]}
  - {condition: conditions/chordoma, strength: MAY_BE_USED, cites: [page]}
`},
	})
}
