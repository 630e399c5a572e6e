package products

import (
	"cmp"
	"math/big"
	"slices"
	"strings"

	"github.com/opencompendium/compendium/catalog/dose"
	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
)

var strengthPerUnfit = validate.Rule{
	ID:       "strength-per-unfit",
	Severity: finding.Error,
	Drug: func(p *validate.RecordPass, d *compendiumv1.Drug) {
		for i, product := range d.GetProducts() {
			for j, s := range product.GetStrengths() {
				path := itemPath(i, "strengths", j, "per")
				switch unit := s.GetPer().GetUnit(); {
				case s.GetPer() == nil || unit == "" || s.GetAmount() == nil:
				case isConcentration(s.GetAmount().GetUnit()):
					p.Report(path, "The unit %s is a concentration, which already says in how much. Write a unit of amount, "+
						"or remove per.", s.GetAmount().GetUnit())
				case !slices.Contains(wholes, unit):
					p.Report(path+".unit", "A strength is not per %s. Write a volume, a mass or a time: %s.", unit,
						strings.Join(wholes, ", "))
				}
				if solid(product) {
					checkSolid(p, s, itemPath(i, "strengths", j, "amount"))
				}
			}
		}
	},
}

// solid reports whether a product is tablets or capsules alone.
func solid(product *compendiumv1.Product) bool {
	forms := product.GetDoseForms()
	return len(forms) > 0 && !slices.ContainsFunc(forms, func(f compendiumv1.DoseForm_Value) bool {
		return !strings.HasSuffix(f.String(), "TABLET") && !strings.HasSuffix(f.String(), "CAPSULE")
	})
}

// checkSolid reports a strength of tablets or capsules in a liquid, or of more than one can hold.
func checkSolid(p *validate.RecordPass, s *compendiumv1.Product_Strength, path string) {
	number := cmp.Or(s.GetAmount().GetHigh(), s.GetAmount().GetValue())
	amount, base, ok := dose.Value(number, s.GetAmount().GetUnit())
	per := s.GetPer().GetUnit()
	switch {
	case strings.HasSuffix(base, "/mL") || strings.HasSuffix(base, "/L") || base == "L" || per == "mL" || per == "L":
		p.Report(path, "The product is tablets or capsules, and the strength is that of a liquid. Write what one holds, or "+
			"correct the dose form.").Lower(finding.Warning)
	case ok && base == "g" && amount.Cmp(heaviest) > 0:
		p.Report(path, "No tablet or capsule holds %s. Correct the number or the unit.", dose.Quantity(s.GetAmount())).
			Lower(finding.Warning)
	}
}

// heaviest is more than what a tablet or capsule can hold, in grams.
var heaviest = big.NewRat(5, 1)

// wholes are the units of what a strength may be in.
var wholes = []string{"mL", "L", "ug", "mg", "g", "h", "d"}

// isConcentration reports whether a unit says itself in how much.
func isConcentration(unit string) bool { return unit == "%" || strings.Contains(unit, "/") }
