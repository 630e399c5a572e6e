package file

import (
	"encoding/binary"

	"google.golang.org/protobuf/reflect/protoreflect"
)

// pathEntry is a path as a file has it.
type pathEntry struct {
	first, count int  // of its values
	numbers      u32s // by item of a list, the row above; of a text, its values in the order of what they fold to
}

// wordsOf follows the path of texts in that of their words.
const wordsOf = ":"

// open finds the index in a file and checks that its parts match.
func (x *Index) open(s sections, base uint32, descriptor protoreflect.MessageDescriptor, messages int) error {
	what := "the index of " + string(descriptor.Name())
	values, err := s.texts(what, base+tableValues, base+tableValueOffsets)
	if err != nil {
		return err
	}
	postings, starts := u32s(s[base+tablePostings]), u64s(s[base+tablePostingStarts])
	if starts.len() != values.len()+1 {
		return formatError("%s does not have one list per value", what)
	}
	entries, err := readPaths(what, s[base+tablePaths], u32s(s[base+tableNumbers]), values.len())
	if err != nil {
		return err
	}
	*x = Index{
		values: values, postings: postings, starts: starts,
		rows:  map[string]*Rows{"": {count: messages}},
		paths: make(map[string]*Path), presence: make(map[string]*Path), words: make(map[string]*Path),
	}
	// Paths that this program's schema does not have are skipped.
	for _, step := range planOf(descriptor).all {
		rows := x.rows[step.listPath()]
		if rows == nil {
			continue
		}
		path := func(e pathEntry) *Path {
			return &Path{index: x, rows: rows, field: step.field, single: step.single(), first: e.first, count: e.count}
		}
		if e, ok := entries[step.path+wordsOf]; ok {
			x.words[step.path] = path(e)
		}
		e, ok := entries[step.path]
		if !ok {
			continue
		}
		p := path(e)
		switch {
		case step.isList():
			x.rows[step.path] = newRows(rows, e.numbers)
			x.presence[step.path] = p
		case step.field.Message() != nil:
			x.presence[step.path] = p
		default:
			p.folded = e.numbers
			if p.count > 0 && string(p.Encoded(p.count-1)) == longText {
				p.count, p.long = p.count-1, true
			}
			x.paths[step.path] = p
			if step.list != nil && step.field.Name() == "id" {
				x.keys = append(x.keys, p)
			}
		}
	}
	return nil
}

// readPaths reads the list of paths.
func readPaths(what string, list []byte, numbers u32s, values int) (map[string]pathEntry, error) {
	entries := make(map[string]pathEntry)
	for len(list) > 0 {
		size := int(list[0])
		const fixed = 4 * 4
		if len(list) < 1+size+fixed {
			return nil, formatError("%s is truncated", what)
		}
		path, at := string(list[1:1+size]), u32s(list[1+size:][:fixed])
		list = list[1+size+fixed:]
		first, count := int(at.at(0)), int(at.at(1))
		start, length := uint64(at.at(2)), uint64(at.at(3))
		if first+count > values || start+length > uint64(numbers.len()) {
			return nil, formatError("%s is out of range at %q", what, path)
		}
		entries[path] = pathEntry{first: first, count: count, numbers: numbers.cut(start, start+length)}
	}
	return entries, nil
}

// encodePath appends a path to the list of paths.
func encodePath(b []byte, path string, numbers ...int) []byte {
	b = append(append(b, byte(len(path))), path...)
	for _, n := range numbers {
		b = binary.LittleEndian.AppendUint32(b, uint32(n))
	}
	return b
}
