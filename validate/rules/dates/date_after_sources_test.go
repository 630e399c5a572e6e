package dates_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestDateAfterSources(t *testing.T) {
	result := func(date, cites string) string {
		return "-- trials/example.yaml --\nresults: [{outcome: BETTER, summary: It works., date: \"" + date + "\", cites: [" +
			cites + "]}]\ncitations:\n  page: {source: sources/page}\n  register: {source: sources/register}\n" +
			"-- sources/register.yaml --\ndisplay_name: Register\nkind: REGISTER\npublisher: Society\ntitle: A register\n" +
			"dates: {revised: \"2020\", accessed: \"2026-01-01\"}\n"
	}
	coverage := func(date string) string {
		return "-- sources/label.yaml --\ndates: {revised: \"2024-05-31\"}\n-- drugs/examplinib.yaml --\n" +
			"coverage: [{regulator: regulators/agency, jurisdiction: US, complete_as_of: \"" + date +
			"\", basis: The label was read., cites: [label]}]\n"
	}
	decision := func(date string) string {
		return "-- sources/label.yaml --\ndates: {revised: \"2024-05-31\"}\n-- drugs/examplinib.yaml --\ncoverage: []\n" +
			"access_decisions: [{body: regulators/agency, decision: RECOMMENDED, date: \"" + date + "\", cites: [label]}]\n"
	}
	ruletest.Run(t, "date-after-sources", []ruletest.Case{
		{Name: "before the revision", Change: result("2025-05-31", "page")},
		{Name: "on the day", Change: result("2025-06-01", "page")},
		{Name: "a year that has begun", Change: result("2025", "page")},
		{Name: "after it", Change: result("2025-06-02", "page"),
			Want: []string{"trials/example.yaml:11:55 info results[0].date"}},
		{Name: "a register that was looked at later", Change: result("2025-09", "page, register")},
		{Name: "coverage of a year later", Change: coverage("2025-05-31")},
		{Name: "coverage of later still", Change: coverage("2025-06-01"),
			Want: []string{"drugs/examplinib.yaml:6:77 info coverage[0].complete_as_of"}},
		{Name: "a decision that takes effect in the next month", Change: decision("2024-06-01")},
		{Name: "a decision of later still", Change: decision("2024-07-01"),
			Want: []string{"drugs/examplinib.yaml:36:75 info access_decisions[0].date"}},
		{Name: "a source without a date", Change: result("2026-05", "page, register") +
			"-- sources/page.yaml --\ndates: {unknown: It carries none.}\n"},
	})
}
