package file

import (
	"cmp"
	"slices"
	"strings"

	"google.golang.org/protobuf/proto"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/fold"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

// searchBuilder collects the names and codes of records.
type searchBuilder struct {
	keys    map[string]uint32 // numbered as they come
	texts   map[string]uint32 // names and codes as written, numbered as they come
	entries []builtEntry
}

// builtEntry has no pointers, because there are many.
type builtEntry struct {
	key, text uint32
	record    uint32
	kind      catalog.Kind
	match     Match
	system    System
	whole     bool
}

// numberOf returns the number of a text. A new text gets the next one.
func numberOf(numbered map[string]uint32, text string) uint32 {
	n, ok := numbered[text]
	if !ok {
		n = uint32(len(numbered))
		numbered[text] = n
	}
	return n
}

func (b *searchBuilder) add(kind catalog.Kind, record int, name string, message proto.Message) {
	if b.keys == nil {
		b.keys, b.texts = make(map[string]uint32), make(map[string]uint32)
	}
	_, id, _ := strings.Cut(name, "/")
	list := append(terms(message), term{text: id, match: compendiumv1.SearchCatalogResponse_Hit_ID})
	for _, t := range list {
		spaced := fold.Spaced(t.text)
		for start := 0; start < len(spaced); {
			b.entries = append(
				b.entries,
				builtEntry{key: numberOf(b.keys, cutKey(fold.Name(spaced[start:]))), text: numberOf(b.texts, t.text),
					record: uint32(record), kind: kind, match: t.match, system: t.system, whole: start == 0},
			)
			next := strings.IndexByte(spaced[start:], ' ')
			if next < 0 {
				break
			}
			start += next + 1
		}
	}
}

// cutKey returns as much of a key as the index has.
func cutKey(key string) string {
	if len(key) <= longestKey {
		return key
	}
	return strings.ToValidUTF8(key[:longestKey], "")
}

func (b *searchBuilder) build(into sections) {
	keys, keyPlaces := ranked(b.keys)
	texts, textPlaces := ranked(b.texts)
	ofKey := grouped(b.entries, keyPlaces, func(e builtEntry) uint32 { return e.key })
	var list, written textsBuilder
	var starts, entries []byte
	numbers := make([]uint32, len(texts)) // of texts in the file, and 1
	count := uint32(0)
	for place, key := range keys {
		list.add(key)
		starts = appendU64s(starts, uint64(len(entries)/4/entryWords))
		found := ofKey(place)
		slices.SortFunc(found, func(x, y builtEntry) int {
			return cmp.Or(
				cmp.Compare(x.kind, y.kind),
				cmp.Compare(x.record, y.record),
				cmp.Compare(x.match, y.match),
				cmp.Compare(x.system, y.system),
				cmp.Compare(textPlaces[x.text], textPlaces[y.text]),
			)
		})
		for _, e := range slices.Compact(found) {
			if numbers[e.text] == 0 {
				count++
				numbers[e.text] = count
				written.add(texts[textPlaces[e.text]])
			}
			flags := uint32(e.match)<<1 | uint32(e.system)<<systemShift
			if e.whole {
				flags |= 1
			}
			entries = appendU32s(entries, uint32(e.kind), e.record, numbers[e.text]-1, flags)
		}
	}
	list.build(into, sectionTermKeys, sectionTermKeyOffsets)
	written.build(into, sectionTermTexts, sectionTermTextOffsets)
	into[sectionTermStarts] = appendU64s(starts, uint64(len(entries)/4/entryWords))
	into[sectionTermEntries] = entries
	into[sectionTermNodes] = buildTrie(keys)
}
