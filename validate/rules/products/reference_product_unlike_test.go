package products_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestReferenceProductUnlike(t *testing.T) {
	products := func(reference string, copies ...string) string {
		change := "-- drugs/examplinib.yaml --\nproducts:\n  - {id: r, brand: Exampla, jurisdiction: " + reference + "}\n"
		for _, product := range copies {
			change += "  - {reference_product: r, " + product + "}\n"
		}
		return change
	}
	brands := func(relation, elsewhere, more string) string {
		return "-- drugs/examplinib.yaml --\nproducts:\n  - {id: a, brand: Copya, jurisdiction: US, relation: " + relation +
			"}\n  - {id: b, brand: COPYA, jurisdiction: " + elsewhere + more + "}\n"
	}
	ruletest.Run(t, "reference-product-unlike", []ruletest.Case{
		{Name: "of the same country", Change: products("US", "jurisdiction: US")},
		{Name: "of another country", Change: products("US", "jurisdiction: CA"),
			Want: []string{"drugs/examplinib.yaml:15:25 info products[1].reference_product"}},
		{Name: "of a member and of the United Kingdom", Change: products("EU", "jurisdiction: DE", "jurisdiction: GB")},
		{Name: "of another member", Change: products("FR", "jurisdiction: DE", "jurisdiction: EU")},
		{Name: "of the United States, in the Union", Change: products("US", "jurisdiction: EU"),
			Want: []string{"drugs/examplinib.yaml:15:25 info products[1].reference_product"}},
		{Name: "a generic among biosimilars", Change: products("US", "jurisdiction: US, relation: BIOSIMILAR",
			"jurisdiction: US, relation: GENERIC", "jurisdiction: US, relation: BIOSIMILAR"),
			Want: []string{"drugs/examplinib.yaml:16:56 info products[2].relation"}},
		{Name: "a biosimilar among generics", Change: products("US", "jurisdiction: US, relation: GENERIC",
			"jurisdiction: US, relation: GENERIC", "jurisdiction: US, relation: BIOSIMILAR"),
			Want: []string{"drugs/examplinib.yaml:17:56 info products[3].relation"}},
		{Name: "a hybrid beside a biosimilar, and a generic elsewhere",
			Change: products("EU", "jurisdiction: EU, relation: HYBRID",
				"jurisdiction: EU, relation: BIOSIMILAR", "jurisdiction: DE, relation: GENERIC")},
		{Name: "a reference that is none, and none", Change: products("US", "jurisdiction: US, relation: GENERIC") +
			"  - {id: a, jurisdiction: CA, reference_product: missing}\n  - {id: b, jurisdiction: CA, relation: GENERIC}\n" +
			"  - {id: c, jurisdiction: CA, relation: BIOSIMILAR}\n"},
		{Name: "a brand that is a biosimilar elsewhere", Change: brands("BIOSIMILAR", "CA", ""),
			Want: []string{"drugs/examplinib.yaml:15:20 info products[1].brand"}},
		{Name: "a brand that is a generic elsewhere", Change: brands("GENERIC", "CA", ""),
			Want: []string{"drugs/examplinib.yaml:15:20 info products[1].brand"}},
		{Name: "a brand that is a hybrid elsewhere", Change: brands("HYBRID", "CA", "")},
		{Name: "a brand that is a biosimilar here, and a hybrid there", Change: brands("BIOSIMILAR", "CA",
			", relation: HYBRID")},
		{Name: "a brand in another presentation", Change: brands("BIOSIMILAR", "US", "")},
		{Name: "a brand of which it is not known", Change: brands("BIOSIMILAR", "CA", "") +
			"gaps: [{field: 'products[\"b\"].relation', reason: The register does not say.}]\n"},
		{Name: "two products without a brand", Change: "-- drugs/examplinib.yaml --\nproducts:\n" +
			"  - {id: a, jurisdiction: US, relation: GENERIC}\n  - {id: b, jurisdiction: CA}\n"},
	})
}
