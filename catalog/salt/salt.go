// Package salt knows the words for salts and hydrates in names of substances, so that "imatinib mesylate" is found as
// imatinib. It knows names alone, and nothing of records: two substances are not one because their names say so.
package salt

import (
	"slices"
	"strings"
	"unicode"
)

// Strip returns a name in lower case without the words for a salt or hydrate at its end, and whether it had any. A name
// that would be left with a metal or an ion alone, such as sodium chloride, is left as it is: there the salt is the
// substance.
func Strip(name string) (base string, ok bool) {
	words := strings.Fields(name)
	end := len(words)
	for end > 1 && slices.Contains(salts, words[end-1]) {
		end--
	}
	first := words[:min(1, len(words))]
	if end == len(words) || slices.ContainsFunc(first, isIon) {
		return name, false
	}
	return strings.Join(words[:end], " "), true
}

// Is reports whether a text in lower case is the words for a salt or hydrate alone, as of "imatinib (as mesilate)".
func Is(text string) bool {
	words := strings.Fields(strings.TrimPrefix(text, "as "))
	return len(words) > 0 && !slices.ContainsFunc(words, func(word string) bool { return !slices.Contains(salts, word) })
}

// isIon reports whether a word is that of a metal or ion, with or without the number of an isotope.
func isIon(word string) bool {
	letters := strings.IndexFunc(word, func(r rune) bool { return !unicode.IsLetter(r) })
	if letters < 0 {
		letters = len(word)
	}
	return slices.Contains(ions, word[:letters])
}

// salts are the words that end the name of a salt or hydrate, in the spellings of the INN and the USAN. Words for
// esters that are substances of their own, such as palmitate and propionate, are not among them.
var salts = strings.Fields(`
hydrochloride dihydrochloride monohydrochloride hcl hydrobromide dihydrobromide hydroiodide chloride bromide iodide
mesylate mesilate dimesylate besylate besilate tosylate tosilate ditosylate esylate esilate edisylate edisilate
camsylate
camsilate isethionate isetionate napsylate napsilate sulfate sulphate bisulfate hemisulfate phosphate diphosphate
nitrate
acetate diacetate citrate tartrate bitartrate hemitartrate ditartrate fumarate hemifumarate sesquifumarate maleate
dimaleate malate succinate oxalate lactate gluconate pamoate embonate benzoate
sodium disodium trisodium potassium dipotassium calcium magnesium meglumine tromethamine trometamol lysine arginine
olamine diolamine erbumine
hydrate monohydrate dihydrate trihydrate tetrahydrate pentahydrate hemihydrate sesquihydrate anhydrous`)

// ions are what a salt may be of that is no drug by itself.
var ions = strings.Fields(`
sodium potassium lithium calcium magnesium aluminum aluminium ammonium barium bismuth cesium caesium chromium chromic
cobalt copper cupric ferric ferrous gallium gold indium iron lanthanum manganese manganous radium rubidium samarium
selenium silver strontium thallium yttrium zinc antimony arsenic choline hydrogen tin stannous technetium`)
