package citations

import (
	"maps"
	"slices"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules/facts"
)

var citationUnused = validate.Rule{
	ID:       "citation-unused",
	Severity: finding.Warning,
	Record: func(p *validate.RecordPass) {
		used := make(map[string]bool)
		for _, c := range facts.Cites(p) {
			used[c.Key] = true
		}
		for _, key := range slices.Sorted(maps.Keys(catalog.Citations(p.Record.Message()))) {
			if !used[key] {
				p.Report(facts.CitationPath(key, ""),
					"No fact of the record names the citation %s. Name it in cites, or remove it.", key).
					CausedBy(lostFacts(p.Record, key))
			}
		}
	},
}

// lostFacts returns the field whose fault may be why no fact names a citation: a key of the wrong shape, or a missing
// part that a drug must have.
func lostFacts(r *catalog.Record, key string) finding.Field {
	d := r.Drug()
	switch {
	case !catalog.IsID(key):
		return finding.Field{File: r.File(), Path: facts.CitationPath(key, "")}
	case d == nil:
		return finding.Field{}
	case len(d.SideEffects) == 0:
		return finding.Field{File: r.File(), Path: facts.MissingAt(d, "side_effects")}
	case len(d.Administrations) == 0:
		return finding.Field{File: r.File(), Path: facts.MissingAt(d, "administrations")}
	case len(d.Products) == 0:
		return finding.Field{File: r.File(), Path: "products"}
	default:
		return finding.Field{}
	}
}
