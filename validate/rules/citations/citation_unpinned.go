package citations

import (
	"maps"
	"slices"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules/facts"
)

var citationUnpinned = validate.Rule{
	ID:       "citation-unpinned",
	Severity: finding.Warning,
	Record: func(p *validate.RecordPass) {
		known := catalog.Citations(p.Record.Message())
		for _, key := range slices.Sorted(maps.Keys(known)) {
			if c := known[key]; c.GetPassage() == nil && p.Source(c.GetSource()).GetArchive() != nil {
				p.Report(facts.CitationPath(key, ""),
					"The text of %s is archived, but this citation has no passage. Find it with `compendium cite`, which "+
						"prints its fingerprint.",
					c.GetSource())
			}
		}
	},
}
