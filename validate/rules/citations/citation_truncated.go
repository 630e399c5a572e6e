package citations

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules/facts"
)

var citationTruncated = validate.Rule{
	ID:       "citation-truncated",
	Severity: finding.Error,
	Record: func(p *validate.RecordPass) {
		known := catalog.Citations(p.Record.Message())
		for _, c := range facts.Cites(p) {
			citation, ok := known[c.Key]
			if !ok || !c.AsFact {
				continue
			}
			for i, part := range p.Source(citation.GetSource()).GetTruncatedSections() {
				if withinSection(citation.GetSection(), part.GetSection()) {
					source, _ := p.Get(citation.GetSource())
					p.Report(c.Path, "The citation %s points to %q in %s, where the copy is known to lack text: %s Cite "+
						"another source, or record a "+
						"gap.", c.Key, citation.GetSection(), citation.GetSource(), part.GetLost()).
						Related(source, facts.ItemPath("truncated_sections", i, ""), "The truncated part")
					break
				}
			}
		}
	},
}

// withinSection reports whether a section equals another or begins with it: "Side effects: common" is within "Side
// effects", but "Table 12" is not within "Table 1".
func withinSection(section, whole string) bool {
	section, whole = facts.FoldText(section), facts.FoldText(whole)
	rest, begins := strings.CutPrefix(section, whole)
	next, _ := utf8.DecodeRuneInString(rest)
	return whole != "" && begins && !unicode.In(next, unicode.L, unicode.M, unicode.N)
}
