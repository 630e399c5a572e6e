package validate_test

import "testing"

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
	testRule(t, "dose-form-contradicts-products", []ruleCase{
		{name: "another form", change: drug("dose_form: TABLET, ", product(capsule)), want: []string{"drugs/examplinib.yaml:11:30 warning administrations[1].dose_form"}},
		{name: "none of two forms", change: drug("dose_form: TABLET, ", product("    dose_forms: [CAPSULE, ORAL_SOLUTION]\n")), want: []string{"drugs/examplinib.yaml:11:30 warning administrations[1].dose_form"}},
		{name: "the same form", change: drug("dose_form: CAPSULE, ", product(capsule))},
		{name: "one of two forms", change: drug("dose_form: TABLET, ", product("    dose_forms: [CAPSULE, TABLET]\n"))},
		{name: "the form of another product", change: drug("dose_form: TABLET, ", product(capsule)+product("    dose_forms: [TABLET]\n"))},
		{name: "a product without forms beside one with another", change: drug("dose_form: TABLET, ", product("")+product(capsule)), want: []string{"drugs/examplinib.yaml:11:30 warning administrations[1].dose_form"}},
		{name: "products that state none", change: drug("dose_form: TABLET, ", product(""))},
		{name: "an administration that states none", change: drug("", product(capsule))},
		{name: "a recorded conflict", change: drug("dose_form: TABLET, ", product(capsule)) + conflict("administrations.dose_form")},
		{name: "a conflict on another field", change: drug("dose_form: TABLET, ", product(capsule)) + conflict("administrations.frequency"),
			want: []string{"drugs/examplinib.yaml:11:30 warning administrations[1].dose_form"}},
	})
}
