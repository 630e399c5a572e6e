// Package fold decides when two spellings are one name: for lint, lookups, searches and filters alike. It knows texts
// alone, and nothing of records or of the words for salts.
package fold

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

// Name returns what is equal of names that differ only in case, accents, width, marks, hyphens, other punctuation and
// spaces, or in a Greek letter and its name: "STI-571" and "sti 571". Digits stay apart where something is between
// them, so that "2-12" is not "21-2".
func Name(s string) string {
	spaced := Spaced(s)
	var b strings.Builder
	b.Grow(len(spaced))
	for i := range len(spaced) {
		if spaced[i] == ' ' && (!isDigit(spaced[i-1]) || !isDigit(spaced[i+1])) {
			continue
		}
		b.WriteByte(spaced[i])
	}
	return b.String()
}

// Words returns the words of a text as Spaced has them.
func Words(s string) []string { return strings.Fields(Spaced(s)) }

// Terms returns the words of a text, and those that are spelled as in Britain as in America, too.
func Terms(s string) []string {
	terms := Words(s)
	for _, word := range terms {
		if a := American(word); a != word {
			terms = append(terms, a)
		}
	}
	return terms
}

// American returns a word of medicine as it is spelled in America: "anemia" for "anaemia". Other words may be none.
func American(word string) string { return american.Replace(word) }

var american = strings.NewReplacer("ae", "e", "oe", "e", "æ", "e", "œ", "e", "leuco", "leuko", "sulph", "sulf",
	"tumour", "tumor")

// Spaced returns a text without case, accents and punctuation: its compatibility decomposition without marks, case
// folded, Greek letters by their names, with each run of characters that are neither letters nor digits as one space.
// The signs of trademarks, whose decomposition has letters, are punctuation too.
func Spaced(s string) string {
	if !isASCII(s) {
		s = norm.NFKD.String(cases.Fold().String(norm.NFKD.String(trademarks.Replace(s))))
	}
	var b strings.Builder
	b.Grow(len(s))
	space := false
	for _, r := range s {
		switch {
		case 'A' <= r && r <= 'Z':
			r += 'a' - 'A'
		case r < utf8.RuneSelf || !unicode.Is(unicode.Mn, r):
		default:
			continue
		}
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			space = true
			continue
		}
		if space && b.Len() > 0 {
			b.WriteByte(' ')
		}
		space = false
		if 'α' <= r && r <= 'ω' {
			b.WriteString(greek[r-'α'])
			continue
		}
		b.WriteRune(r)
	}
	return b.String()
}

// WithoutStrength returns a name without the strength at its end, and whether it had one: "Glivec" for "Glivec 400 mg".
func WithoutStrength(s string) (name string, ok bool) {
	at := strength.FindStringIndex(s)
	if at == nil {
		return s, false
	}
	return s[:at[0]], true
}

// strength is the strength at the end of the name of a product: "400 mg", "2.5mg/ml", "100 mg/5 mL", "0.1 %".
var strength = regexp.MustCompile(`(?i)[\s,(]+[0-9][0-9.,]*\s*(?:%|` + unit +
	`(?:\s*/\s*(?:[0-9.,]+\s*)?` + unit + `)?)\s*$`)

const unit = `(?:mg|g|mcg|µg|μg|ng|kg|ml|l|iu|unit|units|u|mmol|meq|mbq|gbq|kbq|h|hr|dose)`

var trademarks = strings.NewReplacer("™", " ", "℠", " ")

// greek has the names of the letters from α on.
var greek = strings.Fields("alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho " +
	"sigma " + // at the end of a word
	"sigma tau upsilon phi chi psi omega")

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }
