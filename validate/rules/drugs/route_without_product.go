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
	Title:    "A drug is given by a route that none of its products has",
	Explanation: "Each product of the drug states its routes, and none has this one, as with vincristine, which kills " +
		"when it is given intrathecally. Correct the route. Where clinicians do give it so, outside the license, the " +
		"hint does no harm.",
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
					Related(p.Record, facts.ItemPath("products", 0, "routes"), "The routes of the first product")
			}
		}
	},
}
