package doses

import (
	"slices"
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
		var unlisted []routeAt
		listed := false
		check := func(path string, route compendiumv1.Administration_Route) {
			if listed = listed || known[route]; route != 0 && route != compendiumv1.Administration_PARENTERAL && !known[route] {
				unlisted = append(unlisted, routeAt{path, route})
			}
		}
		for i, dose := range d.GetDoses() {
			check(facts.ItemPath("doses", i, "route"), dose.GetRoute())
		}
		for _, s := range stepsOf(p.Record) {
			check(s.at("route"), s.GetRoute())
		}
		var cause finding.Field
		other := func(at routeAt) bool { return at.route != unlisted[0].route }
		if len(unlisted) > 1 && !listed && len(names) == 1 && !slices.ContainsFunc(unlisted, other) {
			cause = finding.Field{File: p.Record.File(), Path: facts.AdministrationPath(0, "route")}
			p.Report(cause.Path, "%s is given by the route %s, but all its doses have the route %s. Correct the route here, "+
				"or those of the doses.", facts.Called(d), names[0], unlisted[0].route).
				Related(p.Record, unlisted[0].path, "The first dose")
		}
		for _, at := range unlisted {
			p.Report(at.path, "No administration of %s has the route %s; they have %s. Correct the route, or add the "+
				"administration.", facts.Called(d), at.route, strings.Join(names, ", ")).CausedBy(cause)
		}
	},
}

// routeAt is a route of a dose, or of a step of one, and its path.
type routeAt struct {
	path  string
	route compendiumv1.Administration_Route
}
