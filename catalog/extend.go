package catalog

import (
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

// Base is a catalog that another one extends.
type Base struct {
	// Catalog is its content. It may extend another one itself.
	Catalog *Catalog
	// Description describes it.
	Description *compendiumv1.Base
}

// baseScheme begins the shown path of a file of a base, which is not on this machine.
const baseScheme = "base:"

// Extending makes content extend another catalog, whose records it adds to its own. Where both have a record of one
// name, its own replaces that of the base.
func Extending(base *Base) Option { return func(l *loader) { l.under = base } }

// extend adds the records of the base.
func (l *loader) extend(c *Catalog) {
	if l.under == nil {
		return
	}
	below := l.under.Catalog
	c.bases = append([]*compendiumv1.Base{l.under.Description}, below.bases...)
	for name, r := range below.byName {
		if _, own := c.byName[name]; own {
			c.replaced[name] = r
			continue
		}
		inherited := *r
		if inherited.origin == "" {
			inherited.origin = l.under.Description.GetOrigin()
		}
		c.add(&inherited)
	}
}

// Originating sets where records come from, by name, in content that is read back from what extended a base.
func Originating(origins map[string]string, bases []*compendiumv1.Base) Option {
	return func(l *loader) { l.origins, l.bases = origins, bases }
}

// Bases returns the descriptions of the catalogs that this one extends: its base, then the base of that, and so on.
func (c *Catalog) Bases() []*compendiumv1.Base { return c.bases }

// Replaced returns the records of the base that records of this catalog replace, by name. The caller must not change
// the map.
func (c *Catalog) Replaced() map[string]*Record { return c.replaced }

// Origin returns the origin of the base that the record comes from, or "" if it is the catalog's own.
func (r *Record) Origin() string { return r.origin }

// Own reports whether the record is the catalog's own, and not one of a base.
func (r *Record) Own() bool { return r.origin == "" }
