package file

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

// normalize returns a name without case, accents and punctuation: its compatibility decomposition without marks, case
// folded, Greek letters by their names, with each run of characters that are neither letters nor digits as one space.
// The signs of trademarks, whose decomposition has letters, are punctuation too.
func normalize(s string) string {
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

// Words returns the words of a text, without case, accents and punctuation.
func Words(s string) []string { return strings.Fields(normalize(s)) }

// Fold returns what is equal of texts that differ only in case, accents, punctuation and spaces: "STI-571" and "sti
// 571". Digits stay apart where something is between them, so that "2-12" is not "21-2".
func Fold(s string) string {
	normalized := normalize(s)
	var b strings.Builder
	b.Grow(len(normalized))
	for i := range len(normalized) {
		if normalized[i] == ' ' && (!isDigit(normalized[i-1]) || !isDigit(normalized[i+1])) {
			continue
		}
		b.WriteByte(normalized[i])
	}
	return b.String()
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }
