package names

import (
	"slices"

	"github.com/opencompendium/compendium/catalog/fold"
	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules/facts"
)

var brandNotShared = validate.Rule{
	ID:       "brand-not-shared",
	Severity: finding.Error,
	Drug: func(p *validate.RecordPass, d *compendiumv1.Drug) {
		for i, n := range d.GetNames() {
			list := facts.ItemPath("names", i, "shared_with")
			if n.GetType() != compendiumv1.Name_BRAND && len(n.GetSharedWith()) > 0 {
				p.Report(list, "%s is not a brand, and only brands are shared. Remove shared_with.", n.GetText())
				continue
			}
			for j, partner := range n.GetSharedWith() {
				if partner == p.Record.Name() {
					p.Report(facts.ItemPath(list, j, ""), "%s names itself. Name the other drug.", partner)
					continue
				}
				other, ok := p.Get(partner)
				if !ok || other.Broken() || other.Drug() == nil || hasBrand(other.Drug(), n) {
					continue // reference-unresolved and reference-wrong-kind report what is no drug
				}
				p.Report(facts.ItemPath(list, j, ""), "%s has no brand %s in a jurisdiction that is stated here. Add it there, "+
					"with shared_with, or remove it here.", partner, n.GetText())
			}
		}
	},
}

// hasBrand reports whether a drug has the brand of another one in a jurisdiction of it.
func hasBrand(d *compendiumv1.Drug, brand *compendiumv1.Name) bool {
	return slices.ContainsFunc(d.GetNames(), func(n *compendiumv1.Name) bool {
		return n.GetType() == compendiumv1.Name_BRAND && fold.Name(n.GetText()) == fold.Name(brand.GetText()) &&
			shareRegion(n, brand)
	})
}
