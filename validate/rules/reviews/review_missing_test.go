package reviews_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestReviewMissing(t *testing.T) {
	ruletest.Run(t, "review-missing", []ruletest.Case{
		{Name: "a review", Change: `-- conditions/chordoma.yaml --
review: {status: NOT_CLINICALLY_REVIEWED, by_role: content editor, date: "2026-01-01", next_due: "2027-01-01"}
`},
		{Name: "a tombstone needs none", Change: `-- drugs/oldinib.yaml --
display_name: Oldinib
lifecycle: RETIRED
replaced_by: [drugs/examplinib]
`},
		{Name: "a register entry needs none", Change: `-- drugs/registerib.yaml --
display_name: Registerib
depth: REGISTER
lifecycle: ACTIVE
`},
		{Name: "a target needs none", Change: `-- targets/example.yaml --
symbol: EXM
`},
		{Name: "a condition without", Change: `-- conditions/chordoma.yaml --
review:
`,
			Want: []string{"conditions/chordoma.yaml:1:1 error "}},
		{Name: "a drug without", Change: `-- drugs/examplinib.yaml --
review:
`,
			Want: []string{"drugs/examplinib.yaml:1:1 error "}},
		{Name: "a regimen, a procedure, a class and a trial without", Change: `-- regimens/example-regimen.yaml --
review:
-- procedures/example-procedure.yaml --
review:
-- classes/example-class.yaml --
review:
-- trials/example.yaml --
review:
`,
			Want: []string{"classes/example-class.yaml:1:1 error ", "procedures/example-procedure.yaml:1:1 error ",
				"regimens/example-regimen.yaml:1:1 error ", "trials/example.yaml:1:1 error "}},
	})
}
