package lists_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

// formulary returns a list with entries.
func formulary(entries string) string {
	return `-- lists/formulary.yaml --
display_name: Example formulary
kind: FORMULARY
body: Example hospital
review: {status: NOT_CLINICALLY_REVIEWED, by_role: content editor, date: "2026-01-01", next_due: "2027-01-01"}
citations: {page: {source: sources/page}}
entries:` + entries
}

func TestListEntryDuplicate(t *testing.T) {
	ruletest.Run(t, "list-entry-duplicate", []ruletest.Case{
		{Name: "two drugs", Change: formulary(`
  - {id: a, drug: drugs/examplinib, status: LISTED, cites: [page]}
  - {id: b, drug: drugs/trialimab, status: LISTED, cites: [page]}
`)},
		{Name: "one drug", Change: formulary(`
  - {id: a, drug: drugs/examplinib, status: LISTED, cites: [page]}
  - {id: b, drug: drugs/examplinib, status: LISTED, cites: [page]}
`),
			Want: []string{"lists/formulary.yaml:8:19 error entries[1].drug"}},
		{Name: "in general, and for a use", Change: formulary(`
  - {id: a, drug: drugs/examplinib, status: LISTED, cites: [page]}
  - {id: b, drug: drugs/examplinib, use: chordoma, status: NOT_USED, cites: [page]}
`)},
		{Name: "for different people", Change: formulary(`
  - {id: a, drug: drugs/examplinib, status: LISTED, reason: Adults., cites: [page]}
  - {id: b, drug: drugs/examplinib, status: NOT_USED, reason: Children., cites: [page]}
`)},
		{Name: "for the same people", Change: formulary(`
  - {id: a, drug: drugs/examplinib, status: LISTED, reason: Adults., cites: [page]}
  - {id: b, drug: drugs/examplinib, status: NOT_USED, reason: adults., cites: [page]}
`),
			Want: []string{"lists/formulary.yaml:8:19 error entries[1].drug"}},
		{Name: "one after the other", Change: formulary(`
  - {id: a, drug: drugs/examplinib, status: LISTED, until: "2024-06-30", cites: [page]}
  - {id: b, drug: drugs/examplinib, status: NOT_USED, date: "2024-07-01", cites: [page]}
`)},
		{Name: "one after the other, in one year", Change: formulary(`
  - {id: a, drug: drugs/examplinib, status: LISTED, until: "2024", cites: [page]}
  - {id: b, drug: drugs/examplinib, status: NOT_USED, date: "2024", cites: [page]}
`)},
		{Name: "at the same time", Change: formulary(`
  - {id: a, drug: drugs/examplinib, status: LISTED, until: "2025", cites: [page]}
  - {id: b, drug: drugs/examplinib, status: NOT_USED, date: "2024-07-01", cites: [page]}
`),
			Want: []string{"lists/formulary.yaml:8:19 error entries[1].drug"}},
		{Name: "no drug is another rule's", Change: formulary(`
  - {id: a, status: LISTED, cites: [page]}
  - {id: b, status: LISTED, cites: [page]}
`)},
	})
}
