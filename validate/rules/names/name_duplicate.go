package names

import (
	"slices"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/fold"
	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules/facts"
)

var nameDuplicate = validate.Rule{
	ID:       "name-duplicate",
	Severity: finding.Error,
	Catalog: func(p *validate.CatalogPass) {
		known := make(map[string][]nameAt)
		for _, r := range p.Catalog.Records(catalog.Drugs) {
			done := make(map[string]bool)
			for _, n := range drugNames(r) {
				key := fold.Name(n.text)
				if key == "" { // field-required reports it
					continue
				}
				at := slices.IndexFunc(known[key], n.clashes)
				if at >= 0 && !done[key] {
					done[key] = true
					reportShared(p, n, known[key][at])
				}
				if len(known[key]) < validate.MaxHints {
					known[key] = append(known[key], n)
				}
			}
		}
	},
	Drug: func(p *validate.RecordPass, d *compendiumv1.Drug) {
		type key struct {
			kind         compendiumv1.Name_Type
			locale, text string
		}
		alike := make(map[key][]int)
		for i, n := range d.GetNames() {
			if n.GetText() == "" {
				continue // field-required reports it
			}
			k := key{n.GetType(), n.GetLocale(), fold.Name(n.GetText())}
			if at := slices.IndexFunc(alike[k], func(j int) bool { return shareRegion(n, d.GetNames()[j]) }); at >= 0 {
				first := d.GetNames()[alike[k][at]]
				report := p.Report(facts.ItemPath("names", i, "text"), "The name %s is listed twice. Keep one.", n.GetText()).
					Related(p.Record, facts.ItemPath("names", alike[k][at], "text"), "The first")
				if facts.FoldText(first.GetText()) != facts.FoldText(n.GetText()) {
					report.Lower(finding.Info) // a spelling that a reader may want to see, though lookups do not need it
				}
			}
			alike[k] = append(alike[k], i)
		}
	},
}

// nameAt is a name of a drug, and its path.
type nameAt struct {
	record     *catalog.Record
	text, path string
	kind       compendiumv1.Name_Type // unspecified for the display name
	brand      *compendiumv1.Name     // nil if it is none
}

// drugNames returns the names that lead to a drug: all but abbreviations.
func drugNames(r *catalog.Record) []nameAt {
	d := r.Drug()
	list := []nameAt{{record: r, text: d.GetDisplayName(), path: "display_name"}}
	for i, n := range d.GetNames() {
		if n.GetType() == compendiumv1.Name_ABBREVIATION {
			continue
		}
		at := nameAt{record: r, text: n.GetText(), path: facts.ItemPath("names", i, "text"), kind: n.GetType()}
		if n.GetType() == compendiumv1.Name_BRAND {
			at.brand = n
		}
		list = append(list, at)
	}
	return list
}

// clashes reports whether the same text cannot be a name of both records.
func (n nameAt) clashes(other nameAt) bool {
	switch {
	case n.record == other.record:
		return false
	case slices.Contains(n.record.ReplacedBy(), other.record.Name()) ||
		slices.Contains(other.record.ReplacedBy(), n.record.Name()): // a tombstone keeps its names
		return false
	case n.brand != nil && other.brand != nil:
		return shareRegion(n.brand, other.brand) && (!n.sharedWith(other) || !other.sharedWith(n))
	default:
		return true
	}
}

// sharedWith reports whether a brand says that it is one of another record, too.
func (n nameAt) sharedWith(other nameAt) bool {
	return slices.Contains(n.brand.GetSharedWith(), other.record.Name())
}

// reportShared reports a name that clashes with another one.
func reportShared(p *validate.CatalogPass, n, other nameAt) {
	report := func(todo string) {
		p.Report(n.record, n.path, "%s is also a name of %s. %s", n.text, other.record.Name(), todo).
			Related(other.record, other.path, "The same name there")
	}
	switch {
	case n.brand == nil || other.brand == nil:
		report("A name leads to one drug: correct one of the two, or merge the records.")
	case n.sharedWith(other):
		report("This record says that the brand is shared; say so there, too, with shared_with.")
	case other.sharedWith(n):
		report("That record says that the brand is shared; say so here, too, with shared_with.")
	default:
		report("A brand leads to one drug in a jurisdiction: correct one of the two or, if both are sold under it, name " +
			"the other in shared_with of each.")
	}
}

// shareRegion reports whether two names are used in the same place: both everywhere, or in a jurisdiction that both
// state.
func shareRegion(a, b *compendiumv1.Name) bool {
	if len(a.GetJurisdictions()) == 0 || len(b.GetJurisdictions()) == 0 {
		return len(a.GetJurisdictions()) == len(b.GetJurisdictions())
	}
	return slices.ContainsFunc(a.GetJurisdictions(),
		func(j string) bool { return slices.Contains(b.GetJurisdictions(), j) })
}
