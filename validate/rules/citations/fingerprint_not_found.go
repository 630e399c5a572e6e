package citations

import (
	"maps"
	"slices"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules/facts"
)

var fingerprintNotFound = validate.Rule{
	ID:           "fingerprint-not-found",
	Severity:     finding.Error,
	NeedsArchive: true,
	Record: func(p *validate.RecordPass) {
		if p.Archive == nil {
			return
		}
		known, misses := catalog.Citations(p.Record.Message()), 0
		for _, key := range slices.Sorted(maps.Keys(known)) {
			c := known[key]
			source := p.Source(c.GetSource())
			if c.GetPassage() == nil || source.GetArchive() == nil {
				continue
			}
			text, err := p.Archive.Text(source)
			if err != nil {
				continue // archive-mismatch reports it
			}
			if text.Has(c.GetPassage()) {
				continue
			}
			file := source.GetArchive().GetFile()
			todo := "Find the passage again with `compendium cite`, which prints its fingerprint, or look for another " +
				"source."
			if misses++; misses <= validate.MaxHints {
				if other, ok := p.Archive.Find(c.GetPassage(), file); ok {
					todo = "It is in " + other + ": cite the source of that text, or make a new fingerprint with `compendium cite`."
				}
			}
			p.Report(facts.CitationPath(key, "passage"), "The passage is not in %s, the archived text of %s. %s",
				file, c.GetSource(), todo).
				CausedBy(finding.Field{File: p.FileOf(c.GetSource()), Path: "archive.sha256"})
		}
	},
}
