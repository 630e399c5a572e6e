package names

import (
	"slices"
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
		checkINNs(p, d)
		at := -1
		for i, n := range d.GetNames() {
			if n.GetType() != compendiumv1.Name_INN || n.GetText() == "" {
				continue
			}
			if fold.Name(n.GetText()) == fold.Name(id) {
				checkDisplayName(p, d, n.GetText())
				return
			}
			if _, near := spelling.Slip(fold.Name(n.GetText()), []string{fold.Name(id)}); near && at < 0 {
				at = i
			}
		}
		if at >= 0 && len(d.GetIngredients()) == 0 {
			p.Report(facts.ItemPath("names", at, "text"), "The INN %s does not match the ID %s. Correct the misspelled "+
				"one.",
				d.GetNames()[at].GetText(), id).
				CausedBy(finding.Field{File: p.Record.File(), Path: "display_name"}) // if references mean it by the INN
		}
	},
}

// checkINNs reports a second INN of a drug of one substance, in the same language.
func checkINNs(p *validate.RecordPass, d *compendiumv1.Drug) {
	first := make(map[string]int)
	for i, n := range d.GetNames() {
		if n.GetType() != compendiumv1.Name_INN || len(d.GetIngredients()) > 0 {
			continue
		}
		at, known := first[n.GetLocale()]
		if !known {
			first[n.GetLocale()] = i
		} else if other := d.GetNames()[at]; fold.Name(other.GetText()) != fold.Name(n.GetText()) &&
			!isForm(other.GetText(), n.GetText()) {
			p.Report(facts.ItemPath("names", i, "type"), "%s and %s are both INN, and a substance has one. Correct the type of "+
				"one of them.", other.GetText(), n.GetText()).
				Related(p.Record, facts.ItemPath("names", at, ""), "The other INN").Lower(finding.Info)
		}
	}
}

// isForm reports whether one of two names is a part of the other, as that of a salt: another rule reports it.
func isForm(a, b string) bool {
	a, b = fold.Name(a), fold.Name(b)
	return strings.Contains(a, b) || strings.Contains(b, a)
}

// checkDisplayName reports a display name that is a slip of the INN and no name of the drug.
func checkDisplayName(p *validate.RecordPass, d *compendiumv1.Drug, inn string) {
	shown := fold.Name(d.GetDisplayName())
	_, near := spelling.Slip(shown, []string{fold.Name(inn)})
	isShown := func(n *compendiumv1.Name) bool { return fold.Name(n.GetText()) == shown }
	if near && !slices.ContainsFunc(d.GetNames(), isShown) {
		p.Report("display_name", "The display name is %s, but the INN is %s. Correct the misspelled one, or add the "+
			"other spelling to names.", d.GetDisplayName(), inn)
	}
}
