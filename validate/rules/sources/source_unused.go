package sources

import (
	"maps"
	"slices"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/spelling"
	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
)

var sourceUnused = validate.Rule{
	ID:       "source-unused",
	Severity: finding.Warning,
	Catalog: func(p *validate.CatalogPass) {
		used := make(map[*catalog.Record]bool)
		for ref := range p.Catalog.References() {
			if ref.Target != ref.From {
				used[ref.Target] = true
			}
		}
		unused := make(map[string]*validate.Report)
		for _, r := range p.Catalog.Records(catalog.Sources) {
			if !used[r] && !r.IsTombstone() && !p.Unread.MaySpeakOf(r.Name()) {
				unused[r.Name()] = p.Report(r, "", "Nothing cites %s. Cite it, or remove the record.", r.Name())
			}
		}
		if len(unused) > 0 {
			attributeCauses(p, unused)
		}
	},
}

// attributeCauses names what may have caused findings about unused sources: references that lead nowhere and most
// likely mean them, and a drug without citations.
func attributeCauses(p *validate.CatalogPass, unused map[string]*validate.Report) {
	for _, r := range p.Catalog.Records(catalog.Drugs) {
		if !r.IsTombstone() && len(r.Drug().GetCitations()) == 0 {
			for _, f := range unused {
				f.CausedBy(finding.Field{File: r.File(), Path: "citations"})
			}
			break
		}
	}
	names := slices.Sorted(maps.Keys(unused))
	hints := 0
	for ref := range p.Catalog.References() {
		if ref.Target != nil || !slices.Contains(ref.Kinds, catalog.Sources) {
			continue
		}
		if hints++; hints > validate.MaxHints {
			return
		}
		if name, ok := spelling.Nearest(ref.To, names); ok {
			unused[name].CausedBy(finding.Field{File: ref.From.File(), Path: ref.Path})
		}
	}
}
