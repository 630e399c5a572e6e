package products

import (
	"fmt"

	"github.com/opencompendium/compendium/catalog/fold"
	"github.com/opencompendium/compendium/catalog/label"
	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules/facts"
)

var referenceProductUnlike = validate.Rule{
	ID:       "reference-product-unlike",
	Severity: finding.Info,
	Drug: func(p *validate.RecordPass, d *compendiumv1.Drug) {
		type group struct{ reference, jurisdiction string }
		at := make(map[string]int)
		generics, biosimilars := make(map[group][]int), make(map[group][]int)
		groupOf := func(product *compendiumv1.Product) group {
			return group{product.GetReferenceProduct(), product.GetJurisdiction()}
		}
		for i, product := range d.GetProducts() {
			at[product.GetId()] = i
			switch product.GetRelation() {
			case compendiumv1.Product_GENERIC:
				generics[groupOf(product)] = append(generics[groupOf(product)], i)
			case compendiumv1.Product_BIOSIMILAR:
				biosimilars[groupOf(product)] = append(biosimilars[groupOf(product)], i)
			}
		}
		checkBrands(p, d)
		for i, product := range d.GetProducts() {
			j, known := at[product.GetReferenceProduct()]
			if product.GetReferenceProduct() == "" || !known {
				continue // product-unknown reports it
			}
			reference := d.GetProducts()[j]
			if here, there := product.GetJurisdiction(), reference.GetJurisdiction(); apartInLaw(here, there) {
				p.Report(facts.ItemPath(productsList, i, "reference_product"), "%s is a product of %s, and the license of its "+
					"reference, %s, is of %s. Name the product that was licensed there first, or correct a jurisdiction.",
					called(product), here, called(reference), there).
					Related(p.Record, facts.ItemPath(productsList, j, "jurisdiction"), "The reference").
					CausedBy(finding.Field{File: p.Record.File(), Path: facts.ItemPath(productsList, i, "jurisdiction")})
			}
			rare, common := generics[groupOf(product)], biosimilars[groupOf(product)]
			if len(rare) > len(common) {
				rare, common = common, rare
			}
			if len(rare) > 0 && rare[0] == i {
				p.Report(facts.ItemPath(productsList, i, "relation"), "%s is a %s of %s, and %s a %s. A product has generics or "+
					"biosimilars: correct the one that is wrong.", called(product), product.GetRelation(), called(reference),
					called(d.GetProducts()[common[0]]), d.GetProducts()[common[0]].GetRelation()).
					Related(p.Record, facts.ItemPath(productsList, common[0], "relation"), "The other")
			}
		}
	},
}

// checkBrands reports a product without a relation whose brand is a generic or biosimilar elsewhere.
func checkBrands(p *validate.RecordPass, d *compendiumv1.Drug) {
	copies := make(map[string]int)
	for i, product := range d.GetProducts() {
		switch product.GetRelation() {
		case compendiumv1.Product_GENERIC, compendiumv1.Product_BIOSIMILAR:
			if _, known := copies[fold.Name(product.GetBrand())]; !known {
				copies[fold.Name(product.GetBrand())] = i
			}
		default:
		}
	}
	for i, product := range d.GetProducts() {
		j, copied := copies[fold.Name(product.GetBrand())]
		if !copied || product.GetBrand() == "" || product.GetRelation() != compendiumv1.Product_RELATION_UNSPECIFIED ||
			product.GetJurisdiction() == d.GetProducts()[j].GetJurisdiction() ||
			facts.GapOn(d, fmt.Sprintf("products[%q].relation", product.GetId())) >= 0 {
			continue
		}
		other := d.GetProducts()[j]
		p.Report(facts.ItemPath(productsList, i, "brand"), "%s is a %s in %s, and nothing says so of it in %s. Look up on "+
			"what its license rests there, and add relation and reference_product, or correct the other. If the source does "+
			"not say, record a gap on products[%q].relation.", product.GetBrand(), other.GetRelation(), other.GetJurisdiction(),
			product.GetJurisdiction(), product.GetId()).
			Related(p.Record, facts.ItemPath(productsList, j, "relation"), "The other")
	}
}

// apartInLaw reports whether a license of a jurisdiction cannot rest on the data of one of another. Within the European
// Union it can rest on that of any member, and that of the United Kingdom on one of the Union.
func apartInLaw(here, there string) bool {
	european := func(j string) bool { return j == "GB" || label.HoldsIn("EU", j) }
	return here != "" && there != "" && here != there && (!european(here) || !european(there))
}
