package references_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

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
	ruletest.Run(t, "use-duplicate", []ruletest.Case{
		{Name: "twice in a drug, with another between", Change: `-- drugs/trialimab.yaml --
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
`, Want: []string{"drugs/trialimab.yaml:23:9 error uses[2].id"}},
		{Name: "twice in a class", Change: therapies("classes/example-class.yaml", "sarcoma"),
			Want: []string{"classes/example-class.yaml:5:10 error uses[1].id"}},
		{Name: "twice in a regimen", Change: therapies("regimens/example-regimen.yaml", "sarcoma"),
			Want: []string{"regimens/example-regimen.yaml:10:10 error uses[1].id"}},
		{Name: "twice in a procedure", Change: therapies("procedures/example-procedure.yaml", "sarcoma"),
			Want: []string{"procedures/example-procedure.yaml:9:10 error uses[1].id"}},
		{Name: "two ids", Change: therapies("procedures/example-procedure.yaml", "chordoma")},
		{Name: "two records may share an id"},
		{Name: "missing ids are another rule's", Change: `-- procedures/example-procedure.yaml --
uses:
  - {condition: conditions/sarcoma, strength: MAY_BE_USED, cites: [page]}
  - {condition: conditions/chordoma, strength: MAY_BE_USED, cites: [page]}
`},
	})
}
