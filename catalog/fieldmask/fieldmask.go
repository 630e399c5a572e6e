// Package fieldmask applies field masks (google.protobuf.FieldMask, AIP-157) to encoded messages on the wire format,
// without decoding them.
//
// It knows field masks and descriptors, and nothing of the catalog.
package fieldmask

import (
	"fmt"
	"strings"

	"google.golang.org/protobuf/encoding/protowire"
	"google.golang.org/protobuf/reflect/protoreflect"

	"github.com/opencompendium/compendium/catalog/spelling"
)

// Mask is a compiled field mask. It is immutable and safe for concurrent use.
type Mask struct {
	all    bool
	fields map[protowire.Number]*Mask
}

// PathError reports a mask path that does not fit the message type.
type PathError struct {
	// Path is the invalid path as written.
	Path string
	// Problem describes what is wrong with it.
	Problem string
}

func (e *PathError) Error() string { return fmt.Sprintf("%q: %s", e.Path, e.Problem) }

// Compile compiles paths such as "name" or "uses.labels.jurisdiction" for a message type. A path through a repeated
// field applies to each of its items; a map can only be selected as a whole. "*" selects the whole message. Errors are
// *PathError.
func Compile(descriptor protoreflect.MessageDescriptor, paths []string) (*Mask, error) {
	root := &Mask{fields: make(map[protowire.Number]*Mask)}
	for _, path := range paths {
		if path == "*" {
			root.all = true
			continue
		}
		if err := root.add(descriptor, path); err != nil {
			return nil, err
		}
	}
	return root, nil
}

func (m *Mask) add(descriptor protoreflect.MessageDescriptor, path string) error {
	for name := range strings.SplitSeq(path, ".") {
		if descriptor == nil {
			return &PathError{Path: path, Problem: "only a message has fields; this path goes through a scalar or a map"}
		}
		field := descriptor.Fields().ByName(protoreflect.Name(name))
		if field == nil {
			return &PathError{Path: path,
				Problem: fmt.Sprintf("%s has no field %q%s", descriptor.Name(), name, suggest(descriptor, name))}
		}
		next := m.fields[field.Number()]
		if next == nil {
			next = &Mask{fields: make(map[protowire.Number]*Mask)}
			m.fields[field.Number()] = next
		}
		m, descriptor = next, field.Message()
		if field.IsMap() {
			descriptor = nil
		}
	}
	m.all = true
	return nil
}

// suggest returns the field of a message that was probably meant, as the end of a sentence.
func suggest(descriptor protoreflect.MessageDescriptor, name string) string {
	names := make([]string, descriptor.Fields().Len())
	for i := range names {
		names[i] = string(descriptor.Fields().Get(i).Name())
	}
	if nearest, ok := spelling.Nearest(name, names); ok {
		return "; the nearest is " + nearest
	}
	return ""
}

// All reports whether the mask selects the whole message.
func (m *Mask) All() bool { return m.all }

// Append appends the selected fields of an encoded message to dst. It returns an error if message is not valid wire
// format.
func (m *Mask) Append(dst, message []byte) ([]byte, error) {
	if m.all {
		return append(dst, message...), nil
	}
	for len(message) > 0 {
		number, kind, tag := protowire.ConsumeTag(message)
		if tag < 0 {
			return dst, fmt.Errorf("apply field mask: %w", protowire.ParseError(tag))
		}
		size := protowire.ConsumeFieldValue(number, kind, message[tag:])
		if size < 0 {
			return dst, fmt.Errorf("apply field mask: %w", protowire.ParseError(size))
		}
		field := message[:tag+size]
		value := message[tag : tag+size]
		message = message[tag+size:]
		inner := m.fields[number]
		switch {
		case inner == nil:
		case inner.all || kind != protowire.BytesType:
			dst = append(dst, field...)
		default:
			nested, _ := protowire.ConsumeBytes(value)
			// The length prefix precedes the bytes but is known only after them: reserve its longest form, then close the
			// gap.
			dst = append(dst, field[:tag]...)
			start := len(dst)
			dst = append(dst, make([]byte, longestVarint)...)
			var err error
			if dst, err = inner.Append(dst, nested); err != nil {
				return dst, err
			}
			length := len(dst) - start - longestVarint
			at := len(protowire.AppendVarint(dst[:start], uint64(length)))
			copy(dst[at:], dst[start+longestVarint:])
			dst = dst[:at+length]
		}
	}
	return dst, nil
}

// longestVarint is the maximum length in bytes of the varint that prefixes a message below 2 GiB.
const longestVarint = 5
