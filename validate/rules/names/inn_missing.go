package names

import (
	"slices"

	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules/facts"
)

var innMissing = validate.Rule{
	ID:       "inn-missing",
	Severity: finding.Info,
	Drug: func(p *validate.RecordPass, d *compendiumv1.Drug) {
		generic := []compendiumv1.Name_Type{compendiumv1.Name_INN, compendiumv1.Name_USAN, compendiumv1.Name_BAN,
			compendiumv1.Name_JAN}
		if d.GetDepth() == compendiumv1.Drug_MONOGRAPH && len(d.GetIngredients()) == 0 && facts.GapOn(d, "names") < 0 &&
			!slices.ContainsFunc(d.GetNames(), func(n *compendiumv1.Name) bool {
				return slices.Contains(generic, n.GetType())
			}) {
			p.Report("names", "The drug has no name of the type INN. Add it or, if the drug has none, a gap on names with "+
				"the reason, and with partial: true if other names are listed.")
		}
	},
}
