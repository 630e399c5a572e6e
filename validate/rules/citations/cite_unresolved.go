package citations

import (
	"maps"
	"slices"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/spelling"
	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules/facts"
)

var citeUnresolved = validate.Rule{
	ID:       "cite-unresolved",
	Severity: finding.Error,
	Record: func(p *validate.RecordPass) {
		known := catalog.Citations(p.Record.Message())
		if p.Record.Drug() != nil && len(known) == 0 {
			return
		}
		var keys []string
		hints := 0
		for _, c := range facts.Cites(p) {
			if _, ok := known[c.Key]; ok {
				continue
			}
			hint := ""
			if hints++; hints <= validate.MaxHints {
				if keys == nil {
					keys = slices.Sorted(maps.Keys(known))
				}
				if nearest, ok := spelling.Nearest(c.Key, keys); ok {
					hint = " Did you mean " + nearest + "?"
				}
			}
			p.Report(c.Path, "The record has no citation %s.%s Correct the key, or add it to citations.", c.Key, hint)
		}
	},
}
