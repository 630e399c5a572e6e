package products

import (
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/opencompendium/compendium/catalog/spelling"
	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules/facts"
)

var applicationNumberSwapped = validate.Rule{
	ID:       "application-number-swapped",
	Severity: finding.Warning,
	Drug: func(p *validate.RecordPass, d *compendiumv1.Drug) {
		reported := make(map[string]bool)
		for i, product := range d.GetProducts() {
			sources, own := sourceNumbers(p, d, product), numbersOf(product, i)
			stated := make(map[string]int)
			for _, n := range own {
				stated[n.digits]++
			}
			for at, n := range own {
				if slices.ContainsFunc(sources, func(other number) bool { return other.digits == n.digits }) {
					continue
				}
				if k := slices.IndexFunc(sources, n.swapped); k >= 0 {
					reported[n.path] = true
					p.Report(n.path, "%s and %s of %s differ by two swapped digits. Correct the wrong "+
						"one.", n.text, sources[k].text, sources[k].source)
				} else if k := slices.IndexFunc(sources, n.mistyped); k >= 0 {
					reported[n.path] = true
					p.Report(n.path, "%s and %s of %s differ by one digit, and no cited source has this number. Correct the "+
						"wrong one, or cite a source that has it.", n.text, sources[k].text, sources[k].source).Lower(finding.Info)
				} else if k := slices.IndexFunc(own, n.swapped); k >= 0 && (stated[own[k].digits] > stated[n.digits] ||
					stated[own[k].digits] == stated[n.digits] && k < at) {
					p.Report(n.path, "%s and %s of the same product differ by two swapped digits. Correct the wrong "+
						"one.", n.text, own[k].text).Related(p.Record, own[k].path, "The other number")
				} else if k := slices.IndexFunc(own, n.mistypedInEU); k >= 0 && (stated[own[k].digits] > stated[n.digits] ||
					stated[own[k].digits] == stated[n.digits] && k < at) {
					p.Report(n.path, "%s and %s of the same product differ by one digit, and a product has one number in the "+
						"EU. Correct the wrong one.", n.text, own[k].text).
						Related(p.Record, own[k].path, "The other number").Lower(finding.Info)
				}
			}
		}
		checkSources(p, d, reported)
	},
}

// checkSources reports the citations of sources with a number that no product has, but for a digit. The number of a
// product is not reported again.
func checkSources(p *validate.RecordPass, d *compendiumv1.Drug, reported map[string]bool) {
	var own []number
	for i, product := range d.GetProducts() {
		own = append(own, numbersOf(product, i)...)
	}
	for _, key := range slices.Sorted(maps.Keys(d.GetCitations())) {
		for _, text := range facts.Cited(p, d.GetCitations(), key).GetIdentifiers().GetApplicationNumbers() {
			for _, digits := range digitsOf(text) {
				n := number{text: text, digits: digits}
				if slices.ContainsFunc(own, func(other number) bool { return other.digits == digits }) {
					continue
				}
				k := slices.IndexFunc(own, func(other number) bool { return n.swapped(other) || n.mistyped(other) })
				if k >= 0 && !reported[own[k].path] {
					p.Report(facts.CitationPath(key, "source"), "%s has the number %s, and a product has %s. Correct the wrong "+
						"one, or cite the source of this drug.", d.GetCitations()[key].GetSource(), text, own[k].text).
						Related(p.Record, own[k].path, "The number of the product").Lower(finding.Info)
				}
			}
		}
	}
}

// number is the number of an application, and its digits to compare.
type number struct {
	text, digits string
	path         string // of the product
	source       string // that has it, if it is not of the product
}

// swapped reports whether another number differs by two neighboring digits that have changed places.
func (n number) swapped(other number) bool { return spelling.IsSwap(n.digits, other.digits) }

// mistyped reports whether another number, of an application of the same kind if it tells one, differs by one digit.
func (n number) mistyped(other number) bool {
	differ := 0
	if kind := letters.FindString(other.text); kind != "" && kind != letters.FindString(n.text) {
		return false
	}
	for i := 0; len(n.digits) == len(other.digits) && i < len(n.digits); i++ {
		if n.digits[i] != other.digits[i] {
			differ++
		}
	}
	return differ == 1
}

// mistypedInEU reports whether both numbers are those of applications to EMA and differ by one digit.
func (n number) mistypedInEU(other number) bool {
	return strings.HasPrefix(n.text, "EMEA/") && strings.HasPrefix(other.text, "EMEA/") && n.mistyped(other)
}

// letters are the kind of an application: "NDA".
var letters = regexp.MustCompile(`^[A-Z]+`)

// long are the digits of a number of an application. Fewer are a year, or the number of a product in it.
var long = regexp.MustCompile(`[0-9]{5,}`)

// digitsOf returns the numbers of applications in a text, with zeros in front, which are left out now and then.
func digitsOf(text string) []string {
	list := long.FindAllString(text, -1)
	for i, digits := range list {
		const width = 12
		list[i] = strings.Repeat("0", max(0, width-len(digits))) + digits
	}
	return list
}

// numbersOf returns the numbers of applications that a product states.
func numbersOf(product *compendiumv1.Product, i int) []number {
	var list []number
	for path, text := range statedNumbers(product, i) {
		for _, digits := range digitsOf(text) {
			list = append(list, number{text: text, digits: digits, path: path})
		}
	}
	return list
}

// sourceNumbers returns the numbers of applications in the sources that a product and its events cite, and in the
// sections that they cite.
func sourceNumbers(p *validate.RecordPass, d *compendiumv1.Drug, product *compendiumv1.Product) []number {
	var list []number
	add := func(cites []string) {
		for _, key := range cites {
			source := facts.Cited(p, d.GetCitations(), key)
			for _, digits := range digitsOf(d.GetCitations()[key].GetSection()) {
				list = append(list, number{text: strings.TrimLeft(digits, "0"), digits: digits, source: "the section of " + key})
			}
			for _, text := range source.GetIdentifiers().GetApplicationNumbers() {
				for _, digits := range digitsOf(text) {
					list = append(list, number{text: text, digits: digits, source: source.GetName()})
				}
			}
		}
	}
	add(product.GetCites())
	for _, event := range product.GetAuthorizations() {
		add(event.GetCites())
	}
	return list
}
