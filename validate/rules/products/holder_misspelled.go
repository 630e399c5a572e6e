package products

import (
	"slices"
	"strings"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/fold"
	"github.com/opencompendium/compendium/catalog/spelling"
	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules/facts"
)

var holderMisspelled = validate.Rule{
	ID:       "holder-misspelled",
	Severity: finding.Info,
	Catalog: func(p *validate.CatalogPass) {
		type place struct {
			record *catalog.Record
			path   string
		}
		products := make(map[string][]place) // by the words of the holder
		spelled := make(map[string]string)
		var holders []string
		for _, r := range p.Catalog.Records(catalog.Drugs) {
			for i, product := range r.Drug().GetProducts() {
				holder := fold.Spaced(product.GetHolder())
				if _, known := spelled[holder]; !known {
					spelled[holder] = product.GetHolder()
					holders = append(holders, holder)
				}
				products[holder] = append(products[holder], place{r, facts.ItemPath(productsList, i, "holder")})
			}
		}
		for _, near := range nearHolders(holders) {
			rare, common := near[0], near[1]
			if len(products[rare]) > len(products[common]) {
				rare, common = common, rare
			}
			const often = 3
			if len(products[common]) < often*len(products[rare]) {
				continue
			}
			at, other := products[rare][0], products[common][0]
			p.Report(at.record, at.path, "The holder %s is spelled %s in %s. Correct the one that is misspelled.",
				spelled[rare], spelled[common], validate.Plural(len(products[common]), "product")).
				Related(other.record, other.path, "The other spelling")
		}
	},
}

// nearHolders returns the pairs of names of which one is a slip of the other. Two words that are a slip apart are the
// same, or one is the rest of the other, once the right letter is left out of each: only such pairs are compared.
func nearHolders(holders []string) [][2]string {
	var pairs [][2]string
	without := make(map[string][]string) // names by what is left without a letter
	for _, holder := range holders {
		var near []string
		for _, rest := range shortened(holder) {
			for _, other := range without[rest] {
				if !slices.Contains(near, other) && slipped(other, holder) {
					near = append(near, other)
				}
			}
			without[rest] = append(without[rest], holder)
		}
		for _, other := range near {
			pairs = append(pairs, [2]string{other, holder})
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
