package validate

import (
	"iter"

	"github.com/opencompendium/compendium/catalog"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

// view is the catalog as rules see it. While they look at one record, it notes whether they look beyond what a verdict on that rests on: the record
// itself, those that it refers to, and the regulators.
type view struct {
	// whole is for what is not a rule.
	whole *catalog.Catalog

	of     *catalog.Record // the record that rules look at; nil for all
	beyond bool
	// near are the names that the record refers to, once somebody has asked.
	near  map[string]bool
	asked bool
}

func newView(c *catalog.Catalog) *view { return &view{whole: c, near: make(map[string]bool)} }

// at has rules look at a record, or at all.
func (v *view) at(r *catalog.Record) {
	v.of, v.beyond = r, false
	clear(v.near)
	v.asked = false
}

// Get gives the record of this name, as that of the catalog does.
func (v *view) Get(name string) (*catalog.Record, bool) {
	r, ok := v.whole.Get(name)
	if v.of != nil && !v.beyond && r != v.of && (r == nil || r.Kind() != catalog.Regulators) && !v.refersTo(name) {
		v.beyond = true
	}
	return r, ok
}

func (v *view) refersTo(name string) bool {
	if !v.asked {
		v.asked = true
		for name := range v.of.ReferredTo() {
			v.near[name] = true
		}
	}
	return v.near[name]
}

// Source gives the source record of this name, as that of the catalog does.
func (v *view) Source(name string) *compendiumv1.Source {
	v.Get(name)
	return v.whole.Source(name)
}

// Records gives the records of a collection, as that of the catalog does.
func (v *view) Records(kind catalog.Kind) []*catalog.Record {
	v.beyond = true
	return v.whole.Records(kind)
}

// All gives the records of all collections, as that of the catalog does.
func (v *view) All() []*catalog.Record {
	v.beyond = true
	return v.whole.All()
}

// Names gives the names of a collection, as that of the catalog does.
func (v *view) Names(kind catalog.Kind) []string {
	v.beyond = true
	return v.whole.Names(kind)
}

// References gives the references of all records, as that of the catalog does.
func (v *view) References() iter.Seq[catalog.Reference] {
	v.beyond = true
	return v.whole.References()
}

// ReferencesOf gives the references of a record, as that of the catalog does.
func (v *view) ReferencesOf(r *catalog.Record) []catalog.Reference {
	v.beyond = v.beyond || r != v.of
	return v.whole.ReferencesOf(r)
}

// Regulators gives all regulators, as that of the catalog does.
func (v *view) Regulators() []*compendiumv1.Regulator { return v.whole.Regulators() }

// FileOf gives how a file is shown to people, as that of the catalog does.
func (v *view) FileOf(file string) string { return v.whole.FileOf(file) }
