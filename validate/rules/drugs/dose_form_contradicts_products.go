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
	Title:    "A drug is said to be given in a form that none of its products has",
	Explanation: "Pages for patients often say \"tablet\" where the product is a capsule. Where the dose form of an administration is none of the " +
		"products', one of the two is wrong. Correct it; where sources disagree, record a conflict on administrations.dose_form with its " +
		"resolution.",
	Drug: func(p *validate.RecordPass, d *compendiumv1.Drug) {
		var forms []compendiumv1.DoseForm_Value
		for _, product := range d.Products {
			forms = append(forms, product.GetDoseForms()...)
		}
		recorded := slices.ContainsFunc(d.Conflicts, func(c *compendiumv1.Conflict) bool { return c.GetField() == "administrations.dose_form" })
		if len(forms) == 0 || recorded {
			return
		}
		made := slices.IndexFunc(d.Products, func(product *compendiumv1.Product) bool { return len(product.GetDoseForms()) > 0 })
		forms = slices.Compact(slices.Sorted(slices.Values(forms)))
		for i, a := range d.Administrations {
			if a.GetDoseForm() != 0 && !slices.Contains(forms, a.GetDoseForm()) {
				p.Report(facts.AdministrationPath(i, "dose_form"), "%s is said to be given as %s, and its products come as %s. Correct one of them, or record the conflict of the sources on administrations.dose_form.",
					d.DisplayName, a.GetDoseForm(), formNames(forms)).
					Related(p.Record, facts.ItemPath("products", made, "dose_forms"), "The dose forms of %s", d.Products[made].GetBrand())
			}
		}
	},
}

// formNames lists dose forms, for people.
func formNames(forms []compendiumv1.DoseForm_Value) string {
	names := make([]string, len(forms))
	for i, form := range forms {
		names[i] = form.String()
	}
	return strings.Join(names, ", ")
}
