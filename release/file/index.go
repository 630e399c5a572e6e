package file

import (
	"encoding/binary"
	"math/bits"
	"sort"
	"sync"

	"google.golang.org/protobuf/reflect/protoreflect"
)

// Index maps the values of a table's messages to rows, by field path, so that a filter or an order is answered without
// decoding. A row is a message. In the table of uses a row is one label of a use, so that conditions on labels apply to
// the same label; a use without labels is one row.
type Index struct {
	rows     int
	records  u32s // the message of each row; empty where rows are messages
	messages int
	values   texts
	postings u32s
	starts   u64s // where in postings those of each value begin, and the end of the last
	paths    map[string]*Path
}

// Path is one indexed path. It is safe for concurrent use.
type Path struct {
	index    *Index
	field    protoreflect.FieldDescriptor
	single   bool
	presence bool
	first    int // of its values among all
	count    int
	foldOnce sync.Once
	folded   []foldedValue // sorted by hash
}

// dense marks the start of postings that are a bitmap instead of a list.
const dense = 1 << 63

// Rows returns the number of rows.
func (x *Index) Rows() int { return x.rows }

// Record returns the index in the table of the message of a row.
func (x *Index) Record(row int) int {
	if len(x.records) == 0 {
		return row
	}
	if record := int(x.records.at(row)); record < x.messages {
		return record
	}
	return 0
}

// Records maps a set of rows to the set of their messages.
func (x *Index) Records(rows Bits) Bits {
	if len(x.records) == 0 {
		return rows
	}
	set := NewBits(x.messages)
	for row := range rows.All() {
		set.Add(x.Record(row))
	}
	return set
}

// HasItems reports whether rows are items of messages: labels of uses.
func (x *Index) HasItems() bool { return len(x.records) > 0 }

// Whole returns all rows of the messages that rows of a set are of.
func (x *Index) Whole(rows Bits) Bits {
	if !x.HasItems() {
		return rows
	}
	records, whole := x.Records(rows), NewBits(x.rows)
	for row := range x.rows {
		if records.Has(x.Record(row)) {
			whole.Add(row)
		}
	}
	return whole
}

// Path returns the values at a path such as "lifecycle" or "products.brand", and whether the path is indexed. Long
// texts, maps and citation keys are not.
func (x *Index) Path(path string) (*Path, bool) {
	p, ok := x.paths[path]
	if !ok || p.presence {
		return nil, false
	}
	return p, true
}

// Presence returns the rows that have a message at a path, and whether the path is indexed.
func (x *Index) Presence(path string) (Bits, bool) {
	p, ok := x.paths[path]
	if !ok || !p.presence {
		return nil, false
	}
	set := NewBits(x.rows)
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

// Rows adds the rows of the i-th value to a set.
func (p *Path) Rows(i int, into Bits) {
	start, end := p.index.starts.at(p.first+i), p.index.starts.at(p.first+i+1)&^dense
	list := p.index.postings.cut(start&^dense, end)
	if start&dense == 0 {
		// A list has each row once.
		for i := range min(list.len(), p.index.rows) {
			if row := int(list.at(i)); row < p.index.rows {
				into.Add(row)
			}
		}
		return
	}
	words := (p.index.rows + 63) / 64
	for w := range min(words, list.len()/2) {
		into[w] |= uint64(list.at(2*w)) | uint64(list.at(2*w+1))<<32
	}
	if rest := p.index.rows % 64; rest > 0 {
		into[words-1] &= 1<<rest - 1
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

// open finds the index in a file and checks that its parts match.
func (x *Index) open(s sections, base uint32, descriptor protoreflect.MessageDescriptor, messages int) error {
	what := "the index of " + string(descriptor.Name())
	x.messages, x.rows = messages, messages
	if messages > 0 && descriptor.Fields().ByName(rowsField) != nil {
		x.records = u32s(s[base+tableRowRecords])
		x.rows = x.records.len()
	}
	values, err := s.texts(what, base+tableValues, base+tableValueOffsets)
	if err != nil {
		return err
	}
	postings, starts := u32s(s[base+tablePostings]), u64s(s[base+tablePostingStarts])
	if starts.len() != values.len()+1 {
		return formatError("%s does not have one list per value", what)
	}
	x.values, x.postings, x.starts = values, postings, starts
	x.paths = make(map[string]*Path)
	plans := make(map[string]*step)
	planOf(descriptor).each(func(p *step) { plans[p.path] = p })
	list := s[base+tablePaths]
	for len(list) > 0 {
		size := int(list[0])
		if len(list) < 1+size+8 {
			return formatError("%s is truncated", what)
		}
		path := string(list[1 : 1+size])
		first, count := int(binary.LittleEndian.Uint32(list[1+size:])), int(binary.LittleEndian.Uint32(list[1+size+4:]))
		list = list[1+size+8:]
		if first+count > values.len() {
			return formatError("%s is out of range at %q", what, path)
		}
		// Paths that this program's schema does not have are skipped.
		if plan := plans[path]; plan != nil {
			x.paths[path] = &Path{index: x, field: plan.field, single: plan.single, presence: plan.field.Message() != nil,
				first: first, count: count}
		}
	}
	return nil
}

// Bits is a set of small non-negative numbers.
type Bits []uint64

// NewBits returns an empty set for numbers below n.
func NewBits(n int) Bits { return make(Bits, (n+63)/64) }

// Add adds a number.
func (b Bits) Add(i int) { b[i/64] |= 1 << (i % 64) }

// Has reports whether a number is in the set.
func (b Bits) Has(i int) bool { return b[i/64]&(1<<(i%64)) != 0 }

// Count returns the size of the set.
func (b Bits) Count() int {
	n := 0
	for _, w := range b {
		n += bits.OnesCount64(w)
	}
	return n
}

// All returns the numbers in ascending order.
func (b Bits) All() func(yield func(int) bool) { return b.From(0) }

// From returns the numbers that are not less than first, in ascending order.
func (b Bits) From(first int) func(yield func(int) bool) {
	return func(yield func(int) bool) {
		for w := first / 64; w < len(b); w++ {
			word := b[w]
			if w == first/64 {
				word &= ^uint64(0) << (first % 64)
			}
			for ; word != 0; word &= word - 1 {
				if !yield(64*w + bits.TrailingZeros64(word)) {
					return
				}
			}
		}
	}
}
