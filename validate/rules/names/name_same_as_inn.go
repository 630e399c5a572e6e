package names

import (
	"slices"

	"github.com/opencompendium/compendium/catalog/fold"
	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules/facts"
)

var nameSameAsINN = validate.Rule{
	ID:       "name-same-as-inn",
	Severity: finding.Warning,
	Drug: func(p *validate.RecordPass, d *compendiumv1.Drug) {
		for i, n := range d.GetNames() {
			switch n.GetType() {
			case compendiumv1.Name_USAN, compendiumv1.Name_BAN, compendiumv1.Name_JAN:
			default:
				continue
			}
			inn := slices.IndexFunc(d.GetNames(), func(other *compendiumv1.Name) bool {
				return other.GetType() == compendiumv1.Name_INN && fold.Name(other.GetText()) == fold.Name(n.GetText())
			})
			if inn >= 0 {
				p.Report(facts.ItemPath("names", i, ""), "The %[1]s %[2]s is the same as the INN. Remove it: %[1]s is "+
					"stated only where it differs.",
					n.GetType(), n.GetText()).
					Related(p.Record, facts.ItemPath("names", inn, ""), "The INN")
			}
		}
	},
}
