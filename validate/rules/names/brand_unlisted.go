package names

import (
	"slices"
	"strings"

	"github.com/opencompendium/compendium/catalog/fold"
	"github.com/opencompendium/compendium/catalog/spelling"
	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules/facts"
)

var brandUnlisted = validate.Rule{
	ID:       "brand-unlisted",
	Severity: finding.Info,
	Drug: func(p *validate.RecordPass, d *compendiumv1.Drug) {
		if d.GetDepth() == compendiumv1.Drug_REGISTER {
			return // what a register tells of brands is in the products
		}
		unlisted, places := reportUnlisted(p, d)
		for i, n := range d.GetNames() {
			if n.GetType() != compendiumv1.Name_BRAND {
				continue
			}
			at := -1
			var unsold []string
			for j, jurisdiction := range n.GetJurisdictions() {
				if covered(d, jurisdiction) && sells(d, jurisdiction, "") && !sells(d, jurisdiction, n.GetText()) {
					if unsold = append(unsold, jurisdiction); at < 0 {
						at = j
					}
				}
			}
			if at >= 0 {
				var cause finding.Field
				if meant, ok := spelling.Slip(fold.Name(n.GetText()), unlisted); ok {
					cause = places[meant]
				}
				p.Report(facts.ItemPath(facts.ItemPath("names", i, "jurisdictions"), at, ""), "%s has no product %s in %s, where "+
					"its events are declared complete. Add the product, or correct the name.", facts.Called(d), n.GetText(),
					strings.Join(unsold, ", ")).CausedBy(cause)
			}
		}
	},
}

// reportUnlisted reports the brands of products that are no names of the drug, each once. It returns them as they are
// compared, and where each is reported.
func reportUnlisted(p *validate.RecordPass, d *compendiumv1.Drug) ([]string, map[string]finding.Field) {
	var unlisted []string
	products := make(map[string][]int)
	for i, product := range d.GetProducts() {
		brand := &compendiumv1.Name{Text: product.GetBrand(), Jurisdictions: []string{product.GetJurisdiction()}}
		if product.GetBrand() == "" || isOtherName(d, product.GetBrand()) || hasBrand(d, brand) {
			continue
		}
		key := fold.Name(product.GetBrand())
		if len(products[key]) == 0 {
			unlisted = append(unlisted, key)
		}
		products[key] = append(products[key], i)
	}
	places := make(map[string]finding.Field)
	for _, key := range unlisted {
		var jurisdictions []string
		for _, i := range products[key] {
			if j := d.GetProducts()[i].GetJurisdiction(); !slices.Contains(jurisdictions, j) {
				jurisdictions = append(jurisdictions, j)
			}
		}
		first := products[key][0]
		places[key] = finding.Field{File: p.Record.File(), Path: facts.ItemPath("products", first, "brand")}
		p.Report(places[key].Path, "%s has no name %s of type BRAND for %s. Add it, or correct the spelling.",
			facts.Called(d), d.GetProducts()[first].GetBrand(), strings.Join(jurisdictions, ", ")).
			CausedBy(finding.Field{File: p.Record.File(), Path: facts.ItemPath("products", first, "jurisdiction")})
	}
	return unlisted, places
}

// isOtherName reports whether a text is a name of a drug that is no brand.
func isOtherName(d *compendiumv1.Drug, text string) bool {
	key := fold.Name(text)
	return fold.Name(d.GetDisplayName()) == key || slices.ContainsFunc(d.GetNames(), func(n *compendiumv1.Name) bool {
		return n.GetType() != compendiumv1.Name_BRAND && fold.Name(n.GetText()) == key
	})
}

// covered reports whether the events of a drug are declared complete for a jurisdiction.
func covered(d *compendiumv1.Drug, jurisdiction string) bool {
	return slices.ContainsFunc(d.GetCoverage(),
		func(c *compendiumv1.Coverage) bool { return c.GetJurisdiction() == jurisdiction })
}

// sells reports whether a drug has a product of a brand, or of any if the brand is "", in a jurisdiction.
func sells(d *compendiumv1.Drug, jurisdiction, brand string) bool {
	return slices.ContainsFunc(d.GetProducts(), func(product *compendiumv1.Product) bool {
		return product.GetJurisdiction() == jurisdiction &&
			(brand == "" || fold.Name(product.GetBrand()) == fold.Name(brand))
	})
}
