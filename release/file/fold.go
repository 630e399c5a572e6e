package file

import (
	"cmp"
	"slices"

	"github.com/opencompendium/compendium/catalog/fold"
)

// foldedValue is a value of a path under the hash of what it folds to, or of one of its words.
type foldedValue struct {
	hash  uint64
	value uint32
}

// Keys of a folded value, which are hashed.
const (
	wholeKey = "="
	wordKey  = ":"
)

// Folded returns the indexes of the values that may fold to a text, and of all that do. See fold.Name.
func (p *Path) Folded(text string) []int { return p.under(wholeKey + text) }

// WithWord returns the indexes of the values that may have a word, and of all that do. See fold.Words.
func (p *Path) WithWord(word string) []int { return p.under(wordKey + word) }

func (p *Path) under(key string) []int {
	p.foldOnce.Do(p.fold)
	want := hash(key)
	i, _ := slices.BinarySearchFunc(p.folded, want, func(f foldedValue, h uint64) int { return cmp.Compare(f.hash, h) })
	var values []int
	for ; i < len(p.folded) && p.folded[i].hash == want; i++ {
		values = append(values, int(p.folded[i].value))
	}
	return values
}

// fold indexes the values of a path, when they are first asked for by what they fold to.
func (p *Path) fold() {
	add := func(key string, value int) {
		p.folded = append(p.folded, foldedValue{hash(key), uint32(value)})
	}
	for i := range p.Len() {
		text := string(p.Encoded(i))
		add(wholeKey+fold.Name(text), i)
		for _, word := range fold.Words(text) {
			add(wordKey+word, i)
		}
	}
	slices.SortFunc(p.folded, func(a, b foldedValue) int {
		return cmp.Or(cmp.Compare(a.hash, b.hash), cmp.Compare(a.value, b.value))
	})
	p.folded = slices.Clip(slices.Compact(p.folded))
}
