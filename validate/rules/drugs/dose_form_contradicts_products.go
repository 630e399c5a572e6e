package drugs

import (
	"slices"
	"strings"

	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules/facts"
)

var doseFormContradictsProducts = validate.Rule{
	ID:       "dose-form-contradicts-products",
	Severity: finding.Warning,
	Drug: func(p *validate.RecordPass, d *compendiumv1.Drug) {
		var forms []compendiumv1.DoseForm_Value
		for _, product := range d.Products {
			forms = append(forms, product.GetDoseForms()...)
		}
		recorded := slices.ContainsFunc(d.Conflicts,
			func(c *compendiumv1.Conflict) bool { return c.GetField() == "administrations.dose_form" })
		if len(forms) == 0 || recorded {
			return
		}
		withForm := slices.IndexFunc(d.Products,
			func(product *compendiumv1.Product) bool { return len(product.GetDoseForms()) > 0 })
		forms = slices.Compact(slices.Sorted(slices.Values(forms)))
		for i, a := range d.Administrations {
			if a.GetDoseForm() != 0 && !slices.Contains(forms, a.GetDoseForm()) {
				p.Report(facts.AdministrationPath(i, "dose_form"),
					"The dose form of %s is %s, but its products come as %s. Correct one of them, or record a conflict on "+
						"administrations.dose_form.",
					d.DisplayName, a.GetDoseForm(), formNames(forms)).
					Related(p.Record, facts.ItemPath("products", withForm, "dose_forms"), "The dose forms of %s",
						d.Products[withForm].GetBrand())
			}
		}
	},
}

// formNames returns dose forms as a list for people.
func formNames(forms []compendiumv1.DoseForm_Value) string {
	names := make([]string, len(forms))
	for i, form := range forms {
		names[i] = form.String()
	}
	return strings.Join(names, ", ")
}
