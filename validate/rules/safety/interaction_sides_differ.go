package safety

import (
	"slices"
	"strings"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/date"
	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules/facts"
)

var interactionSidesDiffer = validate.Rule{
	ID:       "interaction-sides-differ",
	Severity: finding.Info,
	Catalog: func(p *validate.CatalogPass) {
		for _, r := range p.Catalog.Records(catalog.Drugs) {
			for i, item := range r.Drug().GetSafety() {
				for k, partner := range item.GetWith() {
					checkSides(p, r, partner, i, k)
				}
			}
		}
	},
}

// checkSides reports a management of a partner that differs from all that the partner's record asks for.
func checkSides(p *validate.CatalogPass, r *catalog.Record, partner string, i, k int) {
	item := r.Drug().GetSafety()[i]
	other, ok := p.Catalog.Get(partner)
	if !ok || other.Drug() == nil || other == r || asks(item) == 0 || past(item, p.AsOf) {
		return
	}
	var there []string
	at := -1
	for j, counterpart := range other.Drug().GetSafety() {
		if !slices.Contains(counterpart.GetWith(), r.Name()) || asks(counterpart) == 0 || past(counterpart, p.AsOf) ||
			apart(item, counterpart) {
			continue
		}
		if asks(counterpart) == asks(item) {
			return
		}
		there, at = append(there, asks(counterpart).String()), j
	}
	if at >= 0 {
		p.Report(r, partnerPath(i, k), "This record says %s for %s, but that record says %s for this drug. Check both "+
			"labels.", asks(item), partner, strings.Join(there, " and ")).
			Related(other, itemPath(at, ""), "The other side")
	}
}

// asks returns what an item asks for of an interaction, or 0.
func asks(item *compendiumv1.SafetyItem) compendiumv1.SafetyItem_Management {
	if item.GetManagement() == 0 && item.GetKind() == compendiumv1.SafetyItem_CONTRAINDICATION {
		return compendiumv1.SafetyItem_CONTRAINDICATED
	}
	return item.GetManagement()
}

// past reports whether an item has ended before a day.
func past(item *compendiumv1.SafetyItem, day date.Day) bool {
	_, until, ended := facts.Days(item.GetUntil())
	return ended && until < day
}

// apart reports whether two items name jurisdictions and share none.
func apart(a, b *compendiumv1.SafetyItem) bool {
	return len(a.GetJurisdictions()) > 0 && len(b.GetJurisdictions()) > 0 &&
		!facts.Overlap(a.GetJurisdictions(), b.GetJurisdictions())
}
