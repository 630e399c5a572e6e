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
	Title:    "A strength is per something that it cannot be",
	Explanation: "A strength is so much in a volume or a mass, or released in a time: 50 mg per 2 mL, 20 ug per 24 h. " +
		"Without per it is so much in one tablet, capsule or vial. If the unit of the amount is a concentration, such as " +
		"mg/mL or %, per would say it twice: 10 mg/mL per 5 mL may mean 10 mg or 50 mg. Write the amount that the whole " +
		"holds, with per, or the concentration without.",
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
