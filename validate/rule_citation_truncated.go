package validate

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/finding"
)

var ruleCitationTruncated = Rule{
	ID:       "citation-truncated",
	Severity: finding.Error,
	Title:    "A fact rests on a part of a source that has lost something",
	Explanation: "The source's record says that this part of its archived text is truncated: a list lost its items, say. What is lost cannot support a " +
		"fact. Cite another source for it, or record a gap; gaps and conflicts may cite the place.",
	Bad: `-- sources/page.yaml --
truncated_sections:
  - {section: Side effects, lost: The items of the list.}
-- procedures/example-procedure.yaml --
citations:
  page: {source: sources/page, section: Side effects}
`,
	Good: `-- sources/page.yaml --
truncated_sections:
  - {section: Side effects, lost: The items of the list.}
-- procedures/example-procedure.yaml --
citations:
  page: {source: sources/page, section: What it is}
`,
	record: func(p *pass, r *catalog.Record) {
		known := citations(r)
		for _, c := range p.citesOf(r) {
			citation, ok := known[c.key]
			if !ok || !c.asFact {
				continue
			}
			for i, part := range p.Catalog.Source(citation.GetSource()).GetTruncatedSections() {
				if withinSection(citation.GetSection(), part.GetSection()) {
					source, _ := p.Catalog.Get(citation.GetSource())
					p.report(r, c.path, "The citation %s leads to %q in %s, which is known to have lost: %s Cite another source, or record a gap.", c.key, citation.GetSection(), citation.GetSource(), part.GetLost()).
						alongside(source, itemPath("truncated_sections", i, ""), "The part that is truncated")
					break
				}
			}
		}
	},
}

// withinSection says whether a section is another or begins with it: "Side effects: common" is within "Side effects", and "Table 12"
// is not within "Table 1".
func withinSection(section, whole string) bool {
	section, whole = foldName(section), foldName(whole)
	rest, begins := strings.CutPrefix(section, whole)
	next, _ := utf8.DecodeRuneInString(rest)
	return whole != "" && begins && !unicode.In(next, unicode.L, unicode.M, unicode.N)
}
