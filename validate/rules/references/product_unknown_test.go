package references_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestProductUnknown(t *testing.T) {
	with := func(reference, fact string) string {
		return `-- drugs/examplinib.yaml --
products:
  - id: exampla-us
    brand: Exampla
    jurisdiction: US` + reference + `
    authorizations:
      - {regulator: regulators/agency, use: sarcoma, event: APPROVED, date: "2010-05-01", cites: [label]}
` + fact
	}
	dose := func(product string) string {
		return `doses:
  - {id: usual, products: [` + product + `], basis: LABEL, steps: [{amount_words: one tablet}], cites: [label]}
`
	}
	warning := func(product string) string {
		return `safety:
  - {kind: WARNING, text: It may harm., products: [` + product + `], cites: [label]}
`
	}
	rate := func(product string) string {
		return `side_effects:
  - {term: headache, frequencies: [{percent: "2", product: ` + product + `, cites: [label]}], cites: [label]}
`
	}
	entry := func(product string) string {
		return `-- lists/formulary.yaml --
entries: [{id: a, drug: drugs/examplinib, product: ` + product + `, status: LISTED, cites: [page]}]
`
	}
	ruletest.Run(t, "product-unknown", []ruletest.Case{
		{Name: "a dose of a product", Change: with("", dose("exampla-us"))},
		{Name: "a dose of none", Change: with("", dose("exampla-us, other")),
			Want: []string{"drugs/examplinib.yaml:38:40 error doses[0].products[1]"}},
		{Name: "a warning of a product", Change: with("", warning("exampla-us"))},
		{Name: "a warning of none", Change: with("", warning("other")),
			Want: []string{"drugs/examplinib.yaml:11:52 error safety[0].products[0]"}},
		{Name: "a rate of a product", Change: with("", rate("exampla-us"))},
		{Name: "a rate of none", Change: with("", rate("other")),
			Want: []string{"drugs/examplinib.yaml:12:60 error side_effects[0].frequencies[0].product"}},
		{Name: "an entry of a list on a product", Change: with("", entry("exampla-us"))},
		{Name: "an entry of a list on none", Change: with("", entry("other")),
			Want: []string{"lists/formulary.yaml:1:52 error entries[0].product"}},
		{Name: "a license on the data of a product", Change: with("\n    reference_product: exampla-us", "")},
		{Name: "a license on the data of none", Change: with("\n    reference_product: other", ""),
			Want: []string{"drugs/examplinib.yaml:17:24 error products[0].reference_product"}},
	})
}
