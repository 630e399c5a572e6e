package file

import (
	"cmp"
	"maps"
	"slices"

	"google.golang.org/protobuf/reflect/protoreflect"

	"github.com/opencompendium/compendium/catalog/fold"
)

// longestValue is the number of bytes above which a text is no value, as prose is not.
const longestValue = 100

// indexBuilder collects the values of messages. Without messages it has all paths and no values.
type indexBuilder struct {
	plan  *plan
	rows  int // messages
	found []indexedPath
}

// indexedPath is what messages have at one path.
type indexedPath struct {
	values  postingsBuilder // the rows of each value
	long    int             // the number of long texts
	words   postingsBuilder // the rows of each word of long texts
	parents []byte          // of each item of a list, the row above it
}

func newIndexBuilder(p *plan) indexBuilder {
	return indexBuilder{plan: p, found: make([]indexedPath, p.total)}
}

// add indexes a message.
func (b *indexBuilder) add(m protoreflect.Message) {
	b.walk(b.plan.steps, m, uint32(b.rows))
	b.rows++
}

// walk indexes the fields of a message, which are of a row.
func (b *indexBuilder) walk(steps []*step, m protoreflect.Message, row uint32) {
	for _, s := range steps {
		switch {
		case (s.field.IsMap() || s.field.IsList()) && !m.Has(s.field): // which is cheaper to ask than to get an empty one
		case s.field.IsMap():
			items := m.Get(s.field).Map()
			byKey := make(map[string]protoreflect.Value, items.Len())
			items.Range(func(key protoreflect.MapKey, item protoreflect.Value) bool {
				byKey[key.String()] = item
				return true
			})
			for _, key := range slices.Sorted(maps.Keys(byKey)) {
				b.value(s, byKey[key], row)
			}
		case s.field.IsList():
			list := m.Get(s.field).List()
			for i := range list.Len() {
				b.value(s, list.Get(i), row)
			}
		// An unset flag is neither true nor false, and an unset message has no values. Other fields count with their zero
		// value, as filters see them.
		case !s.field.HasPresence() || m.Has(s.field):
			b.value(s, m.Get(s.field), row)
		}
	}
}

func (b *indexBuilder) value(s *step, v protoreflect.Value, row uint32) {
	at := &b.found[s.number]
	if s.field.Message() != nil {
		at.values.add(nil, row)
		if s.isList() {
			item := uint32(len(at.parents) / 4)
			at.parents = appendU32s(at.parents, row)
			row = item
		}
		b.walk(s.below, v.Message(), row)
		return
	}
	encoded := encodeValue(s.field, v)
	if s.field.Kind() != protoreflect.StringKind || len(encoded) <= longestValue {
		at.values.add(encoded, row)
		return
	}
	at.long++
	at.values.add([]byte(longText), row)
	if s.spelled {
		for _, word := range fold.Terms(v.String()) {
			at.words.add([]byte(word), row)
		}
	}
}

func (b *indexBuilder) build(into sections, base uint32) {
	var w indexWriter
	for _, s := range b.plan.all {
		rows := b.rows
		if s.list != nil {
			rows = len(b.found[s.list.number].parents) / 4
		}
		b.found[s.number].write(&w, s, rows)
	}
	w.values.build(into, base+tableValues, base+tableValueOffsets)
	into[base+tablePaths] = w.paths
	into[base+tablePostings] = w.postings
	into[base+tablePostingStarts] = appendU64s(w.starts, uint64(len(w.postings)/4))
	into[base+tableNumbers] = w.numbers
}

// write writes the values of a path, and the words of texts, in both spellings.
func (at *indexedPath) write(w *indexWriter, s *step, rows int) {
	sorted, postings := at.values.sort()
	numbers := at.parents
	values := sorted
	if at.long > 0 {
		values = sorted[:len(sorted)-1]
	}
	if s.spelled {
		numbers = byFold(values)
	}
	// A path with much prose has only its words.
	const prose = 8
	if prose*at.long <= len(at.values.pairs) {
		w.path(s.path, numbers, sorted, func(i int) []uint32 { return numbersOf(postings(i)) }, rows)
	}
	if !s.spelled {
		return
	}
	byWord := make(map[string][]uint32)
	for i, text := range values {
		for _, word := range fold.Terms(text) {
			byWord[word] = append(byWord[word], numbersOf(postings(i))...)
		}
	}
	long, ofLong := at.words.sort()
	for i, word := range long {
		byWord[word] = append(byWord[word], numbersOf(ofLong(i))...)
	}
	words := slices.Sorted(maps.Keys(byWord))
	w.path(s.path+wordsOf, nil, words, func(i int) []uint32 {
		list := byWord[words[i]]
		slices.Sort(list)
		return slices.Compact(list)
	}, rows)
}

// byFold returns the numbers of texts in the order of what they fold to.
func byFold(texts []string) []byte {
	folded, order := make([]string, len(texts)), make([]uint32, len(texts))
	for i, text := range texts {
		folded[i], order[i] = fold.Name(text), uint32(i)
	}
	slices.SortFunc(order, func(a, b uint32) int {
		return cmp.Or(cmp.Compare(folded[a], folded[b]), cmp.Compare(a, b))
	})
	return appendU32s(nil, order...)
}

// indexWriter writes paths with their values.
type indexWriter struct {
	values                           textsBuilder
	paths, postings, starts, numbers []byte
	count                            int // of values
}

// path writes a path whose i-th value has the rows of postings(i), of as many as there are.
func (w *indexWriter) path(path string, numbers []byte, values []string, postings func(i int) []uint32, rows int) {
	w.paths = encodePath(w.paths, path, w.count, len(values), len(w.numbers)/4, len(numbers)/4)
	w.numbers = append(w.numbers, numbers...)
	w.count += len(values)
	for i, value := range values {
		w.values.add(value)
		list, start := postings(i), uint64(len(w.postings)/4)
		// A bitmap is shorter than a list of more than one row in 32.
		if 32*len(list) <= rows {
			w.starts = appendU64s(w.starts, start)
			w.postings = appendU32s(w.postings, list...)
			continue
		}
		w.starts = appendU64s(w.starts, start|dense)
		set := NewBits(rows)
		for _, row := range list {
			set.Add(int(row))
		}
		w.postings = appendU64s(w.postings, set...)
	}
}
