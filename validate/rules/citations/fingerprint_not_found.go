package citations

import (
	"maps"
	"slices"

	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules/facts"
)

var fingerprintNotFound = validate.Rule{
	ID:       "fingerprint-not-found",
	Severity: finding.Error,
	Title:    "A passage is not in the archived text",
	Explanation: "The fingerprint proves that a passage is in the archived text of its source. This one is not: the " +
		"text changed, or the fingerprint is of other words. Find the passage and make a new fingerprint with `compendium " +
		"cite`; if the passage is gone, the fact has lost its source. If another archived text has the passage, the finding " +
		"names it: most often the citation names the wrong source. Checked with --archive only.",
	NeedsArchive: true,
	Record: func(p *validate.RecordPass) {
		if p.Archive == nil {
			return
		}
		known, misses := facts.Citations(p.Record), 0
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
			todo := "Find it and make a new fingerprint with `compendium cite`, or look for another source."
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
