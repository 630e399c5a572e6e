package references

import (
	"fmt"
	"slices"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/spelling"
	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules/facts"
)

var productUnknown = validate.Rule{
	ID:       "product-unknown",
	Severity: finding.Error,
	Drug: func(p *validate.RecordPass, d *compendiumv1.Drug) {
		check := productCheck(p, p.Record)
		for i, product := range d.GetProducts() {
			check(facts.ItemPath("products", i, "reference_product"), product.GetReferenceProduct())
		}
		for i, item := range d.GetSafety() {
			checkEach(facts.ItemPath("safety", i, "products"), item.GetProducts(), check)
		}
		for i, dose := range d.GetDoses() {
			checkEach(facts.ItemPath("doses", i, "products"), dose.GetProducts(), check)
		}
		for i, effect := range d.GetSideEffects() {
			for j, frequency := range effect.GetFrequencies() {
				check(facts.ItemPath(facts.ItemPath("side_effects", i, "frequencies"), j, "product"), frequency.GetProduct())
			}
		}
	},
	Record: validate.On(func(p *validate.RecordPass, list *compendiumv1.DrugList) {
		for i, entry := range list.GetEntries() {
			if drug := listedDrug(p, entry); drug != nil {
				productCheck(p, drug)(facts.ItemPath("entries", i, "product"), entry.GetProduct())
			}
		}
	}),
}

// productCheck returns a function that reports an id at a path that no product of a drug has.
func productCheck(p *validate.RecordPass, drug *catalog.Record) func(path, id string) {
	var ids []string
	for _, product := range drug.Drug().GetProducts() {
		ids = append(ids, product.GetId())
	}
	return func(path, id string) {
		if id == "" || slices.Contains(ids, id) {
			return
		}
		todo := "Correct the id, or add the product."
		if nearest, ok := spelling.Nearest(id, ids); ok {
			todo = "Did you mean " + nearest + "?"
		}
		p.Report(path, "%s has no product %s. %s", drug.Name(), id, todo)
	}
}

// checkEach checks the ids of a list.
func checkEach(list string, ids []string, check func(path, id string)) {
	for i, id := range ids {
		check(fmt.Sprintf("%s[%d]", list, i), id)
	}
}
