package uses

import (
	"slices"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/scope"
	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules/facts"
)

var partnersSpellOutRegimen = validate.Rule{
	ID:       "partners-spell-out-regimen",
	Severity: finding.Warning,
	Catalog: func(p *validate.CatalogPass) {
		regimens := regimensByCondition(p.Catalog)
		for _, r := range p.Catalog.All() {
			for i, use := range scope.Uses(r.Message()) {
				if drug, _ := use.(*compendiumv1.Use); drug.GetPartnersMatch() != compendiumv1.Match_ANY {
					checkPartners(p, r, i, use.GetPartners(), regimens[use.GetCondition()])
				}
			}
		}
	},
}

// regimensByCondition returns the regimens of a catalog by the conditions that they are used for, in its order.
func regimensByCondition(c *catalog.Catalog) map[string][]*catalog.Record {
	by := make(map[string][]*catalog.Record)
	for _, r := range c.Records(catalog.Regimens) {
		regimen, _ := r.Message().(*compendiumv1.Regimen)
		for _, use := range regimen.GetUses() {
			if of := by[use.GetCondition()]; len(of) == 0 || of[len(of)-1] != r {
				by[use.GetCondition()] = append(of, r)
			}
		}
	}
	return by
}

// checkPartners reports partners of a use that are together the rest of a regimen.
func checkPartners(p *validate.CatalogPass, r *catalog.Record, i int, partners []string, regimens []*catalog.Record) {
	if len(partners) == 0 || len(partners) == 1 && isRegimen(p.Catalog, partners[0]) {
		return
	}
	for _, candidate := range regimens {
		regimen, _ := candidate.Message().(*compendiumv1.Regimen)
		rest := scope.Partners(regimen, r.Name())
		if candidate != r && len(rest) > 0 && isSame(rest, spelledOut(p.Catalog, r.Name(), partners, regimen)) {
			p.Report(r, facts.UsePath(i, "partners"), "The partners are the other components of %s, whose record states them. "+
				"Write partners: [%s].", candidate.Name(), candidate.Name()).
				Related(candidate, "components", "The components")
			return
		}
	}
}

func isRegimen(c *catalog.Catalog, name string) bool {
	_, ok := c.Message(name).(*compendiumv1.Regimen)
	return ok
}

// spelledOut returns what a therapy is given with, by its partners, without what only counters side effects in the
// compared regimen.
func spelledOut(c *catalog.Catalog, name string, partners []string, compared *compendiumv1.Regimen) []string {
	return slices.DeleteFunc(scope.GivenWith(partners, name, c.Message), func(partner string) bool {
		return slices.ContainsFunc(compared.GetComponents(), func(component *compendiumv1.Regimen_Component) bool {
			return component.GetRole() == compendiumv1.Regimen_Component_SUPPORTIVE &&
				(component.GetDrug() == partner || component.GetProcedure() == partner)
		})
	})
}

// isSame reports whether two lists have the same items, in any order and number.
func isSame(a, b []string) bool {
	within := func(a, b []string) bool {
		return !slices.ContainsFunc(a, func(item string) bool { return !slices.Contains(b, item) })
	}
	return within(a, b) && within(b, a)
}
