package drugs_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestDoseFormContradictsProducts(t *testing.T) {
	drug := func(form, products string) string {
		return `-- drugs/examplinib.yaml --
administrations:
  - {route: INTRAVENOUS, cites: [label]}
  - {route: ORAL, ` + form + `cites: [label]}
products:
` + products
	}
	product := func(forms string) string {
		return `  - brand: Exampla
    jurisdiction: US
` + forms + `    authorizations:
      - {regulator: regulators/agency, use: sarcoma, event: APPROVED, date: "2010-05-01", cites: [label]}
`
	}
	conflict := func(field string) string {
		return `conflicts:
  - field: ` + field + `
    statements:
      - {says: Tablets., cites: [page]}
      - {says: Capsules., cites: [label]}
    resolution: {decision: "Tablets, for now.", by_role: content editor, date: "2026-01-01", cites: [label]}
`
	}
	const capsule = "    dose_forms: [CAPSULE]\n"
	ruletest.Run(t, "dose-form-contradicts-products", []ruletest.Case{
		{Name: "another form", Change: drug("dose_form: TABLET, ", product(capsule)),
			Want: []string{"drugs/examplinib.yaml:11:30 warning administrations[1].dose_form"}},
		{Name: "none of two forms",
			Change: drug("dose_form: TABLET, ", product("    dose_forms: [CAPSULE, ORAL_SOLUTION]\n")),
			Want:   []string{"drugs/examplinib.yaml:11:30 warning administrations[1].dose_form"}},
		{Name: "the same form", Change: drug("dose_form: CAPSULE, ", product(capsule))},
		{Name: "one of two forms", Change: drug("dose_form: TABLET, ", product("    dose_forms: [CAPSULE, TABLET]\n"))},
		{Name: "the form of another product",
			Change: drug("dose_form: TABLET, ", product(capsule)+product("    dose_forms: [TABLET]\n"))},
		{Name: "a product without forms beside one with another",
			Change: drug("dose_form: TABLET, ", product("")+product(capsule)),
			Want:   []string{"drugs/examplinib.yaml:11:30 warning administrations[1].dose_form"}},
		{Name: "products that state none", Change: drug("dose_form: TABLET, ", product(""))},
		{Name: "an administration that states none", Change: drug("", product(capsule))},
		{Name: "a recorded conflict",
			Change: drug("dose_form: TABLET, ", product(capsule)) + conflict("administrations.dose_form")},
		{Name: "a conflict on another field",
			Change: drug("dose_form: TABLET, ", product(capsule)) + conflict("administrations.frequency"),
			Want:   []string{"drugs/examplinib.yaml:11:30 warning administrations[1].dose_form"}},
	})
}
