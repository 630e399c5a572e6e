package reviews_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestStaleByEvent(t *testing.T) {
	events := func(dates ...string) string {
		text := `-- drugs/examplinib.yaml --
products:
  - brand: Exampla
    jurisdiction: US
    authorizations:
      - {regulator: regulators/agency, use: sarcoma, event: APPROVED, date: "2010-05-01", cites: [label]}
`
		for _, d := range dates {
			text += `      - {regulator: regulators/agency, use: sarcoma, event: RENEWED, date: "` + d + `", cites: [label]}
`
		}
		return text
	}
	reviewed := func(date string) string {
		return `review: {status: NOT_CLINICALLY_REVIEWED, by_role: content editor, date: ` + date + `, next_due: "2027-01-01"}
`
	}
	ruletest.Run(t, "stale-by-event", []ruletest.Case{
		{Name: "after the review", Change: events("2026-03-01"),
			Want: []string{"drugs/examplinib.yaml:33:74 warning review.date"}},
		{Name: "on the day of the review", Change: events("2026-01-01")},
		{Name: "before the review", Change: events("2025-12-31")},
		{Name: "on the day of the check", Change: events("2026-06-01"),
			Want: []string{"drugs/examplinib.yaml:33:74 warning review.date"}},
		{Name: "after the day of the check", Change: events("2026-06-02")},
		{Name: "perhaps before the review", Change: events("2026")},
		{Name: "a month after the review", Change: events("2026-02"),
			Want: []string{"drugs/examplinib.yaml:33:74 warning review.date"}},
		{Name: "perhaps before the review, which is dated to the month",
			Change: events("2026-03-01") + reviewed(`"2026-03"`)},
		{Name: "after a review dated to the month", Change: events("2026-04-01") + reviewed(`"2026-03"`),
			Want: []string{"drugs/examplinib.yaml:33:74 warning review.date"}},
		{Name: "on a day after the review, or earlier", Change: events(`2026-03-01", or_earlier: true, reason: "It was so.`)},
		{Name: "several are one finding", Change: events("2026-02-01", "2026-03-01", "2026-06-02"),
			Want: []string{"drugs/examplinib.yaml:35:74 warning review.date"}},
		{Name: "no review is another rule's", Change: events("2026-03-01") + "review:\n"},
		{Name: "a review without a date is another rule's",
			Change: events("2026-03-01") + "review: {status: NOT_CLINICALLY_REVIEWED, by_role: content editor}\n"},
		{Name: "dates that are none are another rule's", Change: events("2026-02-30") + reviewed("soon")},
	})
}

func TestStaleByEventNamesTheLatest(t *testing.T) {
	var got []int
	for _, f := range ruletest.Lint(t, `-- drugs/examplinib.yaml --
products:
  - brand: Exampla
    jurisdiction: US
    authorizations:
      - {regulator: regulators/agency, use: sarcoma, event: APPROVED, date: "2010-05-01", cites: [label]}
      - {regulator: regulators/agency, use: sarcoma, event: RENEWED, date: "2026-02-01", cites: [label]}
      - {regulator: regulators/agency, use: sarcoma, event: RENEWED, date: "2026-03-01", cites: [label]}
  - brand: Examplona
    jurisdiction: US
    authorizations:
      - {regulator: regulators/agency, use: sarcoma, event: APPROVED, date: "2026-02-15", cites: [label]}
`) {
		if f.Rule == "stale-by-event" {
			for _, other := range f.Related {
				got = append(got, other.Position.Line)
			}
		}
	}
	if diff := cmp.Diff([]int{19}, got); diff != "" {
		t.Errorf("lines of the event that is named (-want +got):\n%s", diff)
	}
}
