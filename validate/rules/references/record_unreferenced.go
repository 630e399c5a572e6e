package references

import (
	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
)

var recordUnreferenced = validate.Rule{
	ID:       "record-unreferenced",
	Severity: finding.Info,
	Catalog: func(p *validate.CatalogPass) {
		used := make(map[*catalog.Record]bool)
		misspelled := make(map[catalog.Kind]bool) // collections to which references lead nowhere, which others report
		for ref := range p.Catalog.References() {
			if ref.Target != ref.From {
				used[ref.Target] = true
			}
			for _, kind := range ref.Kinds {
				misspelled[kind] = misspelled[kind] || ref.Target == nil
			}
		}
		for _, kind := range []catalog.Kind{catalog.Conditions, catalog.Targets, catalog.Classes, catalog.Effects} {
			for _, r := range p.Catalog.Records(kind) {
				if !used[r] && !r.IsTombstone() && !misspelled[kind] && !p.Unread.Any() {
					p.Report(r, "", "No record refers to %s. Refer to it, or remove it.", r.Name()).CausedBy(withoutEffects(p, kind))
				}
			}
		}
	},
}

// withoutEffects returns the side effects that a drug lacks, since they may be what an effect is there for, or the zero
// field.
func withoutEffects(p *validate.CatalogPass, kind catalog.Kind) finding.Field {
	for _, r := range p.Catalog.Records(catalog.Drugs) {
		if kind == catalog.Effects && !r.IsTombstone() && len(r.Drug().GetSideEffects()) == 0 {
			return finding.Field{File: r.File(), Path: "side_effects"}
		}
	}
	return finding.Field{}
}
