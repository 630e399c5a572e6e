package doses_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestDoseRouteUnlisted(t *testing.T) {
	dose := func(route, stepRoute string) string {
		return `doses:
  - {id: usual, basis: LABEL, route: ` + route + `, steps: [{amount_words: one tablet, route: ` + stepRoute + `}], cites: [label]}
`
	}
	const file = "-- drugs/examplinib.yaml --\n"
	ruletest.Run(t, "dose-route-unlisted", []ruletest.Case{
		{Name: "the route of an administration", Change: file + dose("ORAL", "ORAL")},
		{Name: "another", Change: file + dose("INTRATHECAL", "ORAL"),
			Want: []string{"drugs/examplinib.yaml:37:38 warning doses[0].route"}},
		{Name: "another of a step", Change: file + dose("ORAL", "INTRATHECAL"),
			Want: []string{"drugs/examplinib.yaml:37:86 warning doses[0].steps[0].route"}},
		{Name: "an injection, where the administration does not say which",
			Change: file + "administrations:\n  - {route: PARENTERAL, cites: [label]}\n" + dose("INTRAMUSCULAR", "INTRAVENOUS")},
		{Name: "an injection that the dose leaves open",
			Change: file + "administrations:\n  - {route: INTRAVENOUS, cites: [label]}\n" + dose("PARENTERAL", "INTRAVENOUS")},
		{Name: "no administration", Change: file + "administrations:\n" + dose("INTRATHECAL", "ORAL")},
	})
}
