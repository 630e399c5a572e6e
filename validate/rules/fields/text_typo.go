package fields

import (
	"regexp"
	"slices"
	"strings"

	"google.golang.org/protobuf/reflect/protoreflect"

	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
)

var textTypo = validate.Rule{
	ID:       "text-typo",
	Severity: finding.Warning,
	Record: func(p *validate.RecordPass) {
		for _, t := range textsOf(p) {
			switch {
			case doubled.MatchString(t.value):
				p.Report(t.path, "The text repeats a word: %q. Write it once.", doubled.FindString(t.value))
			case strings.HasSuffix(t.value, ",") || strings.HasSuffix(t.value, ";"):
				p.Report(t.path, "The text ends with %q, as if something were missing. Write the rest, or remove it.",
					t.value[len(t.value)-1:])
			case isName(t) && sentenceEnd.MatchString(t.value):
				p.Report(t.path, "The name %s ends with a period. Remove it: a name is not a sentence.", t.value)
			}
		}
	},
}

// doubled matches a word twice that English never has so.
var doubled = regexp.MustCompile(`\b(?:[Tt]he the|[Aa]nd and|[Oo]f of|[Tt]o to|[Ff]or for|[Ww]ith with|[Ff]rom from)\b`)

// sentenceEnd matches a word with a period at the end of a text. A short one is an abbreviation, as in EPIPEN JR. and
// FLAGYL I.V.
var sentenceEnd = regexp.MustCompile(`(?:^|[^\pL\pN.])[\pL\pN]{4,}\)?\.$`)

// isName reports whether a text is what something is called.
func isName(t text) bool {
	return slices.Contains([]protoreflect.Name{"display_name", "brand", "term"}, t.field) ||
		strings.HasPrefix(t.path, "names[") && t.field == "text"
}
