package drugs_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func given(route, form string) string {
	return "-- drugs/trialimab.yaml --\nadministrations:\n  - {route: " + route + ", dose_form: " + form +
		", cites: [page]}\n"
}

func TestRouteContradictsForm(t *testing.T) {
	found := []string{"drugs/trialimab.yaml:6:13 error administrations[0].route"}
	product := func(forms, routes string) string {
		return "-- drugs/trialimab.yaml --\nproducts: [{id: a, brand: A, jurisdiction: US, cites: [page], dose_forms: [" +
			forms + "], routes: [" + routes + "]}]\n"
	}
	ruletest.Run(t, "route-contradicts-form", []ruletest.Case{
		{Name: "a tablet by mouth", Change: given("ORAL", "TABLET")},
		{Name: "a tablet under the tongue", Change: given("SUBLINGUAL", "TABLET")},
		{Name: "a tablet into a vein", Change: given("INTRAVENOUS", "TABLET"), Want: found},
		{Name: "an injection by mouth", Change: given("ORAL", "SOLUTION_FOR_INJECTION"), Want: found},
		{Name: "an injection whose product is taken by mouth, such as mesna",
			Change: given("ORAL", "SOLUTION_FOR_INJECTION") +
				"products: [{id: a, brand: A, jurisdiction: US, dose_forms: [SOLUTION_FOR_INJECTION], routes: [INTRAVENOUS, " +
				"ORAL]}]\n"},
		{Name: "an injection", Change: given("INTRATHECAL", "SOLUTION_FOR_INJECTION")},
		{Name: "a product of two forms", Change: product("TABLET, SOLUTION_FOR_INJECTION", "INTRAVENOUS")},
		{Name: "a tablet that is injected", Change: product("TABLET", "INTRAVENOUS"),
			Want: []string{"drugs/trialimab.yaml:21:94 warning products[0].routes[0]"}},
		{Name: "a solution for injection that is swallowed", Change: product("SOLUTION_FOR_INJECTION", "ORAL"),
			Want: []string{"drugs/trialimab.yaml:21:110 info products[0].routes[0]"}},
	})
}

func TestRouteWithoutProduct(t *testing.T) {
	product := func(fields string) string { return "products: [{id: a, brand: A, jurisdiction: US" + fields + "}]\n" }
	ruletest.Run(t, "route-without-product", []ruletest.Case{
		{Name: "the route of a product", Change: given("INTRATHECAL", "SOLUTION_FOR_INJECTION") +
			product(", routes: [INTRAVENOUS, INTRATHECAL]")},
		{Name: "a product that states none", Change: given("INTRATHECAL", "SOLUTION_FOR_INJECTION") + product("")},
		{Name: "an injection whose route is not stated", Change: given("INTRATHECAL", "SOLUTION_FOR_INJECTION") +
			product(", routes: [PARENTERAL]")},
		{Name: "vincristine", Change: given("INTRATHECAL", "SOLUTION_FOR_INJECTION") + product(", routes: [INTRAVENOUS]"),
			Want: []string{"drugs/trialimab.yaml:6:13 info administrations[0].route"}},
	})
}
