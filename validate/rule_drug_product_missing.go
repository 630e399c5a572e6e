package validate

import (
	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

var ruleDrugProductMissing = Rule{
	ID:       "drug-product-missing",
	Severity: finding.Error,
	Title:    "A drug must have products, or say why it has none",
	Explanation: "Licenses belong to products. A drug without products may never have been licensed, or its products may have been forgotten; a " +
		"reader cannot tell which. Add products, those of refused and withdrawn applications too, or record a gap on products with the reason.",
	Bad: `-- drugs/trialimab.yaml --
gaps:
`,
	Good: `-- drugs/trialimab.yaml --
gaps:
  - {field: products, reason: It was never licensed.}
`,
	drug: func(p *pass, r *catalog.Record, d *compendiumv1.Drug) {
		if len(d.Products) > 0 || gapOn(d, "products") >= 0 {
			return
		}
		p.report(r, "products", "%s has no products. Add products with brand and jurisdiction, or a gap on products that says why there are none.", called(d))
	},
}
