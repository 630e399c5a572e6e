package file

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/fold"
	"github.com/opencompendium/compendium/catalog/salt"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

// nameKey is a key that a name is looked up and searched by.
type nameKey struct {
	key string
	of  catalog.Kind // of the only records that a lookup may find by it; -1 for all
}

// spellings returns the keys of a name, each without more of what does not tell records apart: the name of a collection
// at its end; or, of a drug, one by one, the strengths, the words for a dose form and the salts in parentheses at its
// end, then the holder of a product, then the words for a salt or hydrate, or the suffix of a biological.
func (f *File) spellings(name string) []nameKey {
	spaced := fold.Spaced(name)
	keys := []nameKey{{fold.Name(name), -1}}
	add := func(shorter string, of catalog.Kind) {
		if key := fold.Name(shorter); len(key) >= shortestName && key != keys[len(keys)-1].key {
			keys = append(keys, nameKey{key, of})
		}
	}
	for _, kind := range catalog.Kinds() {
		if shorter, ok := strings.CutSuffix(spaced, " "+kind.Singular()); ok {
			add(shorter, kind)
		}
	}
	short, salts := name, ""
	for range longestForm {
		shorter, ok := withoutFormOrStrength(short)
		if at := strings.LastIndexByte(shorter, '('); !ok && at > 0 && salt.Is(fold.Spaced(shorter[at:])) {
			shorter, salts, ok = shorter[:at], strings.TrimPrefix(fold.Spaced(shorter[at:]), "as "), true
		}
		if !ok {
			break
		}
		short = shorter
		add(short+" "+salts, catalog.Drugs)
		add(short, catalog.Drugs)
	}
	short = f.withoutHolder(short)
	add(short+" "+salts, catalog.Drugs)
	base, _ := salt.Strip(fold.Spaced(short))
	add(base, catalog.Drugs)
	if at := suffix.FindStringIndex(short); at != nil && !slices.Contains(suffixLike, strings.ToLower(short[at[0]+1:])) {
		add(short[:at[0]], catalog.Drugs)
	}
	return keys
}

// shortestName is the length of the shortest key that is a name: "c-KIT" is not what begins with C, and "Glivec US" is
// not that of the holder US WorldMeds.
const shortestName = 3

// withoutHolder returns the name of a product without that of a holder at its end, as of "Imatinib Accord".
func (f *File) withoutHolder(name string) string {
	for at, r := range name {
		if r == ' ' && f.isHolder(fold.Spaced(name[at:])) {
			return name[:at]
		}
	}
	return name
}

// isHolder reports whether the name of a holder of a product of the catalog begins with some words.
func (f *File) isHolder(words string) bool {
	holders, _ := f.Table(catalog.Drugs).Index().Path("products.holder")
	key := fold.Name(words)
	if holders == nil || len(key) < shortestName {
		return false
	}
	values, _ := holders.Folded(key)
	for i := range values {
		holder := holders.Value(i).String()
		if !strings.HasPrefix(fold.Name(holder), key) {
			break
		}
		if strings.HasPrefix(fold.Spaced(holder)+" ", words+" ") {
			return true
		}
	}
	return false
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
