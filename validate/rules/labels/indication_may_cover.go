package labels

import (
	"slices"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/label"
	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules/facts"
)

var indicationMayCover = validate.Rule{
	ID:       "indication-may-cover",
	Severity: finding.Info,
	Catalog: func(p *validate.CatalogPass) {
		named := facts.NamesOfConditions(p.Catalog)
		for _, r := range p.Catalog.Records(catalog.Drugs) {
			done := make(map[string]bool)
			for e := range facts.Events(r.Drug()) {
				words := e.Product.GetJurisdiction() + " " + e.GetIndication()
				if label.Grants(e.GetEvent()) && e.GetIndication() != "" && len(e.GetConditions())+len(e.GetScopes()) == 0 &&
					!done[words] {
					done[words] = true
					checkIndication(p, r, e, named.In(e.GetIndication()))
				}
			}
		}
	},
}

// checkIndication reports an indication whose words name the condition of a use that is flagged off label there, or one
// that this condition lies within. At most one use is named.
func checkIndication(p *validate.CatalogPass, r *catalog.Record, e facts.Event, conditions []string) {
	for i, use := range r.Drug().GetUses() {
		j := slices.IndexFunc(use.GetLabels(), func(l *compendiumv1.Label) bool {
			return l.GetOffLabel() && l.GetJurisdiction() == e.Product.GetJurisdiction()
		})
		at := slices.IndexFunc(conditions, func(c string) bool { return facts.LiesWithin(p.Catalog, use.GetCondition(), c) })
		if j >= 0 && at >= 0 {
			p.Report(r, e.Path("indication"), "These words name %s, and %s, which is flagged off label in %s, is for that or "+
				"for a kind of it. If the license may cover it, name the condition under conditions of the event, or state its "+
				"scopes.", conditions[at], use.GetId(), e.Product.GetJurisdiction()).
				Related(r, facts.LabelPath(i, j, "off_label"), "The flag")
			return
		}
	}
}
