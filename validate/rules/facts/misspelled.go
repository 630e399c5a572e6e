package facts

import (
	"slices"
	"strings"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/fold"
	"github.com/opencompendium/compendium/catalog/spelling"
)

// Spelled is a name of an organization where a record has it.
type Spelled struct {
	Record     *catalog.Record
	Path, Text string
}

// Misspelled is a name that differs from another one in one letter of one long word. The other one is found at least
// three times as often.
type Misspelled struct {
	// Rare are the places with the one name.
	Rare []Spelled
	// Common are those with the other.
	Common []Spelled
}

// MisspelledOf returns the names among those at some places that are slips of others.
func MisspelledOf(places []Spelled) []Misspelled {
	byWords := make(map[string][]Spelled)
	var names []string
	for _, place := range places {
		words := fold.Spaced(place.Text)
		if len(byWords[words]) == 0 {
			names = append(names, words)
		}
		byWords[words] = append(byWords[words], place)
	}
	var slips []Misspelled
	for _, near := range nearNames(names) {
		rare, common := byWords[near[0]], byWords[near[1]]
		if len(rare) > len(common) {
			rare, common = common, rare
		}
		const often = 3
		if len(common) >= often*len(rare) {
			slips = append(slips, Misspelled{rare, common})
		}
	}
	return slips
}

// nearNames returns the pairs of names of which one is a slip of the other. Two words that are a slip apart are the
// same, or one is the rest of the other, once the right letter is left out of each: only such pairs are compared.
func nearNames(names []string) [][2]string {
	var pairs [][2]string
	without := make(map[string][]string) // names by what is left without a letter
	for _, name := range names {
		var near []string
		for _, rest := range shortened(name) {
			for _, other := range without[rest] {
				if !slices.Contains(near, other) && slipped(other, name) {
					near = append(near, other)
				}
			}
			without[rest] = append(without[rest], name)
		}
		for _, other := range near {
			pairs = append(pairs, [2]string{other, name})
		}
	}
	return pairs
}

// shortened returns a name, and it without each letter of the words that are compared.
func shortened(name string) []string {
	list := []string{name}
	begin := 0
	for _, word := range strings.SplitAfter(name, " ") {
		if compared(strings.TrimSpace(word)) {
			for i := begin; i < begin+len(word); i++ {
				list = append(list, name[:i]+name[i+1:])
			}
		}
		begin += len(word)
	}
	return list
}

// compared reports whether a word of a name is compared: from six letters on, and without digits, a slip is likelier
// than another word.
func compared(word string) bool { return len(word) >= 6 && !strings.ContainsAny(word, "0123456789") }

// slipped reports whether two names differ in one letter within one long word.
func slipped(a, b string) bool {
	x, y := strings.Fields(a), strings.Fields(b)
	if len(x) != len(y) {
		return false
	}
	slips := 0
	for i := range x {
		if x[i] == y[i] {
			continue
		}
		slips++
		if !compared(x[i]) || !compared(y[i]) || x[i][0] != y[i][0] || last(x[i]) != last(y[i]) ||
			!spelling.IsSlip(x[i], y[i]) {
			return false
		}
	}
	return slips == 1
}

func last(word string) byte { return word[len(word)-1] }
