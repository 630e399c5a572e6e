package fields

import (
	"slices"
	"strings"
	"unicode"

	"google.golang.org/protobuf/reflect/protoreflect"

	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
)

var scriptMixed = validate.Rule{
	ID:       "script-mixed",
	Severity: finding.Error,
	Record: func(p *validate.RecordPass) {
		for _, t := range textsOf(p) {
			if slices.Contains(codeFields, t.field) {
				continue
			}
			if word := wideWord(t.value); word != "" {
				p.Report(t.path, "%q has characters of double width. Write plain letters, digits and signs.", word)
			} else if word := mixedWord(t.value); word != "" {
				p.Report(t.path, "%q mixes letters of two scripts that look alike. Write the word in one script.", word)
			}
		}
	},
}

// codeFields are texts that hold codes and numbers of documents.
var codeFields = []protoreflect.Name{"code", "reference", "application_numbers", "document", "locator", "variant",
	"variant_of"}

// lookalikes are the scripts with letters that pass for Latin ones.
var lookalikes = []*unicode.RangeTable{unicode.Cyrillic, unicode.Armenian, unicode.Cherokee, unicode.Coptic,
	unicode.Lisu}

// greekAsLatin are the Greek letters that pass for Latin ones.
const greekAsLatin = "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧο"

// mixedWord returns the first word of a text with Latin letters and others that pass for some, or "".
func mixedWord(s string) string {
	for word := range strings.FieldsFuncSeq(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) }) {
		latin := strings.ContainsFunc(word, func(r rune) bool { return unicode.Is(unicode.Latin, r) })
		if latin && strings.ContainsFunc(word, func(r rune) bool {
			return unicode.In(r, lookalikes...) || strings.ContainsRune(greekAsLatin, r)
		}) {
			return word
		}
	}
	return ""
}

// wideWord returns the first word of a text with letters or digits of double width, or "". In a text of an East Asian
// language, they are usual.
func wideWord(s string) string {
	wide := func(r rune) bool {
		return 'Ａ' <= r && r <= 'Ｚ' || 'ａ' <= r && r <= 'ｚ' || '０' <= r && r <= '９'
	}
	eastAsian := func(r rune) bool {
		return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul)
	}
	if strings.ContainsFunc(s, eastAsian) {
		return ""
	}
	for word := range strings.FieldsSeq(s) {
		if strings.ContainsFunc(word, wide) {
			return word
		}
	}
	return ""
}
