package safety

import (
	"slices"
	"strings"

	"github.com/opencompendium/compendium/catalog/date"
	"github.com/opencompendium/compendium/catalog/document"
	"github.com/opencompendium/compendium/catalog/label"
	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules/facts"
)

var drugSafetyMissing = validate.Rule{
	ID:       "drug-safety-missing",
	Severity: finding.Warning,
	Drug: func(p *validate.RecordPass, d *compendiumv1.Drug) {
		if d.Depth == compendiumv1.Drug_REGISTER || facts.GapOn(d, "safety") >= 0 || !p.InUse() {
			return
		}
		var missing []string
		for _, kind := range expected(d) {
			gap := document.Keyed("safety", kind.String())
			if facts.GapOn(d, gap) < 0 && !slices.ContainsFunc(d.Safety, isOf(kind, p.AsOf)) {
				missing = append(missing, kind.String())
			}
		}
		if len(missing) > 0 {
			p.Report("safety", "%s says nothing of %s. Add an item of each kind, with none: true if the cited label has no "+
				"such statement, or a gap with the reason, as on "+
				"safety[%q].", facts.Called(d), strings.Join(missing, ", "), missing[0])
		}
	},
}

// expected returns the kinds of statement that a reader looks for in a monograph.
func expected(d *compendiumv1.Drug) []compendiumv1.SafetyItem_Kind {
	kinds := []compendiumv1.SafetyItem_Kind{
		compendiumv1.SafetyItem_CONTRAINDICATION, compendiumv1.SafetyItem_INTERACTION,
		compendiumv1.SafetyItem_PREGNANCY, compendiumv1.SafetyItem_MONITORING,
	}
	if slices.ContainsFunc(d.Products, hasBoxes) {
		kinds = append(kinds, compendiumv1.SafetyItem_BOXED_WARNING)
	}
	return kinds
}

// hasBoxes reports whether a product may have a label of a country whose labels have boxed warnings: a product that was
// only refused has no label.
func hasBoxes(product *compendiumv1.Product) bool {
	return (product.Jurisdiction == "US" || product.Jurisdiction == "CA") &&
		(len(product.Authorizations) == 0 || slices.ContainsFunc(product.Authorizations, granted))
}

func granted(e *compendiumv1.AuthorizationEvent) bool { return label.Grants(e.Event) }

// isOf returns a function that reports whether an item is of a kind and has not ended by a day.
func isOf(kind compendiumv1.SafetyItem_Kind, day date.Day) func(*compendiumv1.SafetyItem) bool {
	return func(item *compendiumv1.SafetyItem) bool { return item.Kind == kind && !past(item, day) }
}
