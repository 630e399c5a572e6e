package drugs

import (
	"slices"

	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules/facts"
)

var routeWithoutProduct = validate.Rule{
	ID:       "route-without-product",
	Severity: finding.Info,
	Drug: func(p *validate.RecordPass, d *compendiumv1.Drug) {
		var routes []compendiumv1.Administration_Route
		for _, product := range d.GetProducts() {
			if len(product.GetRoutes()) == 0 {
				return
			}
			routes = append(routes, product.GetRoutes()...)
		}
		if len(routes) == 0 || slices.Contains(routes, compendiumv1.Administration_PARENTERAL) {
			return
		}
		for i, a := range d.GetAdministrations() {
			if r := a.GetRoute(); r != 0 && r != compendiumv1.Administration_PARENTERAL && !slices.Contains(routes, r) {
				p.Report(facts.AdministrationPath(i, "route"), "No product of %s is given by the route %s. Correct the route, "+
					"or add the product.", facts.Called(d), r).
					Related(p.Record, facts.ItemPath("products", 0, "routes"), "The routes of the first product").
					CausedBy(finding.Field{File: p.Record.File(), Path: facts.AdministrationPath(i, "route")})
			}
		}
	},
}
