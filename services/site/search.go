package site

import (
	"bytes"
	"encoding/json"
	"maps"
	"slices"
	"unicode"

	"github.com/opencompendium/compendium/catalog/fold"
)

// shard is the part of the search index with the words that begin with a prefix.
type shard struct {
	prefix string
	terms  []Term
}

// shardsOf returns the search index in parts, which are small enough to be loaded as one types: each has the names
// with a word that begins with the same two letters.
func shardsOf(all terms) []shard {
	byPrefix := make(map[string][]Term)
	for _, letter := range all.letters {
		for _, term := range all.byLetter[letter] {
			var seen []string
			for _, word := range fold.Words(term.Text) {
				if prefix := prefixOf(word); prefix != "" && !slices.Contains(seen, prefix) {
					seen = append(seen, prefix)
					byPrefix[prefix] = append(byPrefix[prefix], term)
				}
			}
		}
	}
	shards := make([]shard, 0, len(byPrefix))
	for _, prefix := range slices.Sorted(maps.Keys(byPrefix)) {
		shards = append(shards, shard{prefix, byPrefix[prefix]})
	}
	return shards
}

// prefixOf returns the first two letters of a word, or "" if it is shorter or not in ASCII, which is in no file name.
func prefixOf(word string) string {
	const size = 2
	if len(word) < size || word[0] > unicode.MaxASCII || word[1] > unicode.MaxASCII {
		return ""
	}
	return word[:size]
}

// encode returns the shard as JSON: for each term the name folded, as it is, the display name and the resource name.
func (s shard) encode() ([]byte, error) {
	rows := make([][4]string, len(s.terms))
	for i, t := range s.terms {
		rows[i] = [4]string{fold.Spaced(t.Text), t.Text, t.Display, t.Name}
	}
	var b bytes.Buffer
	err := json.NewEncoder(&b).Encode(rows)
	return b.Bytes(), err
}
