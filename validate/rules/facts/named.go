package facts

import (
	"slices"
	"strings"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/fold"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

// Named finds the records of a collection that texts name.
type Named struct {
	records map[string][]string // by names in the form of fold.Spaced
	longest int                 // the number of words of the longest name
}

// minConditionName is the length from which on a name of a condition can be told from other words.
const minConditionName = 4

// NamesOfDrugs returns the drugs of a catalog by their names. Abbreviations are words of other things as well.
func NamesOfDrugs(c *catalog.Catalog) *Named {
	named := &Named{records: make(map[string][]string)}
	for _, r := range c.Records(catalog.Drugs) {
		named.add(r.Name(), r.Drug().GetDisplayName())
		for _, n := range r.Drug().GetNames() {
			if n.GetType() != compendiumv1.Name_ABBREVIATION {
				named.add(r.Name(), n.GetText())
			}
		}
	}
	return named
}

// BrandsOfDrugs returns the drugs of a catalog by their brands.
func BrandsOfDrugs(c *catalog.Catalog) *Named {
	named := &Named{records: make(map[string][]string)}
	for _, r := range c.Records(catalog.Drugs) {
		for _, brand := range Brands(r.Drug()) {
			named.add(r.Name(), brand)
		}
	}
	return named
}

// Brands returns the brands of a drug, by its names and its products.
func Brands(d *compendiumv1.Drug) []string {
	var brands []string
	for _, n := range d.GetNames() {
		if n.GetType() == compendiumv1.Name_BRAND {
			brands = append(brands, n.GetText())
		}
	}
	for _, product := range d.GetProducts() {
		if product.GetBrand() != "" {
			brands = append(brands, product.GetBrand())
		}
	}
	return brands
}

// NamesOfConditions returns the conditions of a catalog by their names and IDs.
func NamesOfConditions(c *catalog.Catalog) *Named {
	named := &Named{records: make(map[string][]string)}
	for _, r := range c.Records(catalog.Conditions) {
		condition, ok := r.Message().(*compendiumv1.Condition)
		if !ok || r.IsTombstone() {
			continue
		}
		_, id, _ := strings.Cut(r.Name(), "/")
		texts := []string{id, condition.GetDisplayName()}
		for _, n := range condition.GetNames() {
			texts = append(texts, n.GetText())
		}
		for _, text := range texts {
			if len(fold.Name(text)) >= minConditionName {
				named.add(r.Name(), text)
			}
		}
	}
	return named
}

func (n *Named) add(record, text string) {
	if key := fold.Spaced(text); key != "" && !slices.Contains(n.records[key], record) {
		n.records[key] = append(n.records[key], record)
		n.longest = max(n.longest, strings.Count(key, " ")+1)
	}
}

// In returns the records that texts name, sorted: of the names that begin at a word the longest one, in the singular or
// the plural.
func (n *Named) In(texts ...string) []string {
	var found []string
	for _, text := range texts {
		for words := fold.Words(text); len(words) > 0; {
			records, taken := n.at(words)
			found = append(found, records...)
			words = words[taken:]
		}
	}
	slices.Sort(found)
	return slices.Compact(found)
}

// At returns the records that the beginning of a text names.
func (n *Named) At(text string) []string {
	records, _ := n.at(fold.Words(text))
	return records
}

// at returns the records of the longest name that words begin with, and how many words it has: 1 if there is none.
func (n *Named) at(words []string) ([]string, int) {
	for count := min(n.longest, len(words)); count > 0; count-- {
		name := strings.Join(words[:count], " ")
		if records := n.records[name]; len(records) > 0 {
			return records, count
		}
		if one, ok := strings.CutSuffix(name, "s"); ok && len(n.records[one]) > 0 {
			return n.records[one], count
		}
	}
	return nil, 1
}

// AreRelated reports whether a condition is another one, or one of the two lies below the other.
func AreRelated(c *catalog.Catalog, a, b string) bool {
	return LiesWithin(c, a, b) || LiesWithin(c, b, a)
}

// LiesWithin reports whether a condition is another one or lies below it.
func LiesWithin(c *catalog.Catalog, name, above string) bool {
	return LeadsTo(name, above, func(name string) []string {
		condition, _ := c.Message(name).(*compendiumv1.Condition)
		return condition.GetParents()
	})
}

// LeadsTo reports whether a name is another one, or leads to it by the names that next returns. Names may lead in a
// circle.
func LeadsTo(from, to string, next func(string) []string) bool {
	seen := make(map[string]bool)
	for open := []string{from}; len(open) > 0; open = open[1:] {
		if open[0] == to {
			return true
		}
		if !seen[open[0]] {
			seen[open[0]] = true
			open = append(open, next(open[0])...)
		}
	}
	return false
}

// AreForms reports whether the name of one of two drugs is a part of the name of the other, as of interferon alfa and
// its forms.
func AreForms(c *catalog.Catalog, a, b string) bool {
	x, isX := c.Message(a).(*compendiumv1.Drug)
	y, isY := c.Message(b).(*compendiumv1.Drug)
	one, other := fold.Name(x.GetDisplayName()), fold.Name(y.GetDisplayName())
	return isX && isY && (strings.Contains(one, other) || strings.Contains(other, one))
}

// Overlap reports whether two lists have an item in common.
func Overlap(a, b []string) bool {
	return slices.ContainsFunc(a, func(item string) bool { return slices.Contains(b, item) })
}

// HaveOne reports whether two lists of drugs have one in common, or forms of one.
func HaveOne(c *catalog.Catalog, a, b []string) bool {
	return slices.ContainsFunc(a, func(x string) bool {
		return slices.ContainsFunc(b, func(y string) bool { return x == y || AreForms(c, x, y) })
	})
}
