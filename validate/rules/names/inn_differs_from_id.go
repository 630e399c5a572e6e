package names

import (
	"strings"

	"github.com/opencompendium/compendium/catalog/fold"
	"github.com/opencompendium/compendium/catalog/spelling"
	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules/facts"
)

var innDiffersFromID = validate.Rule{
	ID:       "inn-differs-from-id",
	Severity: finding.Warning,
	Drug: func(p *validate.RecordPass, d *compendiumv1.Drug) {
		_, id, _ := strings.Cut(p.Record.Name(), "/")
		at := -1
		for i, n := range d.GetNames() {
			if n.GetType() != compendiumv1.Name_INN || n.GetText() == "" {
				continue
			}
			if fold.Name(n.GetText()) == fold.Name(id) {
				return
			}
			if _, near := spelling.Slip(fold.Name(n.GetText()), []string{fold.Name(id)}); near && at < 0 {
				at = i
			}
		}
		if at >= 0 && len(d.GetIngredients()) == 0 {
			p.Report(facts.ItemPath("names", at, "text"), "The INN %s is not the ID %s. Correct the one that is misspelled.",
				d.GetNames()[at].GetText(), id)
		}
	},
}
