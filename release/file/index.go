package file

import (
	"encoding/binary"
	"math/bits"
	"slices"
	"sort"
	"sync"

	"google.golang.org/protobuf/reflect/protoreflect"

	"github.com/opencompendium/compendium/catalog/fold"
)

// Index maps the values of a table's messages to rows, by field path, so that a filter or an order is answered without
// decoding. A row is an item of the innermost list of messages that the path goes through, or a message of the table if
// it goes through none. So restrictions on one item meet in one row.
type Index struct {
	values   texts
	postings u32s
	starts   u64s // where in postings those of each value begin, and the end of the last
	rows     map[string]*Rows
	paths    map[string]*Path
	presence map[string]*Path
	words    map[string]*Path
	keys     []*Path
}

// Rows are the items of a list, numbered in the order of the messages that they are in; or the messages of the table.
type Rows struct {
	count   int
	above   *Rows // those that the items are in; nil for the messages of the table
	parents u32s  // the row above of each item
	runs    func() runs
}

// runs are the items of one row above each, those of rows that have any.
type runs struct {
	begins Bits     // the first item of each
	before []uint32 // by 64 items: how many begin before them
	owners []uint32 // the row above of each, or nil if every row has items
}

// newRows returns the items of a list that is in rows.
func newRows(above *Rows, parents u32s) *Rows {
	r := &Rows{count: parents.len(), above: above, parents: parents}
	r.runs = sync.OnceValue(r.findRuns)
	return r
}

// Path is one indexed path.
type Path struct {
	index  *Index
	rows   *Rows
	field  protoreflect.FieldDescriptor
	single bool
	first  int // of its values among all
	count  int
	// long is set if texts are left out, whose rows are those of the value after the last.
	long   bool
	folded u32s // the values in the order of what they fold to, for texts that are compared so
}

// dense marks the start of postings that are a bitmap instead of a list.
const dense = 1 << 63

// longText replaces texts that are too long to be values. It is not valid UTF-8, and sorts after all values.
const longText = "\xff"

// Rows returns the items of a list of messages, or the messages of the table for "". It returns nil if the list is not
// indexed.
func (x *Index) Rows(list string) *Rows { return x.rows[list] }

// Len returns the number of rows.
func (r *Rows) Len() int { return r.count }

// Above returns the rows above that have an item in a set. Most of what a filter on items of many records takes is
// spent here, so it looks at 64 items at once.
func (r *Rows) Above(items Bits) Bits {
	set, runs := NewBits(r.above.count), r.runs()
	if len(set) == 0 {
		return set
	}
	for w, word := range items {
		if word == 0 {
			continue
		}
		begins := runs.begins[w]
		first := runs.before[w] + uint32(begins&1) - 1 // the run of the first of the 64 items
		begins |= 1
		ends := begins>>1 | 1<<63
		// The subtraction clears the end of the items of a run unless one before it is in the set.
		hits := ((word | ends) - begins | word) & ends
		if runs.owners != nil {
			for ; hits != 0; hits &= hits - 1 {
				set.Add(int(runs.owners[first+uint32(bits.OnesCount64(ends&(hits&-hits-1)))]))
			}
			continue
		}
		// Start from all runs or from none, whichever takes fewer changes.
		near, count := uint64(0), bits.OnesCount64(ends)
		if 2*bits.OnesCount64(hits) > count {
			near, hits = 1<<count-1, ends&^hits
		}
		for ; hits != 0; hits &= hits - 1 {
			near ^= 1 << bits.OnesCount64(ends&(hits&-hits-1))
		}
		set[first/64] |= near << (first % 64)
		if rest := near >> (64 - first%64); rest != 0 {
			set[first/64+1] |= rest
		}
	}
	return set
}

// parent returns the row above an item.
func (r *Rows) parent(item int) int { return int(r.parents.at(item)) }

// findRuns returns the runs of items of one row. A crafted file may have rows above that are not there.
func (r *Rows) findRuns() runs {
	found := runs{begins: NewBits(r.count)}
	for item, last := 0, -1; item < r.count; item++ {
		if item%64 == 0 {
			found.before = append(found.before, uint32(len(found.owners)))
		}
		if parent := min(r.parent(item), r.above.count-1); parent != last {
			found.begins.Add(item)
			found.owners = append(found.owners, uint32(parent))
			last = parent
		}
	}
	if len(found.owners) == r.above.count {
		found.owners = nil
	}
	return found
}

// Below returns the items of the rows above in a set.
func (r *Rows) Below(above Bits) Bits {
	set := NewBits(r.count)
	for item := range r.count {
		if parent := r.parent(item); parent < r.above.count && above.Has(parent) {
			set.Add(item)
		}
	}
	return set
}

// Path returns the values at a path such as "lifecycle" or "products.brand", or nil if the path is not indexed, and
// whether all of them are: prose and keys of citations are not, and a long text has no value, see Long.
func (x *Index) Path(path string) (p *Path, complete bool) {
	p = x.paths[path]
	return p, p != nil && !p.long
}

