package citations

import (
	"maps"
	"slices"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules/facts"
)

var passageWithoutArchive = validate.Rule{
	ID:       "passage-without-archive",
	Severity: finding.Error,
	Record: func(p *validate.RecordPass) {
		known := catalog.Citations(p.Record.Message())
		for _, key := range slices.Sorted(maps.Keys(known)) {
			c := known[key]
			if source := p.Source(c.GetSource()); c.GetPassage() != nil && source != nil && source.GetArchive() == nil {
				p.Report(facts.CitationPath(key, "passage"),
					"%s is not archived, so its passage cannot be checked. Add the archive to its record, or remove the passage.",
					c.GetSource())
			}
		}
	},
}
