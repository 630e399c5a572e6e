package catalog

import "strings"

// NearMiss gives the one candidate that a word can only be a slip of: at most two letters away, while no other is near enough for
// Nearest. It says whether there is one.
func NearMiss(word string, candidates []string) (string, bool) {
	const most = 2
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
