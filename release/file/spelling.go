package file

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"github.com/opencompendium/compendium/catalog/fold"
	"github.com/opencompendium/compendium/catalog/salt"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

// spellings returns the keys that a name is looked up and searched by, each without more of what does not tell drugs
// apart: one by one, the strengths and the words for a dose form at its end; then the words for a salt or hydrate; or
// the suffix of a biological.
func spellings(name string) []string {
	keys, short := []string{fold.Name(name)}, name
	for range longestForm {
		shorter, ok := withoutFormOrStrength(short)
		if !ok {
			break
		}
		short = shorter
		keys = append(keys, fold.Name(short))
	}
	base, _ := salt.Strip(fold.Spaced(short))
	keys = append(keys, fold.Name(base))
	if at := suffix.FindStringIndex(short); at != nil && !slices.Contains(suffixLike, strings.ToLower(short[at[0]+1:])) {
		keys = append(keys, fold.Name(short[:at[0]]))
	}
	// One or two letters are no name: "c-KIT" is not what begins with C.
	const shortest = 3
	return slices.Compact(slices.DeleteFunc(keys, func(key string) bool { return key != keys[0] && len(key) < shortest }))
}

// suffix is the four letters without a meaning that the FDA appends to the name of a biological: denosumab-bbdz.
var suffix = regexp.MustCompile(`-[A-Za-z]{4}$`)

// suffixLike are words of four letters that tell substances apart.
var suffixLike = []string{"acid", "alfa", "beta", "iota", "zeta", "zinc"}

// longestForm bounds the words and strengths that are left out of a name.
const longestForm = 16

// withoutFormOrStrength returns a name without the strength at its end, or without the last word if it is one of a dose
// form, and whether it had any.
func withoutFormOrStrength(name string) (shorter string, ok bool) {
	name = strings.TrimRightFunc(name, func(r rune) bool { return r != '%' && !isWord(r) })
	if shorter, ok = fold.WithoutStrength(name); ok {
		return shorter, true
	}
	start := strings.LastIndexFunc(name, func(r rune) bool { return !unicode.IsLetter(r) }) + 1
	if !formWords[singular(strings.ToLower(name[start:]))] {
		return name, false
	}
	return name[:start], true
}

func isWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// formWords are the words of dose forms and routes of the schema, and of containers, in the singular.
var formWords = func() map[string]bool {
	words := make(map[string]bool)
	add := func(name string) {
		for word := range strings.SplitSeq(strings.ToLower(name), "_") {
			words[singular(word)] = true
		}
	}
	for number, name := range compendiumv1.DoseForm_Value_name {
		if number != 0 && !slices.Contains(tellingForms, compendiumv1.DoseForm_Value(number)) {
			add(name)
		}
	}
	for number, name := range compendiumv1.Administration_Route_name {
		if number != 0 {
			add(name)
		}
	}
	for _, word := range otherWords {
		words[word] = true
	}
	return words
}()

// tellingForms are the dose forms whose words tell drugs apart.
var tellingForms = []compendiumv1.DoseForm_Value{
	compendiumv1.DoseForm_LIPOSOMAL_INJECTION, compendiumv1.DoseForm_LIPID_COMPLEX_INJECTION,
}

// otherWords are words in names of products that no value of the schema has: those that join words of a form, other
// words for one, and containers.
var otherWords = strings.Fields("and for in of with gastro resistant enteric prolonged orodispersible solvent " +
	"tab cap caplet inj pre filled prefilled syringe pen injector autoinjector cartridge vial ampoule ampule bottle bag " +
	"sachet single multi use")

// singular returns a word of a form without the ending of its plural.
func singular(word string) string {
	switch {
	case strings.HasSuffix(word, "ies"):
		return strings.TrimSuffix(word, "ies") + "y"
	case strings.HasSuffix(word, "ches"):
		return strings.TrimSuffix(word, "es")
	default:
		return strings.TrimSuffix(word, "s")
	}
}
