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
	Title:    "The INN of a drug is spelled in another way than its ID",
	Explanation: "The ID of a drug is its INN, in small letters with hyphens, and here the two are a slip of the hand " +
		"apart. Correct the one that is wrong; `compendium rename` renames a record with all references. An ID that is " +
		"another word altogether is a choice. A combination, whose names are those of its ingredients, is not compared.",
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
