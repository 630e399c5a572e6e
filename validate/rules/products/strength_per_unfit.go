package products

import (
	"slices"
	"strings"

	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules/facts"
)

var strengthPerUnfit = validate.Rule{
	ID:       "strength-per-unfit",
	Severity: finding.Error,
	Drug: func(p *validate.RecordPass, d *compendiumv1.Drug) {
		for i, product := range d.GetProducts() {
			for j, s := range product.GetStrengths() {
				path := facts.ItemPath(facts.ItemPath(productsList, i, "strengths"), j, "per")
				switch unit := s.GetPer().GetUnit(); {
				case s.GetPer() == nil || unit == "" || s.GetAmount() == nil:
				case isConcentration(s.GetAmount().GetUnit()):
					p.Report(path, "The unit %s is a concentration, so that per says twice in how much. Write the amount without it, "+
						"or remove per.", s.GetAmount().GetUnit())
				case !slices.Contains(wholes, unit):
					p.Report(path+".unit", "A strength is not per %s. Write a volume, a mass or a time: %s.", unit,
						strings.Join(wholes, ", "))
				}
			}
		}
	},
}

// wholes are the units of what a strength may be in.
var wholes = []string{"mL", "L", "ug", "mg", "g", "h", "d"}

// isConcentration reports whether a unit says itself in how much.
func isConcentration(unit string) bool { return unit == "%" || strings.Contains(unit, "/") }
