package file

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"sort"

	"google.golang.org/protobuf/encoding/protowire"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"

	"github.com/opencompendium/compendium/catalog/fieldmask"
)

// listField is the number of the repeated field that holds the records in every List response.
const listField protowire.Number = 1

// nameTag begins field 1 of a message if that is a text.
const nameTag = byte(1<<3 | protowire.BytesType)

// Table is encoded messages sorted by name. It is immutable and safe for concurrent readers while its file is open.
type Table struct {
	// file keeps the mapping alive while the Table is referenced. It is nil if the table has memory of its own.
	file        *File
	names       texts
	frames      []byte // each message framed as field 1 of a list response
	starts      u64s   // where each frame begins in frames, and the end of the last
	basic       []byte // the same of the messages' BASIC view
	basicStarts u64s
	slots       u32s // names by hash: the index of a message and 1, or 0
	nameFirst   bool // field 1 of the messages is their name
	etags       u64s
	index       Index
}

// Len returns the number of messages.
func (t *Table) Len() int { return t.names.len() }

// Name returns the name of the i-th message.
func (t *Table) Name(i int) string { return string(t.names.at(i)) }

// Record returns the i-th encoded message. It must not be changed.
func (t *Table) Record(i int) []byte { return body(t.Frames(i, i+1)) }

// Frames returns the messages in [i, j), each framed as field 1 of a list response. The bytes must not be changed.
func (t *Table) Frames(i, j int) []byte { return t.starts.cut(t.frames, i, j) }

// Basic returns the encoded BASIC view of the i-th message. It must not be changed.
func (t *Table) Basic(i int) []byte { return body(t.BasicFrames(i, i+1)) }

// BasicFrames returns the BASIC views in [i, j), framed as Frames does.
func (t *Table) BasicFrames(i, j int) []byte { return t.basicStarts.cut(t.basic, i, j) }

// Etag returns a digest of the i-th message: the first 8 bytes of the SHA-256 of its encoding.
func (t *Table) Etag(i int) uint64 { return t.etags.at(i) }

// Index returns the index of the table's values.
func (t *Table) Index() *Index { return &t.index }

// Find returns the index of a name, and whether the table has it.
func (t *Table) Find(name string) (int, bool) {
	size := t.slots.len()
	mask := uint64(size - 1)
	at := hash(name) & mask
	for range size {
		slot := t.slots.at(int(at))
		if slot == 0 {
			return 0, false
		}
		if i := int(slot - 1); i < t.Len() && t.named(i, name) {
			return i, true
		}
		at = (at + 1) & mask
	}
	return 0, false
}

// FindAll returns the indexes of names, as Find does; -1 marks a name that the table does not have. It takes each
// step for all names before the next step, so that cache misses overlap.
func (t *Table) FindAll(names []string) []int {
	found := make([]int, len(names))
	mask := uint64(t.slots.len() - 1)
	for n, name := range names {
		found[n] = int(t.slots.at(int(hash(name)&mask))) - 1
	}
	records := make([][]byte, len(names))
	for n, i := range found {
		if uint(i) < uint(t.Len()) {
			records[n] = t.Record(i)
		}
	}
	for n, name := range names {
		// If the slot is empty or has another name, Find looks further.
		if !t.nameFirst || !begins(records[n], name) {
			found[n] = -1
			if i, ok := t.Find(name); ok {
				found[n] = i
			}
		}
	}
	return found
}

// begins reports whether a message begins with a name.
func begins(message []byte, name string) bool {
	if len(message) == 0 || message[0] != nameTag {
		return false
	}
	own, _ := protowire.ConsumeBytes(message[1:])
	return string(own) == name
}

// named reports whether a message has a name. Messages begin with their name if their field 1 is a name. The list of
// names would answer too, at the cost of two more cache misses.
func (t *Table) named(i int, name string) bool {
	message := t.Record(i)
	if !t.nameFirst || len(message) == 0 || message[0] != nameTag {
		return string(t.names.at(i)) == name
	}
	return begins(message, name)
}

// From returns the index of the first name that is not less than name.
func (t *Table) From(name string) int { return t.names.search(name) }

// After returns the index of the first name that is greater than name.
func (t *Table) After(name string) int {
	return sort.Search(t.Len(), func(i int) bool { return string(t.names.at(i)) > name })
}

// Equal reports whether two tables hold the same messages under the same names.
func (t *Table) Equal(other *Table) bool {
	return bytes.Equal(t.etags, other.etags) && bytes.Equal(t.names.offsets, other.names.offsets) &&
		bytes.Equal(t.names.bytes, other.names.bytes)
}

// body removes the frame of a message.
func body(frame []byte) []byte {
	if len(frame) == 0 {
		return nil
	}
	b, n := protowire.ConsumeBytes(frame[1:]) // the tag of field 1 is one byte
	if n < 0 {
		return nil
	}
	return b
}

// hash is 64-bit FNV-1a. It has no seed, so that it can be stored in files.
func hash(name string) uint64 {
	h := uint64(14695981039346656037)
	for i := range len(name) {
		h = (h ^ uint64(name[i])) * 1099511628211
	}
	return h
}

