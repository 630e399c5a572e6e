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
	Explanation: "Authorization events, access decisions and administrations name the use they belong to by its id. A " +
		"slip in the id takes the fact away from its use: an approval under a wrong id leaves the use off label. Correct " +
		"the id, or add the use. An approval for an indication that is not a use here goes under indication, in words.",
	Record: func(p *validate.RecordPass) {
		switch m := p.Record.Message().(type) {
		case *compendiumv1.Drug:
			checkAdministeredUses(p, m.Administrations)
			for e := range facts.Events(m) {
				checkUse(p, e.Path("use"), e.GetUse())
			}
			for i, decision := range m.AccessDecisions {
				checkUse(p, facts.AccessPath(i, "use"), decision.GetUse())
			}
		case *compendiumv1.DrugClass:
			checkAdministeredUses(p, m.Administrations)
		}
	},
}

func checkAdministeredUses(p *validate.RecordPass, administrations []*compendiumv1.Administration) {
	for i, a := range administrations {
		for k, use := range a.GetUses() {
			checkUse(p, facts.AdministrationPath(i, fmt.Sprintf("uses[%d]", k)), use)
		}
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
