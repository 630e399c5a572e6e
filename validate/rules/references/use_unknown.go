package references

import (
	"fmt"

	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules/facts"
)

var useUnknown = validate.Rule{
	ID:       "use-unknown",
	Severity: finding.Error,
	Title:    "A fact names a use that the record does not have",
	Explanation: "Authorization events, access decisions, early access, administrations, doses and rates of side effects name " +
		"the use they belong to by its id. A slip in the id takes the fact away from its use: an approval under a wrong id " +
		"leaves the use off label. Correct the id, or add the use. An approval for an indication that is not a use here " +
		"goes under indication, in words.",
	Record: func(p *validate.RecordPass) {
		switch m := p.Record.Message().(type) {
		case *compendiumv1.Drug:
			checkAdministeredUses(p, m.Administrations)
			for e := range facts.Events(m) {
				checkUse(p, e.Path("use"), e.GetUse())
			}
			for i, dose := range m.Doses {
				checkUses(p, facts.ItemPath("doses", i, "uses"), dose.GetUses())
			}
			for i, effect := range m.SideEffects {
				for j, frequency := range effect.GetFrequencies() {
					checkUse(p, facts.ItemPath(facts.ItemPath("side_effects", i, "frequencies"), j, "use"), frequency.GetUse())
				}
			}
			for i, decision := range m.AccessDecisions {
				checkUse(p, facts.AccessPath(i, "use"), decision.GetUse())
			}
			for i, access := range m.EarlyAccess {
				checkUse(p, facts.ItemPath("early_access", i, "use"), access.GetUse())
			}
		case *compendiumv1.DrugClass:
			checkAdministeredUses(p, m.Administrations)
		}
	},
}

func checkAdministeredUses(p *validate.RecordPass, administrations []*compendiumv1.Administration) {
	for i, a := range administrations {
		checkUses(p, facts.AdministrationPath(i, "uses"), a.GetUses())
	}
}

// checkUses checks the ids of a list.
func checkUses(p *validate.RecordPass, list string, uses []string) {
	for k, use := range uses {
		checkUse(p, fmt.Sprintf("%s[%d]", list, k), use)
	}
}

// checkUse reports an id at a path that no use of the record has.
func checkUse(p *validate.RecordPass, path, use string) {
	ids := facts.Uses(p)
	if use == "" || ids.Has(use) {
		return
	}
	todo := "Correct the id, or add the use."
	if nearest := ids.Meant(use); nearest != "" {
		todo = "Did you mean " + nearest + "?"
	}
	p.Report(path, "%s has no use %s. %s", p.Record.Name(), use, todo)
}