// find opens the table of a name, whose place follows from the names of all tables of a file. Tables that this program
// does not know are skipped.
func (t *Table) find(s sections, names texts, name string, descriptor protoreflect.MessageDescriptor) error {
	for i := range names.len() {
		if string(names.at(i)) == name {
			return t.open(s, tableBase(i), descriptor)
		}
	}
	return formatError("an older program built it, without a table of %s. Build it again with this program", name)
}

// open opens the table whose sections begin at a number, and checks that its parts match.
func (t *Table) open(s sections, base uint32, descriptor protoreflect.MessageDescriptor) error {
	what := string(descriptor.Name())
	names, err := s.texts("the names of "+what, base+tableNames, base+tableNameOffsets)
	if err != nil {
		return err
	}
	t.names = names
	t.frames, t.starts = s[base+tableFrames], u64s(s[base+tableStarts])
	t.basic, t.basicStarts = s[base+tableBasic], u64s(s[base+tableBasicStarts])
	t.slots, t.etags = u32s(s[base+tableSlots]), u64s(s[base+tableEtags])
	first := descriptor.Fields().ByNumber(1)
	t.nameFirst = first != nil && first.Name() == "name"
	if err := fit(what, t.starts, len(t.frames)); err != nil {
		return err
	}
	if err := fit("the BASIC view of "+what, t.basicStarts, len(t.basic)); err != nil {
		return err
	}
	if t.starts.len() != t.Len()+1 || t.basicStarts.len() != t.Len()+1 || t.etags.len() != t.Len() {
		return formatError("the parts of %s do not match", what)
	}
	if n := t.slots.len(); n <= t.Len() || n&(n-1) != 0 {
		return formatError("the hash index of %s has the wrong size", what)
	}
	return t.index.open(s, base, descriptor, t.Len())
}

// tableBuilder encodes messages, which must be added sorted by name.
type tableBuilder struct {
	descriptor protoreflect.MessageDescriptor
	basicMask  *fieldmask.Mask
	list       []string
	names      textsBuilder
	frames     []byte
	starts     []byte
	basic      []byte
	basicStart []byte
	etags      []byte
	index      indexBuilder
}

func newTableBuilder(descriptor protoreflect.MessageDescriptor) *tableBuilder {
	return &tableBuilder{
		descriptor: descriptor,
		basicMask:  basicMask(descriptor),
		index:      newIndexBuilder(planOf(descriptor)),
	}
}

func (b *tableBuilder) add(name string, message proto.Message) error {
	encoded, err := proto.MarshalOptions{Deterministic: true}.Marshal(message)
	if err != nil {
		return fmt.Errorf("encode %s: %w", name, err)
	}
	return b.addEncoded(name, encoded, message)
}

// addEncoded adds a message with its encoding.
func (b *tableBuilder) addEncoded(name string, encoded []byte, message proto.Message) error {
	short, err := b.basicMask.Append(nil, encoded)
	if err != nil {
		return fmt.Errorf("take the BASIC view of %s: %w", name, err)
	}
	b.list = append(b.list, name)
	b.names.add(name)
	b.starts = appendU64s(b.starts, uint64(len(b.frames)))
	b.frames = appendFrame(b.frames, encoded)
	b.basicStart = appendU64s(b.basicStart, uint64(len(b.basic)))
	b.basic = appendFrame(b.basic, short)
	sum := sha256.Sum256(encoded)
	b.etags = append(b.etags, sum[:8]...)
	b.index.add(message.ProtoReflect())
	return nil
}

func appendFrame(b, message []byte) []byte {
	b = protowire.AppendTag(b, listField, protowire.BytesType)
	return protowire.AppendBytes(b, message)
}

func (b *tableBuilder) build(into sections, base uint32) {
	b.names.build(into, base+tableNames, base+tableNameOffsets)
	into[base+tableFrames] = b.frames
	into[base+tableStarts] = appendU64s(b.starts, uint64(len(b.frames)))
	into[base+tableBasic] = b.basic
	into[base+tableBasicStarts] = appendU64s(b.basicStart, uint64(len(b.basic)))
	into[base+tableEtags] = b.etags
	size := 2
	for size < 2*len(b.list) {
		size *= 2
	}
	slots := make([]byte, 4*size)
	for i, name := range b.list {
		at := hash(name) & uint64(size-1)
		for u32s(slots).at(int(at)) != 0 {
			at = (at + 1) & uint64(size-1)
		}
		binary.LittleEndian.PutUint32(slots[4*at:], uint32(i+1))
	}
	into[base+tableSlots] = slots
	b.index.build(into, base)
}

// basicFields are the fields of the BASIC view, for types that have them. The comment of View in the schema lists them.
var basicFields = []protoreflect.Name{
	"name",
	"display_name",
	"depth",
	"lifecycle",
	"kind",
	"names",
	"codes",
	"classes",
	"parents",
	"symbol",
	"registrations",
	"publisher",
	"title",
	"identifiers",
	"reference",
	"body",
	"jurisdictions",
	"date",
	"replaced_by",
	"retired_reason",
}

func basicMask(descriptor protoreflect.MessageDescriptor) *fieldmask.Mask {
	var paths []string
	for _, name := range basicFields {
		if descriptor.Fields().ByName(name) != nil {
			paths = append(paths, string(name))
		}
	}
	mask, err := fieldmask.Compile(descriptor, paths)
	if err != nil {
		panic(err) // the fields were looked up a moment ago
	}
	return mask
}
