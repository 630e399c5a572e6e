package products

import (
	"slices"

	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules/facts"
)

var ingredientsImpossible = validate.Rule{
	ID:       "ingredients-impossible",
	Severity: finding.Error,
	Drug: func(p *validate.RecordPass, d *compendiumv1.Drug) {
		if i := slices.Index(d.GetIngredients(), p.Record.Name()); i >= 0 {
			p.Report(facts.ItemPath("ingredients", i, ""), "%s is named as an ingredient of itself. Remove it, or give the "+
				"combination a record of its own.", p.Record.Name())
		} else if len(d.GetIngredients()) == 1 {
			p.Report("ingredients", "%s names one ingredient, but a combination has two or more. Add the others, or "+
				"remove ingredients.", facts.Called(d))
		}
	},
}
