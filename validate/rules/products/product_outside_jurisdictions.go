package products

import (
	"slices"
	"strings"

	"github.com/opencompendium/compendium/catalog/label"
	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules/facts"
)

var productOutsideJurisdictions = validate.Rule{
	ID:       "product-outside-jurisdictions",
	Severity: finding.Warning,
	Drug: func(p *validate.RecordPass, d *compendiumv1.Drug) {
		where := make(map[string]string)
		for _, product := range d.GetProducts() {
			where[product.GetId()] = product.GetJurisdiction()
		}
		check := func(path string, jurisdictions, products []string) {
			for i, id := range products {
				of := where[id]
				if of == "" || len(jurisdictions) == 0 || slices.ContainsFunc(jurisdictions, func(j string) bool {
					return label.HoldsIn(of, j) || label.HoldsIn(j, of)
				}) {
					continue
				}
				p.Report(facts.ItemPath(path+".products", i, ""), "%s is a product in %s, but this is for %s. Correct one "+
					"of the two.", id, of, strings.Join(jurisdictions, ", "))
			}
		}
		for i, dose := range d.GetDoses() {
			check(facts.ItemPath("doses", i, ""), dose.GetJurisdictions(), dose.GetProducts())
		}
		for i, item := range d.GetSafety() {
			check(facts.ItemPath("safety", i, ""), item.GetJurisdictions(), item.GetProducts())
		}
	},
}
