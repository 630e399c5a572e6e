package drugs

import (
	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules/facts"
)

var drugProductMissing = validate.Rule{
	ID:       "drug-product-missing",
	Severity: finding.Error,
	Drug: func(p *validate.RecordPass, d *compendiumv1.Drug) {
		if d.Depth == compendiumv1.Drug_REGISTER || len(d.Products) > 0 || facts.GapOn(d, "products") >= 0 {
			return
		}
		p.Report("products", "%s has no products. Add products with brand and jurisdiction, or a gap on products that says "+
			"why it has none.", facts.Called(d))
	},
}
