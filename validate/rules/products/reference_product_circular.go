package products

import (
	"strings"

	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules/facts"
)

var referenceProductCircular = validate.Rule{
	ID:       "reference-product-circular",
	Severity: finding.Error,
	Drug: func(p *validate.RecordPass, d *compendiumv1.Drug) {
		at := make(map[string]int)
		for i, product := range d.GetProducts() {
			if _, known := at[product.GetId()]; !known && product.GetId() != "" {
				at[product.GetId()] = i
			}
		}
		done := make([]bool, len(d.GetProducts()))
		for i := range d.GetProducts() {
			path := make(map[int]bool)
			var names []string
			for j := i; !done[j]; {
				done[j], path[j] = true, true
				names = append(names, d.GetProducts()[j].GetId())
				next, known := at[d.GetProducts()[j].GetReferenceProduct()]
				if !known {
					break // product-unknown reports it
				}
				if path[next] {
					report(p, d, j, append(names, d.GetProducts()[next].GetId()))
				}
				j = next
			}
		}
	},
}

// report reports the reference of a product that closes a circle.
func report(p *validate.RecordPass, d *compendiumv1.Drug, at int, names []string) {
	last := names[len(names)-1]
	for names[0] != last {
		names = names[1:] // what only leads to the circle
	}
	p.Report(facts.ItemPath(productsList, at, "reference_product"),
		"%s refers to the data of %s, and so to its own: %s. Correct reference_product, or leave it out.",
		called(d.GetProducts()[at]), last, strings.Join(names, " → "))
}
