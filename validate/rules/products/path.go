package products

import (
	"iter"

	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate/rules/facts"
)

// itemPath returns the path of an item of a list of a product, or of a field of it.
func itemPath(product int, list string, i int, field string) string {
	return facts.ItemPath(facts.ItemPath(productsList, product, list), i, field)
}

// statedNumbers yields where a product states numbers of applications, with the texts: in its own list, and in the
// references of its events.
func statedNumbers(product *compendiumv1.Product, i int) iter.Seq2[string, string] {
	return func(yield func(path, text string) bool) {
		for j, text := range product.GetApplicationNumbers() {
			if !yield(itemPath(i, "application_numbers", j, ""), text) {
				return
			}
		}
		for j, event := range product.GetAuthorizations() {
			if !yield(facts.EventPath(i, j, "reference"), event.GetReference()) {
				return
			}
		}
	}
}
