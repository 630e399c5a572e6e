package products

import (
	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules/facts"
)

var holderMisspelled = validate.Rule{
	ID:       "holder-misspelled",
	Severity: finding.Info,
	Catalog: func(p *validate.CatalogPass) {
		var holders []facts.Spelled
		for _, r := range p.Catalog.Records(catalog.Drugs) {
			for i, product := range r.Drug().GetProducts() {
				holders = append(holders, facts.Spelled{Record: r, Path: facts.ItemPath(productsList, i, "holder"),
					Text: product.GetHolder()})
			}
		}
		for _, slip := range facts.MisspelledOf(holders) {
			at, other := slip.Rare[0], slip.Common[0]
			p.Report(at.Record, at.Path, "The holder %s is spelled %s in %s. Correct the wrong spelling.",
				at.Text, other.Text, validate.Plural(len(slip.Common), "product")).
				Related(other.Record, other.Path, "The other spelling")
		}
	},
}
