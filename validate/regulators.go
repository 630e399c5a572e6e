package validate

import (
	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/label"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

// Regulators are the regulators of a catalog, with their mandates. They are immutable and safe for
// concurrent use.
type Regulators struct {
	list          []*compendiumv1.Regulator
	byName        map[string]*compendiumv1.Regulator
	jurisdictions map[string]bool
	authorities   *label.Authorities
	unread        *Unread
}

func newRegulators(c *catalog.Catalog) *Regulators {
	r := &Regulators{
		list: c.Regulators(), byName: make(map[string]*compendiumv1.Regulator), jurisdictions: make(map[string]bool),
		unread: newUnread(c),
	}
	r.authorities = label.NewAuthorities(r.list)
	for _, regulator := range r.list {
		r.byName[regulator.GetName()] = regulator
		for _, m := range regulator.GetMandates() {
			r.jurisdictions[m.GetJurisdiction()] = true
		}
	}
	return r
}

// All returns the regulators that could be read, sorted by name.
func (r *Regulators) All() []*compendiumv1.Regulator { return r.list }

// Get returns the regulator of this name, or nil if there is none that could be read.
func (r *Regulators) Get(name string) *compendiumv1.Regulator { return r.byName[name] }

// Complete reports whether all records of regulators could be read.
func (r *Regulators) Complete() bool { return !r.unread.kinds[catalog.Regulators] }

// Mandated reports whether some regulator has, or had, a mandate for a jurisdiction.
func (r *Regulators) Mandated(jurisdiction string) bool { return r.jurisdictions[jurisdiction] }
