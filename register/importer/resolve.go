package importer

import (
	"slices"
	"strings"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/fold"
	"github.com/opencompendium/compendium/catalog/salt"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

// Others are the drugs of a catalog that an import did not write. The zero value has none.
type Others struct {
	drug  Resolve
	codes map[code]bool
}

// Known returns the drugs of a catalog that an import of a format did not write. They are found by resource name, ID,
// or any name. What leads to two drugs leads to none, and so does all in a catalog that is nil.
func Known(c *catalog.Catalog, format string) Others {
	others := func(r *catalog.Record) bool {
		if !r.Own() {
			return true
		}
		of, _ := marked(r.Text())
		return of != format
	}
	return Others{drug: resolver(c, others), codes: takenCodes(c, others)}
}

// Resolver returns a Resolve over all drugs of a catalog, as Known does, and without the words for a salt where nothing
// has the whole name.
func Resolver(c *catalog.Catalog) Resolve {
	exact := resolver(c, func(*catalog.Record) bool { return true })
	return func(name string) (string, bool) {
		found, ok := exact(name)
		if base, salty := salt.Strip(fold.Spaced(name)); !ok && salty {
			return exact(base)
		}
		return found, ok
	}
}

// brandOf reports whether a name is a brand of a drug and no other name of it: what is said of it is not said of the
// drug. It returns the ID of the product of that brand in one of some jurisdictions, or in any if there are none. It
// returns "" unless there is just one.
func brandOf(c *catalog.Catalog, drug, name string, jurisdictions []string) (product string, brand bool) {
	r, ok := c.Get(drug)
	if !ok {
		return "", false
	}
	key, d := fold.Name(name), r.Drug()
	own := []string{drug, strings.TrimPrefix(drug, "drugs/"), d.GetDisplayName()}
	if slices.ContainsFunc(own, func(text string) bool { return fold.Name(text) == key }) {
		return "", false
	}
	for _, n := range d.GetNames() {
		if fold.Name(n.GetText()) != key {
			continue
		}
		if n.GetType() != compendiumv1.Name_BRAND {
			return "", false
		}
		brand = true
	}
	if !brand {
		return "", false
	}
	var of []string
	for _, p := range d.GetProducts() {
		if fold.Name(p.GetBrand()) == key &&
			(len(jurisdictions) == 0 || slices.Contains(jurisdictions, p.GetJurisdiction())) {
			of = append(of, p.GetId())
		}
	}
	if len(of) != 1 {
		return "", true
	}
	return of[0], true
}

func resolver(c *catalog.Catalog, of func(*catalog.Record) bool) Resolve {
	names := make(map[string]map[string]bool)
	if c == nil {
		return func(string) (string, bool) { return "", false }
	}
	for _, r := range c.Records(catalog.Drugs) {
		to := r.Name()
		if !of(r) {
			continue
		}
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
		if len(found) == 0 {
			found = names[fold.Name(withoutSalt(name))]
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

// withoutSalt returns a name without its salt in parentheses, as the Drug Product Database has it: "Imatinib" for
// "Imatinib (imatinib mesylate)". Other names stay as they are.
func withoutSalt(name string) string {
	substance, in, _ := strings.Cut(strings.TrimSuffix(name, ")"), " (")
	if base, salty := salt.Strip(fold.Spaced(in)); salty && base == fold.Spaced(substance) {
		return substance
	}
	return name
}
