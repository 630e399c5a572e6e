package validate_test

import "testing"

func TestReviewOverdue(t *testing.T) {
	due := func(record, date string) string {
		return "-- " + record + ` --
review: {status: NOT_CLINICALLY_REVIEWED, by_role: content editor, date: "2024-01-01", next_due: ` + date + `}
`
	}
	testRule(t, "review-overdue", []ruleCase{
		{name: "a drug", change: due("drugs/examplinib.yaml", `"2026-05-31"`), want: []string{"drugs/examplinib.yaml:32:98 warning review.next_due"}},
		{name: "a class", change: due("classes/example-class.yaml", `"2026-05-31"`), want: []string{"classes/example-class.yaml:2:98 warning review.next_due"}},
		{name: "a regimen", change: due("regimens/example-regimen.yaml", `"2026-05-31"`), want: []string{"regimens/example-regimen.yaml:5:98 warning review.next_due"}},
		{name: "a procedure", change: due("procedures/example-procedure.yaml", `"2026-05-31"`), want: []string{"procedures/example-procedure.yaml:4:98 warning review.next_due"}},
		{name: "a condition", change: due("conditions/sarcoma.yaml", `"2026-05-31"`), want: []string{"conditions/sarcoma.yaml:4:98 warning review.next_due"}},
		{name: "a target", change: due("targets/example.yaml", `"2026-05-31"`), want: []string{"targets/example.yaml:4:98 warning review.next_due"}},
		{name: "a trial", change: due("trials/example.yaml", `"2026-05-31"`), want: []string{"trials/example.yaml:7:98 warning review.next_due"}},
		{name: "a regulator", change: due("regulators/agency.yaml", `"2026-05-31"`), want: []string{"regulators/agency.yaml:10:98 warning review.next_due"}},
		{name: "due on the day", change: due("drugs/examplinib.yaml", `"2026-06-01"`)},
		{name: "due within the month", change: due("drugs/examplinib.yaml", `"2026-06"`)},
		{name: "due within the year", change: due("drugs/examplinib.yaml", `"2026"`)},
		{name: "due last month", change: due("drugs/examplinib.yaml", `"2026-05"`), want: []string{"drugs/examplinib.yaml:32:98 warning review.next_due"}},
		{name: "no review is another rule's", change: `-- drugs/examplinib.yaml --
review:
`},
		{name: "no date is another rule's", change: `-- drugs/examplinib.yaml --
review: {status: NOT_CLINICALLY_REVIEWED, by_role: content editor, date: "2024-01-01"}
`},
		{name: "a date that is none is another rule's", change: due("drugs/examplinib.yaml", `"2020-13"`)},
		{name: "a tombstone", change: `-- drugs/oldinib.yaml --
display_name: Oldinib
lifecycle: RETIRED
replaced_by: drugs/examplinib
review: {status: NOT_CLINICALLY_REVIEWED, by_role: content editor, date: "2020-01-01", next_due: "2021-01-01"}
`},
	})
}
