package validate

import (
	"strings"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/label"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

// Regulators are the bodies that license and pay, with what their records state about drugs. They are immutable and safe for concurrent
// use.
type Regulators struct {
	list          []*compendiumv1.Regulator
	byName        map[string]*compendiumv1.Regulator
	jurisdictions map[string]bool
	coverages     map[string][]Coverage // by drug
	authorities   *label.Authorities
	unread        *Unread
}

// Coverage is a coverage of a drug, with the regulator that declares it.
type Coverage struct {
	*compendiumv1.Regulator_Coverage
	// Regulator is the one whose record declares it.
	Regulator *compendiumv1.Regulator
	// Index is its place among the coverages of that record.
	Index int
}

// NoDrug stands for whatever a coverage names that is not a drug.
const NoDrug = ""

func newRegulators(c *catalog.Catalog) *Regulators {
	r := &Regulators{
		list: c.Regulators(), byName: make(map[string]*compendiumv1.Regulator), jurisdictions: make(map[string]bool),
		coverages: make(map[string][]Coverage), unread: newUnread(c),
	}
	r.authorities = label.NewAuthorities(r.list)
	for _, regulator := range r.list {
		r.byName[regulator.GetName()] = regulator
		for _, m := range regulator.GetMandates() {
			r.jurisdictions[m.GetJurisdiction()] = true
		}
		for i, c := range regulator.GetCoverages() {
			of := c.GetDrug()
			if !strings.HasPrefix(of, catalog.Drugs.String()+"/") {
				of = NoDrug
			}
			r.coverages[of] = append(r.coverages[of], Coverage{c, regulator, i})
		}
	}
	return r
}

// All returns the regulators that could be read, sorted by name.
func (r *Regulators) All() []*compendiumv1.Regulator { return r.list }

// Get returns the regulator of this name, or nil if there is none that could be read.
func (r *Regulators) Get(name string) *compendiumv1.Regulator { return r.byName[name] }

// Complete reports whether every regulator's record could be read.
func (r *Regulators) Complete() bool { return !r.unread.kinds[catalog.Regulators] }

// Mandated reports whether some regulator has, or had, a mandate for a jurisdiction.
func (r *Regulators) Mandated(jurisdiction string) bool { return r.jurisdictions[jurisdiction] }

// Coverages returns the coverages that are declared of a drug, or of what is no drug for NoDrug.
func (r *Regulators) Coverages(drug string) []Coverage { return r.coverages[drug] }
