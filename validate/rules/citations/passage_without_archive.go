package citations

import (
	"maps"
	"slices"

	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules/facts"
)

var passageWithoutArchive = validate.Rule{
	ID:       "passage-without-archive",
	Severity: finding.Error,
	Title:    "A passage of a source that is not archived",
	Explanation: "A passage is checked against the archived text of its source. This source has no archived text, so " +
		"nobody can check the passage. Add the archive to the record of the source, or remove the passage.",
	Record: func(p *validate.RecordPass) {
		known := facts.Citations(p.Record)
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