// Words returns the words of the texts at a path, prose too, as values: see fold.Terms. It returns nil if they are not
// indexed.
func (x *Index) Words(path string) *Path { return x.words[path] }

// Sortable returns the sorted paths that messages can be sorted by.
func (x *Index) Sortable() []string {
	var paths []string
	for path, p := range x.paths {
		if p.single && !p.long {
			paths = append(paths, path)
		}
	}
	slices.Sort(paths)
	return paths
}

// Keys returns the paths of the IDs that items of lists have.
func (x *Index) Keys() []*Path { return x.keys }

// Presence returns the rows that have a message at a path, and whether the path is indexed. They are of the list that
// the path goes through before.
func (x *Index) Presence(path string) (Bits, bool) {
	p, ok := x.presence[path]
	if !ok {
		return nil, false
	}
	set := NewBits(p.rows.count)
	for i := range p.count {
		p.Rows(i, set)
	}
	return set, true
}

// Field returns the field that the path ends in.
func (p *Path) Field() protoreflect.FieldDescriptor { return p.field }

// Single reports whether a message has at most one value at the path, so that it can be sorted by.
func (p *Path) Single() bool { return p.single }

// Len returns the number of distinct values. They are sorted.
func (p *Path) Len() int { return p.count }

// Value returns the i-th value.
func (p *Path) Value(i int) protoreflect.Value { return decodeValue(p.field, p.Encoded(i)) }

// Encoded returns the i-th value as the index holds it: bytes that sort as values do.
func (p *Path) Encoded(i int) []byte { return p.index.values.at(p.first + i) }

// Find returns the index of the first value that is not less than an encoded one, and whether it is equal.
func (p *Path) Find(encoded []byte) (int, bool) {
	want := string(encoded)
	i := sort.Search(p.count, func(i int) bool { return string(p.Encoded(i)) >= want })
	return i, i < p.count && string(p.Encoded(i)) == want
}

// From returns the index of the first value that is not less than v, and whether it is equal.
func (p *Path) From(v protoreflect.Value) (int, bool) { return p.Find(encodeValue(p.field, v)) }

// Folded returns the values of a text path in the order of what they fold to, from the first on that is not less than a
// folded text, see fold.Name; and whether the path has that order.
func (p *Path) Folded(text string) (values func(yield func(int) bool), ok bool) {
	at := func(i int) int { return min(int(p.folded.at(i)), p.count-1) }
	return func(yield func(int) bool) {
		first := sort.Search(p.count, func(i int) bool { return fold.Name(string(p.Encoded(at(i)))) >= text })
		for i := first; i < p.count && yield(at(i)); i++ {
		}
	}, p.folded.len() == p.count
}

// Rows adds the rows of the i-th value to a set.
func (p *Path) Rows(i int, into Bits) {
	start, end := p.index.starts.at(p.first+i), p.index.starts.at(p.first+i+1)&^dense
	list := p.index.postings.cut(start&^dense, end)
	if start&dense == 0 {
		// A list has each row once.
		for i := range min(list.len(), p.rows.count) {
			if row := int(list.at(i)); row < p.rows.count {
				into.Add(row)
			}
		}
		return
	}
	words, bitmap := (p.rows.count+63)/64, u64s(list)
	for w := range min(words, bitmap.len()) {
		into[w] |= bitmap.at(w)
	}
	if rest := p.rows.count % 64; rest > 0 {
		into[words-1] &= 1<<rest - 1
	}
}

// HasLong reports whether there are texts that are too long to be values.
func (p *Path) HasLong() bool { return p.long }

// Long adds the rows with texts that are too long to be values.
func (p *Path) Long(into Bits) {
	if p.long {
		p.Rows(p.count, into)
	}
}

// encodeValue encodes a value so that bytes sort as values do.
func encodeValue(field protoreflect.FieldDescriptor, v protoreflect.Value) []byte {
	switch field.Kind() {
	case protoreflect.StringKind:
		return []byte(v.String())
	case protoreflect.BoolKind:
		if v.Bool() {
			return []byte{1}
		}
		return []byte{0}
	case protoreflect.EnumKind:
		return binary.BigEndian.AppendUint64(nil, uint64(v.Enum())^1<<63)
	default:
		return binary.BigEndian.AppendUint64(nil, uint64(v.Int())^1<<63)
	}
}

func decodeValue(field protoreflect.FieldDescriptor, b []byte) protoreflect.Value {
	switch field.Kind() {
	case protoreflect.StringKind:
		return protoreflect.ValueOfString(string(b))
	case protoreflect.BoolKind:
		return protoreflect.ValueOfBool(len(b) > 0 && b[0] == 1)
	case protoreflect.EnumKind:
		return protoreflect.ValueOfEnum(protoreflect.EnumNumber(number(b)))
	case protoreflect.Int32Kind:
		return protoreflect.ValueOfInt32(int32(number(b)))
	default:
		return protoreflect.ValueOfInt64(number(b))
	}
}

func number(b []byte) int64 {
	if len(b) != 8 {
		return 0
	}
	return int64(binary.BigEndian.Uint64(b) ^ 1<<63)
}
