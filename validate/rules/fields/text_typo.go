package fields

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"google.golang.org/protobuf/reflect/protoreflect"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
)

var textTypo = validate.Rule{
	ID:       "text-typo",
	Severity: finding.Warning,
	Record: func(p *validate.RecordPass) {
		for _, t := range textsOf(p) {
			switch {
			case twice(t.value) != "":
				p.Report(t.path, "The text repeats a word: %q. Write it once.", twice(t.value))
			case toCome.MatchString(t.value):
				p.Report(t.path, "The text ends with %q, as if something were missing. Write the rest, or remove it.",
					toCome.FindStringSubmatch(t.value)[1])
			case strings.HasSuffix(t.value, ",") || strings.HasSuffix(t.value, ";"):
				p.Report(t.path, "The text ends with %q, as if something were missing. Write the rest, or remove it.",
					t.value[len(t.value)-1:])
			case isName(p.Record, t) && sentenceEnd.MatchString(t.value):
				p.Report(t.path, "The name %s ends with a period. Remove it: a name is not a sentence.", t.value)
			}
		}
	},
}

// twice returns a word of small letters that a text has twice in a row, or "". A capital may begin the first one.
func twice(text string) string {
	before := ""
	for word := range strings.FieldsSeq(latin.Replace(text)) {
		first, size := utf8.DecodeRuneInString(before)
		if len(word) > 1 && smallLetters.MatchString(word) && string(unicode.ToLower(first))+before[size:] == word &&
			!slices.Contains(saidTwice, word) {
			return before + " " + word
		}
		before = word
	}
	return ""
}

// latin makes one word each of the Latin terms that a preposition may precede: "in in vitro studies".
var latin = strings.NewReplacer(" in vitro", " in-vitro", " in vivo", " in-vivo", " in situ", " in-situ",
	" in utero", " in-utero")

// smallLetters matches a word of small letters.
var smallLetters = regexp.MustCompile(`^\p{Ll}+$`)

// saidTwice are words that English has twice in a row.
var saidTwice = []string{"had", "that", "is", "do", "so", "very"}

// toCome matches the end of a sentence that has a word to come.
var toCome = regexp.MustCompile(`[a-z,] (and|or|the)\.?$`)

// sentenceEnd matches a word with a period at the end of a text. A short one is an abbreviation, as in EPIPEN JR. and
// FLAGYL I.V.
var sentenceEnd = regexp.MustCompile(`(?:^|[^\pL\pN.])[\pL\pN]{4,}\)?\.$`)

// isName reports whether a text is what something is called.
//
// The display name of a source is that of an article, and may end with the abbreviation of a journal.
func isName(r *catalog.Record, t text) bool {
	if r.Kind() == catalog.Sources {
		return false
	}
	return slices.Contains([]protoreflect.Name{"display_name", "brand", "term"}, t.field) ||
		strings.HasPrefix(t.path, "names[") && t.field == "text"
}
