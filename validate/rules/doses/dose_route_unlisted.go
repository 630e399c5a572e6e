package doses

import (
	"strings"

	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules/facts"
)

var doseRouteUnlisted = validate.Rule{
	ID:       "dose-route-unlisted",
	Severity: finding.Warning,
	Drug: func(p *validate.RecordPass, d *compendiumv1.Drug) {
		known := make(map[compendiumv1.Administration_Route]bool)
		var names []string
		for _, a := range d.GetAdministrations() {
			if !known[a.GetRoute()] {
				known[a.GetRoute()] = true
				names = append(names, a.GetRoute().String())
			}
		}
		// An injection whose route is not stated may be any of them.
		if len(known) == 0 || known[compendiumv1.Administration_PARENTERAL] {
			return
		}
		check := func(path string, route compendiumv1.Administration_Route) {
			if route == 0 || route == compendiumv1.Administration_PARENTERAL || known[route] {
				return
			}
			p.Report(path, "No administration of %s has the route %s; they have %s. Correct the route, or add the "+
				"administration.", facts.Called(d), route, strings.Join(names, ", "))
		}
		for i, dose := range d.GetDoses() {
			check(facts.ItemPath("doses", i, "route"), dose.GetRoute())
		}
		for _, s := range stepsOf(p) {
			check(s.at("route"), s.GetRoute())
		}
	},
}
