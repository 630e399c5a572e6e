package validate_test

import "testing"

func TestReviewMissing(t *testing.T) {
	testRule(t, "review-missing", []ruleCase{
		{name: "a review", change: `-- conditions/chordoma.yaml --
review: {status: NOT_CLINICALLY_REVIEWED, by_role: content editor, date: "2026-01-01", next_due: "2027-01-01"}
`},
		{name: "a tombstone needs none", change: `-- drugs/oldinib.yaml --
display_name: Oldinib
lifecycle: RETIRED
replaced_by: drugs/examplinib
`},
		{name: "a target needs none", change: `-- targets/example.yaml --
symbol: EXM
`},
		{name: "a condition without", change: `-- conditions/chordoma.yaml --
review:
`,
			want: []string{"conditions/chordoma.yaml:1:1 error "}},
		{name: "a drug without", change: `-- drugs/examplinib.yaml --
review:
`,
			want: []string{"drugs/examplinib.yaml:1:1 error "}},
		{name: "a regimen, a procedure, a class and a trial without", change: `-- regimens/example-regimen.yaml --
review:
-- procedures/example-procedure.yaml --
review:
-- classes/example-class.yaml --
review:
-- trials/example.yaml --
review:
`,
			want: []string{"classes/example-class.yaml:1:1 error ", "procedures/example-procedure.yaml:1:1 error ", "regimens/example-regimen.yaml:1:1 error ", "trials/example.yaml:1:1 error "}},
	})
}
