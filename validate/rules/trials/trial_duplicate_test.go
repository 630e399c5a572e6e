package trials_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestTrialDuplicate(t *testing.T) {
	again := func(registrations, question string) string {
		return `-- trials/example.yaml --
registrations: {nct: NCT00134030, eudract: 2004-000242-20, cites: [page]}
-- trials/other.yaml --
display_name: Other trial
registrations: {` + registrations + `}
status: RUNNING
question: ` + question + `
cites: [page]
review: {status: NOT_CLINICALLY_REVIEWED, by_role: content editor, date: "2026-01-01", next_due: "2027-01-01"}
citations:
  page: {source: sources/page}
  label: {source: sources/label}
`
	}
	ruletest.Run(t, "trial-duplicate", []ruletest.Case{
		{Name: "another question of one trial", Change: again("nct: NCT00134030", "Does interferon help?")},
		{Name: "another question of one trial, by the same source",
			Change: again("nct: NCT00134030, cites: [page]", "Does interferon help?")},
		{Name: "another question, by another source", Change: again("nct: NCT00134030, cites: [label]",
			"Does interferon help?"),
			Want: []string{"trials/other.yaml:2:22 info registrations.nct"}},
		{Name: "the same question, by another source", Change: again("nct: NCT00134030, cites: [label]", "Does it work?"),
			Want: []string{"trials/other.yaml:2:22 error registrations.nct"}},
		{Name: "the same question of another trial", Change: again("nct: NCT00134031", "Does it work?")},
		{Name: "the same twice", Change: again("nct: NCT00134030", "Does it work?"),
			Want: []string{"trials/other.yaml:2:22 error registrations.nct"}},
		{Name: "the same with other marks and case", Change: again("eudract: 2004-000242-20", "does it -- work"),
			Want: []string{"trials/other.yaml:2:26 error registrations.eudract"}},
		{Name: "by both registrations", Change: again("nct: NCT00134030, eudract: 2004-000242-20", "Does it work?"),
			Want: []string{"trials/other.yaml:2:22 error registrations.nct"}},
	})
}
