package image

import (
	"cmp"
	"slices"
	"sort"
	"strings"

	"google.golang.org/protobuf/proto"

	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

// Hit is one record that a search found.
type Hit struct {
	// Name is the record's resource name.
	Name string
	// DisplayName is what to show for it.
	DisplayName string
	// Match is what of the record matched.
	Match Match
	// Text is the name or code that matched, as written.
	Text string
	// Rank is how well it matched: RankExact is best.
	Rank Rank
}

// Rank is how well a query matched a name, from the best.
type Rank int

// The ranks.
const (
	// RankExact: the query is the whole name.
	RankExact Rank = iota
	// RankPrefix: the name begins with the query.
	RankPrefix
	// RankWord: a later word of the name begins with the query, or the words after it go on with it.
	RankWord
)

// searchIndex holds the names of all records from each of their words on, sorted, so that a query is a range of it.
type searchIndex struct {
	entries  []searchEntry
	displays map[string]string
}

type searchEntry struct {
	key    string // the normalized name from one of its words on
	whole  bool   // from its first word on
	record string
	text   string
	match  Match
}

type searchBuilder struct{ index searchIndex }

func (b *searchBuilder) add(name string, message proto.Message) {
	if b.index.displays == nil {
		b.index.displays = make(map[string]string)
	}
	if r, ok := message.(interface{ GetDisplayName() string }); ok {
		b.index.displays[name] = r.GetDisplayName()
	}
	_, id, _ := strings.Cut(name, "/")
	list := append(terms(message), term{text: id, match: compendiumv1.SearchCatalogResponse_Hit_ID})
	for _, t := range list {
		key := normalize(t.text)
		for start := 0; start >= 0 && start < len(key); {
			b.index.entries = append(b.index.entries, searchEntry{key: key[start:], whole: start == 0, record: name, text: t.text, match: t.match})
			next := strings.IndexByte(key[start:], ' ')
			if next < 0 {
				break
			}
			start += next + 1
		}
	}
}

func (b *searchBuilder) build() searchIndex {
	slices.SortFunc(b.index.entries, func(x, y searchEntry) int {
		return cmp.Or(cmp.Compare(x.key, y.key), cmp.Compare(x.record, y.record), cmp.Compare(x.match, y.match), cmp.Compare(x.text, y.text))
	})
	return b.index
}

// Search finds the records one of whose names or codes has a word from which on it begins with the query, whatever the case,
// accents and punctuation. The best comes first, and each record stands once, with its best match.
func (m *Image) Search(query string) []Hit {
	key := normalize(query)
	if key == "" {
		return nil
	}
	entries := m.search.entries
	first := sort.Search(len(entries), func(i int) bool { return entries[i].key >= key })
	best := make(map[string]Hit)
	for _, e := range entries[first:] {
		if !strings.HasPrefix(e.key, key) {
			break
		}
		hit := Hit{Name: e.record, DisplayName: m.search.displays[e.record], Match: e.match, Text: e.text, Rank: rank(e, key)}
		if old, ok := best[e.record]; !ok || compareHits(hit, old) < 0 {
			best[e.record] = hit
		}
	}
	hits := make([]Hit, 0, len(best))
	for _, h := range best {
		hits = append(hits, h)
	}
	slices.SortFunc(hits, compareHits)
	return hits
}

func rank(e searchEntry, key string) Rank {
	switch {
	case e.whole && e.key == key:
		return RankExact
	case e.whole:
		return RankPrefix
	default:
		return RankWord
	}
}

// compareHits orders hits by how well they matched, then by what matched, then by name.
func compareHits(a, b Hit) int {
	return cmp.Or(cmp.Compare(a.Rank, b.Rank), cmp.Compare(a.Match, b.Match), cmp.Compare(a.Name, b.Name), cmp.Compare(a.Text, b.Text))
}
