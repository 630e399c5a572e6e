package importer

import (
	"strings"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/fold"
	"github.com/opencompendium/compendium/catalog/salt"
)

// Resolver returns a Resolve over the drugs of a catalog: by resource name, ID, or any of its names, and
// without the words for a salt where nothing has the whole name. What leads to two drugs leads to none.
func Resolver(c *catalog.Catalog) Resolve {
	names := make(map[string]map[string]bool)
	for _, r := range c.Records(catalog.Drugs) {
		to := r.Name()
		if r.IsTombstone() {
			if len(r.ReplacedBy()) != 1 {
				continue
			}
			to = r.ReplacedBy()[0]
		}
		texts := []string{r.Name(), strings.TrimPrefix(r.Name(), "drugs/"), r.Drug().GetDisplayName()}
		for _, n := range r.Drug().GetNames() {
			texts = append(texts, n.GetText())
		}
		for _, text := range texts {
			if names[fold.Name(text)] == nil {
				names[fold.Name(text)] = make(map[string]bool)
			}
			names[fold.Name(text)][to] = true
		}
	}
	return func(name string) (string, bool) {
		found := names[fold.Name(name)]
		if found == nil {
			if base, ok := salt.Strip(fold.Spaced(name)); ok {
				found = names[fold.Name(base)]
			}
		}
		if len(found) != 1 {
			return "", false
		}
		for only := range found {
			return only, true
		}
		return "", false
	}
}
