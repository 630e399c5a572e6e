package references

import (
	"fmt"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules/facts"
)

var useUnknown = validate.Rule{
	ID:       "use-unknown",
	Severity: finding.Error,
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
		case *compendiumv1.DrugList:
			for i, entry := range m.Entries {
				if drug := listedDrug(p, entry); drug != nil {
					checkUseOf(p, drug, facts.UsesOf(drug), facts.ItemPath("entries", i, "use"), entry.GetUse())
				}
			}
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
	checkUseOf(p, p.Record, facts.Uses(p), path, use)
}

// checkUseOf reports an id at a path that none of the uses of a record has.
func checkUseOf(p *validate.RecordPass, of *catalog.Record, ids *facts.UseSet, path, use string) {
	if use == "" || ids.Has(use) {
		return
	}
	todo := "Correct the id, or add the use."
	if nearest := ids.Meant(use); nearest != "" {
		todo = "Did you mean " + nearest + "?"
	}
	p.Report(path, "%s has no use %s. %s", of.Name(), use, todo)
}

// listedDrug returns the record of the drug that an entry of a list is about, or nil if another rule reports it.
func listedDrug(p *validate.RecordPass, entry *compendiumv1.DrugList_Entry) *catalog.Record {
	r, ok := p.Get(entry.GetDrug())
	if !ok || r.Broken() || r.Drug() == nil || r.IsTombstone() {
		return nil
	}
	return r
}
