package products_test

import (
	"fmt"
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestHolderMisspelled(t *testing.T) {
	products := func(holders ...string) string {
		change := "-- drugs/trialimab.yaml --\nproducts:\n"
		for i, holder := range holders {
			change += fmt.Sprintf("  - {id: p%d, jurisdiction: US, holder: %q}\n", i, holder)
		}
		return change
	}
	const right = "Hoffmann-La Roche"
	found := []string{"drugs/trialimab.yaml:25:40 info products[3].holder"}
	ruletest.Run(t, "holder-misspelled", []ruletest.Case{
		{Name: "a letter is missing", Change: products(right, right, right, "Hoffman-La Roche"), Want: found},
		{Name: "a letter too many", Change: products(right, right, right, "Hoffmmann-La Roche"), Want: found},
		{Name: "another letter", Change: products(right, right, right, "Hoffnann-La Roche"), Want: found},
		{Name: "two letters have changed places", Change: products(right, right, right, "Hofmfann-La Roche"), Want: found},
		{Name: "as often as the other", Change: products(right, right, "Hoffman-La Roche")},
		{Name: "other marks and cases", Change: products(right, right, right, "HOFFMANN LA ROCHE")},
		{Name: "two letters", Change: products(right, right, right, "Hofman-La Roche")},
		{Name: "slips in two words", Change: products(right, right, right, "Hoffman-La Rohce")},
		{Name: "a plural", Change: products("Novartis Pharm", "Novartis Pharm", "Novartis Pharm", "Novartis Pharms")},
		{Name: "short names of two companies", Change: products("Alza", "Alza", "Alza", "Alra")},
		{Name: "another first letter", Change: products("Genpharm", "Genpharm", "Genpharm", "Denpharm")},
		{Name: "numbers", Change: products("Cardinal414x", "Cardinal414x", "Cardinal414x", "Cardinal418x")},
		{Name: "no holder at all", Change: products("", "", "", "")},
	})
}
