package chore

import (
	"fmt"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/document"
)

// Recite makes citations of one source cite another. A section and a passage are those of the old source, so that each
// of them is left to a person.
func Recite(c *catalog.Catalog, from, to string) (Change, error) {
	for _, name := range []string{from, to} {
		switch r, ok := c.Get(name); {
		case !ok:
			return Change{}, Missing(c, name)
		case r.Kind() != catalog.Sources:
			return Change{}, fmt.Errorf("%s: it is not a source", name)
		}
	}
	if from == to {
		return Change{}, fmt.Errorf("%s: name two sources", from)
	}
	x := begin(c)
	found := false
	for _, ref := range referencesTo(c, from) {
		if ref.Field.Name() != "source" || ref.From.Name() == to {
			continue
		}
		found = true
		x.edit(ref.From, document.Set(ref.Path, to))
		citation := ref.Path[:len(ref.Path)-len(".source")]
		for _, field := range []string{"section", "passage"} {
			path := document.Join(citation, field)
			if !ref.From.Document().Find(path).IsZero() {
				x.leavef(ref.From, path, "This %s is of %s. Check that %s has it, or correct it.", field, from, to)
			}
		}
	}
	if !found {
		return Change{}, fmt.Errorf("%s: nothing cites it", from)
	}
	return x.done(), nil
}
