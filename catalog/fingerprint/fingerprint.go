// Package fingerprint identifies a passage of a text without copying it: by the number of its normalized words and
// their SHA-256.
//
// It knows text and nothing of the catalog. The normalization is specified in docs/fingerprints.md and must never
// change, since fingerprints in content depend on it.
package fingerprint

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

// Word is a normalized word of a text, with its position there.
type Word struct {
	// Text is the normalized word.
	Text string
	// Line and Column are where the run of non-space characters that contains the word begins in the original text. Both
	// start at 1; columns count characters.
	Line, Column int
}

// Print is the fingerprint of a passage.
type Print struct {
	// Words is the number of normalized words.
	Words int
	// SHA256 is the digest of the words joined by single spaces, in lowercase hexadecimal.
	SHA256 string
}

// Words splits a text into normalized words. It applies Unicode normalization form NFKC, full case folding and NFKC
// again. Then each longest run of letters, marks and numbers is a word, each mathematical symbol is a word of its own,
// and everything else separates words. Invalid UTF-8 is read as U+FFFD.
func Words(text string) []Word {
	var words []Word
	line, column := 1, 1
	// Normalize each run of non-space characters as a whole: compatibility decompositions may join or split neighboring
	// characters, but never across white space.
	for start := 0; start < len(text); {
		r, size := utf8.DecodeRuneInString(text[start:])
		if unicode.IsSpace(r) {
			line, column = advance(line, column, r)
			start += size
			continue
		}
		end, endColumn := start, column
		for end < len(text) {
			r, size := utf8.DecodeRuneInString(text[end:])
			if unicode.IsSpace(r) {
				break
			}
			end += size
			endColumn++
		}
		for _, w := range split(normalize(text[start:end])) {
			words = append(words, Word{Text: w, Line: line, Column: column})
		}
		start, column = end, endColumn
	}
	return words
}

// Of returns the fingerprint of a sequence of words.
func Of(words []Word) Print {
	sum := sha256.Sum256([]byte(join(words)))
	return Print{Words: len(words), SHA256: hex.EncodeToString(sum[:])}
}

// Locate returns the indexes at which a passage begins in a text.
func Locate(text, passage []Word) []int {
	var found []int
	for i := 0; len(passage) > 0 && i+len(passage) <= len(text); i++ {
		if slices.EqualFunc(text[i:i+len(passage)], passage, func(a, b Word) bool { return a.Text == b.Text }) {
			found = append(found, i)
		}
	}
	return found
}

func advance(line, column int, r rune) (int, int) {
	if r == '\n' {
		return line + 1, 1
	}
	return line, column + 1
}

func normalize(s string) string {
	s = strings.ToValidUTF8(s, string(utf8.RuneError))
	return norm.NFKC.String(cases.Fold().String(norm.NFKC.String(s)))
}

func split(s string) []string {
	var words []string
	start := -1
	flush := func(end int) {
		if start >= 0 {
			words = append(words, s[start:end])
			start = -1
		}
	}
	for i, r := range s {
		switch {
		case unicode.In(r, unicode.L, unicode.M, unicode.N):
			if start < 0 {
				start = i
			}
		case unicode.Is(unicode.Sm, r):
			flush(i)
			words = append(words, string(r))
		default:
			flush(i)
		}
	}
	flush(len(s))
	return words
}

func join(words []Word) string {
	var b strings.Builder
	for i, w := range words {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(w.Text)
	}
	return b.String()
}
