package site

import (
	"bytes"
	"cmp"
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"unicode"

	"github.com/opencompendium/compendium/catalog/fold"
)

// shard is the part of the search index with the names that go on with a prefix from one of their words on.
type shard struct {
	prefix string
	rows   []searchRow
	// cut is set if the shard lacks the longest of its names, since they would take too many bytes. Those with more
	// letters in common are in the shards with a longer prefix.
	cut    bool
	longer []string
}

// searchRow is a name in the index.
type searchRow struct {
	Term

	folded string
	// tails are what the name says from each of its words on, with hyphens for spaces, as file names have them.
	tails []string
}

// bytes returns the bytes that the row takes in a file.
func (r searchRow) bytes() int {
	const marks = len(`["","","",""],`)
	return len(r.folded) + len(r.Text) + len(r.Display) + len(r.Name) + marks
}

// Bounds of a shard, which is loaded as one types. They leave room for characters that JSON escapes.
const (
	// shardLetters is the number of letters of the shortest prefixes.
	shardLetters = 2
	shardBytes   = 80_000
)

// shardsOf returns the search index in parts that are small enough to be loaded as one types: each has the names with
// a word that begins with the same two letters, or more letters where the names are many: also those of the next words,
// so that a name is found all of whose words many have.
func shardsOf(all terms) []shard {
	var rows []searchRow
	for _, letter := range all.letters {
		for _, term := range all.byLetter[letter] {
			folded := fold.Spaced(term.Text)
			rows = append(rows, searchRow{term, folded, tailsOf(folded)})
		}
	}
	var shards []shard
	byPrefix := split(rows, "", shardLetters)
	for _, prefix := range slices.Sorted(maps.Keys(byPrefix)) {
		shards = addShards(shards, prefix, byPrefix[prefix])
	}
	return shards
}

// tailsOf returns what a folded name says from each of its words on.
func tailsOf(folded string) []string {
	var tails []string
	for rest, more := strings.ReplaceAll(folded, " ", "-"), true; more; _, rest, more = strings.Cut(rest, "-") {
		tails = append(tails, rest)
	}
	return tails
}

// split returns the rows by the first letters of those of their tails that begin with a prefix. Tails that are shorter,
// begin with a word of one letter, or are not in ASCII, which is in no file name, are left out.
func split(rows []searchRow, prefix string, letters int) map[string][]searchRow {
	byPrefix := make(map[string][]searchRow)
	for _, row := range rows {
		var seen []string
		for _, tail := range row.tails {
			if len(tail) < letters || tail[1] == '-' || !strings.HasPrefix(tail, prefix) {
				continue
			}
			longer := tail[:letters]
			if slices.Contains(seen, longer) ||
				strings.ContainsFunc(longer, func(r rune) bool { return r > unicode.MaxASCII }) {
				continue
			}
			seen = append(seen, longer)
			byPrefix[longer] = append(byPrefix[longer], row)
		}
	}
	return byPrefix
}

// addShards adds the shard of a prefix, and those of longer prefixes if it is too large.
func addShards(shards []shard, prefix string, rows []searchRow) []shard {
	own := shard{prefix: prefix, rows: rows}
	size, fits := 0, 0
	// The search prefers names that begin with the word, and short ones.
	sorted := slices.SortedStableFunc(slices.Values(rows), func(a, b searchRow) int {
		return cmp.Or(order(!strings.HasPrefix(a.tails[0], prefix), !strings.HasPrefix(b.tails[0], prefix)),
			cmp.Compare(len(a.folded), len(b.folded)))
	})
	for fits < len(sorted) && size+sorted[fits].bytes() <= shardBytes {
		size += sorted[fits].bytes()
		fits++
	}
	if fits == len(rows) {
		return append(shards, own)
	}
	own.rows, own.cut = sorted[:fits], true
	var longer []shard
	byPrefix := split(rows, prefix, len(prefix)+1)
	for _, next := range slices.Sorted(maps.Keys(byPrefix)) {
		added := addShards(nil, next, byPrefix[next])
		if len(byPrefix[next]) == len(rows) {
			added = added[1:] // it has the same names again
		}
		longer = append(longer, added...)
	}
	for _, s := range longer {
		own.longer = append(own.longer, s.prefix)
	}
	return append(append(shards, own), longer...)
}

// encode returns the shard as JSON. A row is the name folded, as it is, the display name and the resource name.
func (s shard) encode() ([]byte, error) {
	file := struct {
		Rows   [][4]string `json:"rows"`
		Cut    bool        `json:"cut,omitempty"`
		Longer []string    `json:"longer,omitempty"`
	}{make([][4]string, len(s.rows)), s.cut, s.longer}
	for i, row := range s.rows {
		file.Rows[i] = [4]string{row.folded, row.Text, row.Display, row.Name}
	}
	var b bytes.Buffer
	err := json.NewEncoder(&b).Encode(file)
	return b.Bytes(), err
}
