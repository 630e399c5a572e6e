package reviews_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestReviewOverdue(t *testing.T) {
	due := func(record, date string) string {
		return "-- " + record + ` --
review: {status: NOT_CLINICALLY_REVIEWED, by_role: content editor, date: "2024-01-01", next_due: ` + date + `}
`
	}
	ruletest.Run(t, "review-overdue", []ruletest.Case{
		{Name: "a drug", Change: due("drugs/examplinib.yaml", `"2026-05-31"`),
			Want: []string{"drugs/examplinib.yaml:32:98 warning review.next_due"}},
		{Name: "a class", Change: due("classes/example-class.yaml", `"2026-05-31"`),
			Want: []string{"classes/example-class.yaml:2:98 warning review.next_due"}},
		{Name: "a regimen", Change: due("regimens/example-regimen.yaml", `"2026-05-31"`),
			Want: []string{"regimens/example-regimen.yaml:5:98 warning review.next_due"}},
		{Name: "a procedure", Change: due("procedures/example-procedure.yaml", `"2026-05-31"`),
			Want: []string{"procedures/example-procedure.yaml:4:98 warning review.next_due"}},
		{Name: "a condition", Change: due("conditions/sarcoma.yaml", `"2026-05-31"`),
			Want: []string{"conditions/sarcoma.yaml:4:98 warning review.next_due"}},
		{Name: "a target", Change: due("targets/example.yaml", `"2026-05-31"`),
			Want: []string{"targets/example.yaml:4:98 warning review.next_due"}},
		{Name: "a trial", Change: due("trials/example.yaml", `"2026-05-31"`),
			Want: []string{"trials/example.yaml:7:98 warning review.next_due"}},
		{Name: "a regulator", Change: due("regulators/agency.yaml", `"2026-05-31"`),
			Want: []string{"regulators/agency.yaml:5:98 warning review.next_due"}},
		{Name: "due on the day", Change: due("drugs/examplinib.yaml", `"2026-06-01"`)},
		{Name: "due within the month", Change: due("drugs/examplinib.yaml", `"2026-06"`)},
		{Name: "due within the year", Change: due("drugs/examplinib.yaml", `"2026"`)},
		{Name: "due last month", Change: due("drugs/examplinib.yaml", `"2026-05"`),
			Want: []string{"drugs/examplinib.yaml:32:98 warning review.next_due"}},
		{Name: "no review is another rule's", Change: `-- drugs/examplinib.yaml --
review:
`},
		{Name: "no date is another rule's", Change: `-- drugs/examplinib.yaml --
review: {status: NOT_CLINICALLY_REVIEWED, by_role: content editor, date: "2024-01-01"}
`},
		{Name: "a date that is none is another rule's", Change: due("drugs/examplinib.yaml", `"2020-13"`)},
		{Name: "a tombstone", Change: `-- drugs/oldinib.yaml --
display_name: Oldinib
lifecycle: RETIRED
replaced_by: [drugs/examplinib]
review: {status: NOT_CLINICALLY_REVIEWED, by_role: content editor, date: "2020-01-01", next_due: "2021-01-01"}
`},
	})
}
