package file

import (
	"encoding/binary"

	"google.golang.org/protobuf/reflect/protoreflect"

	"github.com/opencompendium/compendium/catalog"
)

// longestValue is the number of bytes above which a text is prose. A path with prose is not indexed.
const longestValue = 100

// step is a field of a message type that is indexed, with the steps below it.
type step struct {
	field  protoreflect.FieldDescriptor
	path   string
	single bool // no list on the way to it
	below  []*step
	number int // among all of the type
}

// plan is the steps of a message type.
type plan struct {
	steps []*step
	total int
}

// planOf lists the fields of a message type and of the messages below it. It leaves out maps, citation keys, which
// mean nothing across records, and records that only responses bring along.
func planOf(descriptor protoreflect.MessageDescriptor) *plan {
	p := &plan{}
	p.steps = p.under(descriptor, "", true, 0)
	return p
}

// deepest bounds the depth of messages. The schema is nowhere near it.
const deepest = 8

func (p *plan) under(descriptor protoreflect.MessageDescriptor, path string, single bool, depth int) []*step {
	if depth > deepest {
		return nil
	}
	var steps []*step
	for i := range descriptor.Fields().Len() {
		field := descriptor.Fields().Get(i)
		if field.IsMap() || field.Name() == "cites" || catalog.BroughtAlong(field) {
			continue
		}
		s := &step{field: field, path: path + string(field.Name()), single: single && !field.IsList(), number: p.total}
		p.total++
		if field.Message() != nil {
			s.below = p.under(field.Message(), s.path+".", s.single, depth+1)
		}
		steps = append(steps, s)
	}
	return steps
}

// each calls f for every step.
func (p *plan) each(f func(*step)) { eachStep(p.steps, f) }

func eachStep(steps []*step, f func(*step)) {
	for _, s := range steps {
		f(s)
		eachStep(s.below, f)
	}
}

// indexBuilder collects the values of messages. Without messages it has all paths and no values.
type indexBuilder struct {
	plan    *plan
	found   []postingsBuilder // by step: the rows of each value
	prose   []bool            // by step: has a long text
	rows    int
	records []byte // of rows that are labels
	message int
}

// rowsField is the field whose messages are rows of their own, in the type that has it.
const rowsField = "labels"

func newIndexBuilder(p *plan) indexBuilder {
	return indexBuilder{plan: p, found: make([]postingsBuilder, p.total), prose: make([]bool, p.total)}
}

// add indexes a message. A use is indexed once for each of its labels.
func (b *indexBuilder) add(m protoreflect.Message) {
	labels := m.Descriptor().Fields().ByName(rowsField)
	if labels == nil {
		b.walk(b.plan.steps, m, -1)
		b.rows++
		return
	}
	for i := range max(m.Get(labels).List().Len(), 1) {
		b.walk(b.plan.steps, m, i)
		b.records = appendU32s(b.records, uint32(b.message))
		b.rows++
	}
	b.message++
}

// walk indexes the fields of a message for the current row. Of the labels of a use it takes only the given one.
func (b *indexBuilder) walk(steps []*step, m protoreflect.Message, label int) {
	for _, s := range steps {
		switch {
		case s.field.IsList():
			list := m.Get(s.field).List()
			for i := range list.Len() {
				if label < 0 || s.path != rowsField || i == label {
					b.value(s, list.Get(i))
				}
			}
		// An unset flag is neither true nor false, and an unset message has no values. Other fields count with their zero
		// value, as filters see them.
		case !s.field.HasPresence() || m.Has(s.field):
			b.value(s, m.Get(s.field))
		}
	}
}

func (b *indexBuilder) value(s *step, v protoreflect.Value) {
	var encoded []byte
	if s.field.Message() != nil {
		b.walk(s.below, v.Message(), -1)
	} else {
		encoded = encodeValue(s.field, v)
	}
	if len(encoded) > longestValue || b.prose[s.number] {
		b.prose[s.number] = true
		b.found[s.number] = postingsBuilder{}
		return
	}
	b.found[s.number].add(encoded, uint32(b.rows))
}

func (b *indexBuilder) build(into sections, base uint32) {
	var values textsBuilder
	var paths, postings, starts []byte
	count := 0
	b.plan.each(func(s *step) {
		if b.prose[s.number] {
			return
		}
		sorted, rowsOf := b.found[s.number].sort()
		paths = append(append(paths, byte(len(s.path))), s.path...)
		paths = binary.LittleEndian.AppendUint32(paths, uint32(count))
		paths = binary.LittleEndian.AppendUint32(paths, uint32(len(sorted)))
		count += len(sorted)
		for i, v := range sorted {
			values.add(v)
			rows := rowsOf(i)
			start := uint64(len(postings) / 4)
			// A bitmap is shorter than a list of more than one row in 32.
			if 32*len(rows) <= b.rows {
				starts = appendU64s(starts, start)
				for _, row := range rows {
					postings = appendU32s(postings, row.number)
				}
				continue
			}
			starts = appendU64s(starts, start|dense)
			set := NewBits(b.rows)
			for _, row := range rows {
				set.Add(int(row.number))
			}
			postings = appendU64s(postings, set...)
		}
	})
	values.build(into, base+tableValues, base+tableValueOffsets)
	into[base+tablePaths] = paths
	into[base+tablePostings] = postings
	into[base+tablePostingStarts] = appendU64s(starts, uint64(len(postings)/4))
	into[base+tableRowRecords] = b.records
}
