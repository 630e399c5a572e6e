package products

import (
	"fmt"

	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules/facts"
)

var productEventMissing = validate.Rule{
	ID:       "product-event-missing",
	Severity: finding.Info,
	Drug: func(p *validate.RecordPass, d *compendiumv1.Drug) {
		if d.GetDepth() != compendiumv1.Drug_MONOGRAPH || facts.GapOn(d, productsList) >= 0 {
			return
		}
		for i, product := range d.GetProducts() {
			whole := fmt.Sprintf("%s[%q]", productsList, product.GetId())
			field := whole + ".authorizations"
			if len(product.GetAuthorizations()) == 0 && facts.GapOn(d, whole) < 0 && facts.GapOn(d, field) < 0 {
				p.Report(facts.ItemPath(productsList, i, ""), "No event says whether and when a regulator licensed the product, "+
					"and no gap says why. Add the events, or a gap on %s that says what was looked for.", field)
			}
		}
	},
}
