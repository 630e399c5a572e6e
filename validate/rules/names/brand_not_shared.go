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
	Title:    "A brand is said to be shared with a drug that does not have it",
	Explanation: "shared_with of a brand names the other drugs that are sold under it in one of its jurisdictions, and " +
		"each of them has the brand among its names, there. Add the brand to the other drug with shared_with, or remove " +
		"what is said here. Names that are no brands are not shared: two drugs with one INN are one drug.",
	Drug: func(p *validate.RecordPass, d *compendiumv1.Drug) {
		for i, n := range d.GetNames() {
			list := facts.ItemPath("names", i, "shared_with")
			if n.GetType() != compendiumv1.Name_BRAND && len(n.GetSharedWith()) > 0 {
				p.Report(list, "%s is no brand, and only brands are shared. Remove shared_with.", n.GetText())
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
