// Package spelling finds the word that was probably meant by a misspelled one.
package spelling

import (
	"slices"
	"strings"
	"unicode"
)

// longest is the length of a word beyond which nothing is compared, in bytes.
const longest = 64

// Nearest returns the candidate that a word most likely means, and whether one is near enough: at most a third of its
// letters away, by insertions, deletions, substitutions and swaps of neighbors, or the only one that goes on with the
// word, whatever the case, and whatever curly quotes and spaces are around it. The collection of a resource name does
// not count: drugs/none is far from drugs/mesna.
func Nearest(word string, candidates []string) (string, bool) {
	word = bare(word)
	if len(word) > longest {
		return "", false
	}
	lower := strings.ToLower(word)
	// A candidate that is further away than this would not be taken, and one whose length differs by as much is at
	// least as far away.
	shared := word[:strings.LastIndexByte(word, '/')+1]
	best, bestDistance := "", max(1, (len(word)-len(shared))/3)+1
	for _, c := range candidates {
		if len(c) > longest || max(len(c)-len(lower), len(lower)-len(c)) >= bestDistance {
			continue
		}
		if d := distance(lower, strings.ToLower(c)); d < bestDistance {
			best, bestDistance = c, d
		}
	}
	if best != "" && bestDistance <= max(1, (min(len(word), len(best))-len(shared))/3) {
		return best, true
	}
	return onlyLonger(lower, candidates)
}

// Slip returns the one candidate that a word can only be a slip of: at most two letters away, while no other is near
// enough for Nearest. It reports whether there is one.
func Slip(word string, candidates []string) (string, bool) {
	const most = 2
	word = bare(word)
	nearest, ok := Nearest(word, candidates)
	if !ok || distance(strings.ToLower(word), strings.ToLower(nearest)) > most {
		return "", false
	}
	for _, c := range candidates {
		if _, near := Nearest(word, []string{c}); near && c != nearest {
			return "", false
		}
	}
	return nearest, true
}

// IsSlip reports whether two words are one insertion, deletion, substitution or swap of neighbors apart.
func IsSlip(a, b string) bool { return distance(a, b) == 1 }

// IsSwap reports whether two words differ in two neighboring letters that have changed places.
func IsSwap(a, b string) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range len(a) - 1 {
		if a[i] != b[i] {
			return a[i] == b[i+1] && a[i+1] == b[i] && a[i+2:] == b[i+2:]
		}
	}
	return false
}

// Suggest returns the end of a message about an unknown word: the candidate that is meant, or all.
func Suggest(word string, candidates []string) string {
	if nearest, ok := Nearest(word, candidates); ok {
		return " Did you mean " + nearest + "?"
	}
	return " Write one of " + strings.Join(candidates, ", ") + "."
}

// SuggestName is Suggest for names of several words, such as JOURNAL_ARTICLE, of which one was written.
func SuggestName(name string, candidates []string) string {
	word := "_" + strings.ToLower(bare(name)) + "_"
	holding := slices.DeleteFunc(slices.Clone(candidates), func(c string) bool {
		return !strings.Contains("_"+strings.ToLower(c)+"_", word)
	})
	switch _, near := Nearest(name, candidates); {
	case near || len(holding) == 0:
		return Suggest(name, candidates)
	case len(holding) == 1:
		return " Did you mean " + holding[0] + "?"
	default:
		return Suggest(name, holding)
	}
}

// bare returns a word without the curly quotes and the spaces around it.
func bare(word string) string {
	return strings.TrimFunc(word, func(r rune) bool { return IsCurlyQuote(r) || unicode.IsSpace(r) })
}

// IsCurlyQuote reports whether a character is a quotation mark of print, which quotes nothing in YAML.
func IsCurlyQuote(r rune) bool {
	return unicode.In(r, unicode.Pi, unicode.Pf) || r == '„' || r == '‚'
}

// onlyLonger returns the one candidate that begins with a word in small letters and goes on with it, and whether there
// is one: "warning" goes on with "warn", while "dose_form" is another thing than a "dose".
func onlyLonger(word string, candidates []string) (string, bool) {
	const least = 3 // letters that tell words apart
	found := ""
	for _, c := range candidates {
		rest, ok := strings.CutPrefix(strings.ToLower(c), word)
		if len(word) < least || !ok || strings.HasPrefix(rest, "_") || strings.HasPrefix(rest, "-") {
			continue
		}
		if found != "" {
			return "", false
		}
		found = c
	}
	return found, found != ""
}

// distance returns the optimal string alignment distance (Damerau-Levenshtein without repeated edits) of two byte
// strings.
func distance(a, b string) int {
	before, last, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		before, last, row = last, row, before
	}
	return last[len(b)]
}
