package products

import (
	"slices"

	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules/facts"
)

var strengthIngredientUnknown = validate.Rule{
	ID:       "strength-ingredient-unknown",
	Severity: finding.Error,
	Drug: func(p *validate.RecordPass, d *compendiumv1.Drug) {
		for i, product := range d.GetProducts() {
			for j, s := range product.GetStrengths() {
				if s.GetIngredient() == "" || slices.Contains(d.GetIngredients(), s.GetIngredient()) {
					continue
				}
				todo := "Add it there, or correct it."
				if len(d.GetIngredients()) == 0 {
					todo = "Leave ingredient out, or name the ingredients of a combination."
				}
				p.Report(itemPath(i, "strengths", j, "ingredient"),
					"%s is not one of the ingredients of %s. %s", s.GetIngredient(), facts.Called(d), todo)
			}
		}
	},
}
