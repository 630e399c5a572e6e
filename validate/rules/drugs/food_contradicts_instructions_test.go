package drugs_test

import (
	"fmt"
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestFoodContradictsInstructions(t *testing.T) {
	given := func(food, instructions string) string {
		return fmt.Sprintf("-- drugs/examplinib.yaml --\nadministrations:\n"+
			"  - {route: ORAL, dose_form: TABLET, frequency: once a day, cites: [label], instructions: %q, food: %s}\n",
			instructions, food)
	}
	found := func(column int) []string {
		return []string{fmt.Sprintf("drugs/examplinib.yaml:10:%d warning administrations[0].food", column)}
	}
	ruletest.Run(t, "food-contradicts-instructions", []ruletest.Case{
		{Name: "an empty stomach", Change: given("WITH_FOOD", "Take it on an empty stomach."), Want: found(129)},
		{Name: "hours apart", Change: given("AFTER_LIGHT_MEAL", "At least 1 hour before or 2 hours after a meal."),
			Want: found(148)},
		{Name: "a meal", Change: given("WITHOUT_FOOD", "Swallow it with a meal."), Want: found(124)},
		{Name: "as the field says", Change: given("WITHOUT_FOOD", "At least 1 hour before or 2 hours after a meal.")},
		{Name: "a meal, as the field says", Change: given("WITH_FOOD", "Take it with a meal and a large glass of water.")},
		{Name: "what must not be done", Change: given("WITH_FOOD", "Do not take it on an empty stomach.")},
		{Name: "never with food", Change: given("WITHOUT_FOOD", "Never take it with food.")},
		{Name: "another case", Change: given("WITHOUT_FOOD", "If it upsets the stomach, take it with food.")},
		{Name: "both ways", Change: given("WITHOUT_FOOD", "On an empty stomach; the first dose with food.")},
		{Name: "another sentence", Change: given("WITH_FOOD", "Take it on an empty stomach. Do not crush it."),
			Want: []string{"drugs/examplinib.yaml:10:146 warning administrations[0].food"}},
		{Name: "either", Change: given("WITH_OR_WITHOUT_FOOD", "With or without food.")},
		{Name: "another word", Change: given("WITHOUT_FOOD", "Foods with foodstuffs.")},
		{Name: "the field says nothing", Change: given("FOOD_UNSPECIFIED", "Take it with food.")},
	})
}
