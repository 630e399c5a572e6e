package file

import (
	"cmp"
	"iter"
	"maps"
	"slices"
	"strings"

	"google.golang.org/protobuf/encoding/protowire"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/fold"
	"github.com/opencompendium/compendium/catalog/spelling"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

// Hit is one record that a search found.
type Hit struct {
	// Name is the record's resource name.
	Name string
	// DisplayName is the name to show.
	DisplayName string
	// Depth is how much the record of a drug says.
	Depth compendiumv1.Drug_Depth
	// Match is what of the record matched.
	Match Match
	// Text is the name or code that matched, as written.
	Text string
	// Rank is how well it matched: RankExact is best.
	Rank Rank
	// Errors is the number of typing errors that were forgiven.
	Errors int
}

// Rank is how well a query matched a name, best first.
type Rank int

// Ranks.
const (
	// RankExact: the query is the whole name.
	RankExact Rank = iota
	// RankPrefix: the name begins with the query.
	RankPrefix
	// RankWord: a later word of the name begins with the query, or the words from there on do.
	RankWord
)

// searchIndex holds the names of all records from each of their words on, sorted, so that the hits of a query are a
// range.
type searchIndex struct {
	keys    texts // distinct, sorted
	starts  u64s  // where in entries those of a key begin, and the end of the last
	entries u32s  // entryWords numbers each
	texts   texts // names and codes as written
	trie    trie
	kinds   []catalog.Kind // of the tables; -1 for one that this program does not know
}

// An entry is a table, an index in it, a text, and flags: from the lowest bit on whether the key is the whole name, the
// match, and the system of a code.
const (
	entryWords  = 4
	matchMask   = 0x7f
	systemShift = 8
)

type searchEntry struct {
	kind   catalog.Kind
	record int
	text   int
	match  Match
	system System
	whole  bool
}

func (x *searchIndex) entry(i int) searchEntry {
	at := entryWords * i
	flags := x.entries.at(at + 3)
	return searchEntry{
		kind:   x.kind(x.entries.at(at)),
		record: int(x.entries.at(at + 1)),
		text:   int(x.entries.at(at + 2)),
		match:  Match(flags >> 1 & matchMask),
		system: System(flags >> systemShift),
		whole:  flags&1 == 1,
	}
}

// kind returns the collection whose table has this number, or -1 for a table of something else.
func (x *searchIndex) kind(table uint32) catalog.Kind {
	if uint64(table) >= uint64(len(x.kinds)) {
		return -1
	}
	return x.kinds[table]
}

func (x *searchIndex) open(s sections, tables texts) error {
	for i := range tables.len() {
		kind, ok := catalog.ParseKind(string(tables.at(i)))
		if !ok {
			kind = -1
		}
		x.kinds = append(x.kinds, kind)
	}
	var err error
	if x.keys, err = s.texts("the search terms", sectionTermKeys, sectionTermKeyOffsets); err != nil {
		return err
	}
	if x.texts, err = s.texts("the names of the search", sectionTermTexts, sectionTermTextOffsets); err != nil {
		return err
	}
	x.starts, x.entries = u64s(s[sectionTermStarts]), u32s(s[sectionTermEntries])
	if x.entries.len()%entryWords != 0 || x.starts.len() != x.keys.len()+1 {
		return formatError("the parts of the search do not match")
	}
	if err := fit("the search", x.starts, x.entries.len()/entryWords); err != nil {
		return err
	}
	return x.trie.open(s[sectionTermNodes], x.keys)
}

// Search finds records by the beginning of a name or code, or of a later word in it, without case, accents, punctuation
// and spaces, and the combinations that a drug which it finds is in. If nothing matches, it leaves out what spellings
// does, and then forgives one typing error from 4 letters on, and two from 7 letters on if the first letter is right.
// Titles of sources have words of all kinds, so a source does not end the search. Hits are sorted best first, and each
// record is in them once, with its best match.
func (f *File) Search(query string) []Hit {
	return f.searchFor(query, func(h Hit) bool { return h.Tier() == 0 })
}

// Nearest returns the record of a collection whose name was most likely meant, or "". A name that begins with a
// misspelled query is not near: sources/none does not mean a label of Bonefos.
func (f *File) Nearest(kind catalog.Kind, name string) string {
	_, id, _ := strings.Cut(name, "/")
	isMeant := func(h Hit) bool {
		own, ok := strings.CutPrefix(h.Name, kind.String()+"/")
		if !ok || h.Errors == 0 {
			return ok
		}
		_, near := spelling.Nearest(fold.Name(id), []string{fold.Name(h.Text), fold.Name(own)})
		return near
	}
	if len(fold.Name(id)) < shortestName {
		return ""
	}
	hits := f.searchFor(id, isMeant)
	if i := slices.IndexFunc(hits, isMeant); i >= 0 {
		return hits[i].Name
	}
	return ""
}

// searchFor searches until it finds a record of those that are meant.
func (f *File) searchFor(query string, isMeant func(Hit) bool) []Hit {
	keys := slices.DeleteFunc(f.spellings(query), func(as nameKey) bool {
		return as.key == "" || len(as.key) > longestKey
	})
	var others []Hit // that were found before
	const oneError, twoErrors = 4, 7
	for errors, least := range []int{0, oneError, twoErrors} {
		for _, as := range keys {
			c := f.collector(as.key)
			switch {
			case errors == 0:
				c.collectPrefix()
			case len(as.key) >= least:
				f.search.trie.near(as.key, errors, c.collect)
			}
			c.addCombinations()
			hits := c.hits()
			if slices.ContainsFunc(hits, isMeant) {
				for _, h := range others {
					c.best[h.Name] = h
				}
				return c.hits()
			}
			if others == nil {
				others = hits
			}
		}
	}
	return others
}

// collector collects the hits of a key.
type collector struct {
	file  *File
	query string
	best  map[string]Hit // of each record
	// left is how many entries can still come. Each belongs to one key, so a crafted index cannot make a search endless.
	left int
}

func (f *File) collector(query string) *collector {
	return &collector{file: f, query: query, best: make(map[string]Hit), left: f.search.entries.len() / entryWords}
}

// hits returns what was collected, sorted.
func (c *collector) hits() []Hit { return slices.SortedFunc(maps.Values(c.best), compareHits) }

// collectPrefix keeps the best hits of the keys that begin with the query.
func (c *collector) collectPrefix() {
	keys := c.file.search.keys
	for i := keys.search(c.query); i < keys.len() && strings.HasPrefix(string(keys.at(i)), c.query); i++ {
		c.collect(i, 0)
	}
}

// collectWhole keeps the best hits of the names and codes that are the query: of a system, or all of them.
func (c *collector) collectWhole(system System) {
	key, keys := cutKey(c.query), c.file.search.keys
	if i := keys.search(key); i < keys.len() && string(keys.at(i)) == key {
		for e := range c.entries(i) {
			text := string(c.file.search.texts.at(e.text))
			if e.whole && (system == 0 || e.system == system) && fold.Name(text) == c.query {
				c.keep(e, Hit{Match: e.match, Text: text})
			}
		}
	}
}

// addCombinations adds the combinations that a drug which was found is an ingredient of.
func (c *collector) addCombinations() {
	table := c.file.Table(catalog.Drugs)
	for _, h := range c.hits() {
		for _, name := range c.file.Combinations([]string{h.Name}) {
			if _, found := c.best[name]; found {
				continue
			}
			if i, ok := table.Find(name); ok {
				c.best[name] = Hit{Name: name, DisplayName: displayName(table.Basic(i)), Depth: depth(table.Basic(i)),
					Match: compendiumv1.SearchCatalogResponse_Hit_INGREDIENT, Text: h.Text, Rank: h.Rank, Errors: h.Errors}
			}
		}
	}
}

// collect keeps the best hits of a key.
func (c *collector) collect(i, errors int) {
	key := c.file.search.keys.at(i)
	for e := range c.entries(i) {
		hit := Hit{Match: e.match, Text: string(c.file.search.texts.at(e.text)), Errors: errors}
		switch {
		case !e.whole:
			hit.Rank = RankWord
		case len(key) > len(c.query)+errors:
			hit.Rank = RankPrefix
		case errors == 0 && len(key) != len(c.query):
			hit.Rank = RankPrefix
		}
		c.keep(e, hit)
	}
}

// entries yields the entries of a key.
func (c *collector) entries(i int) iter.Seq[searchEntry] {
	x := &c.file.search
	return func(yield func(searchEntry) bool) {
		end := min(x.starts.at(i+1), uint64(x.entries.len()/entryWords))
		for at := x.starts.at(i); at < end && c.left > 0; at++ {
			c.left--
			if e := x.entry(int(at)); c.file.has(e) && !yield(e) {
				return
			}
		}
	}
}

// keep keeps a hit of an entry if it is the best of its record.
func (c *collector) keep(e searchEntry, hit Hit) {
	table := c.file.Table(e.kind)
	hit.Name = table.Name(e.record)
	if old, ok := c.best[hit.Name]; ok && compareHits(hit, old) >= 0 {
		return
	}
	hit.DisplayName = displayName(table.Basic(e.record))
	if e.kind == catalog.Drugs {
		hit.Depth = depth(table.Basic(e.record))
	}
	c.best[hit.Name] = hit
}

// has reports whether the record and text of an entry exist.
func (f *File) has(e searchEntry) bool {
	return uint(e.kind) < uint(len(f.collections)) && e.record < f.collections[e.kind].Len() &&
		e.text < f.search.texts.len()
}

// Tier returns 1 for a source, which comes after other records that match with as many errors, and else 0.
func (h Hit) Tier() int {
	if strings.HasPrefix(h.Name, sourcePrefix) {
		return 1
	}
	return 0
}

// compareHits orders hits by errors, tier, rank, match, length of the text, and name.
func compareHits(a, b Hit) int {
	return cmp.Or(cmp.Compare(a.Errors, b.Errors), cmp.Compare(a.Tier(), b.Tier()), cmp.Compare(a.Rank, b.Rank),
		cmp.Compare(a.Match, b.Match), cmp.Compare(len(a.Text), len(b.Text)), cmp.Compare(a.Name, b.Name),
		cmp.Compare(a.Text, b.Text))
}

// displayName reads field 2 of an encoded record, which every record has.
func displayName(message []byte) string {
	const field = 2
	text, _ := protowire.ConsumeBytes(valueOf(message, field, protowire.BytesType))
	return string(text)
}

// depth reads the depth of an encoded drug.
func depth(message []byte) compendiumv1.Drug_Depth {
	n, _ := protowire.ConsumeVarint(valueOf(message, depthField, protowire.VarintType))
	return compendiumv1.Drug_Depth(n)
}

var depthField = (&compendiumv1.Drug{}).ProtoReflect().Descriptor().Fields().ByName("depth").Number()

// valueOf returns an encoded message from the value of its first field of a number and type on, or nil.
func valueOf(message []byte, field protowire.Number, wire protowire.Type) []byte {
	for len(message) > 0 {
		number, kind, n := protowire.ConsumeTag(message)
		if n < 0 {
			return nil
		}
		if number == field && kind == wire {
			return message[n:]
		}
		size := protowire.ConsumeFieldValue(number, kind, message[n:])
		if size < 0 {
			return nil
		}
		message = message[n+size:]
	}
	return nil
}
