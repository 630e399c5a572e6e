package filter

import (
	"strings"

	"google.golang.org/protobuf/reflect/protoreflect"

	"github.com/opencompendium/compendium/release/file"
)

// Restriction is one comparison of a filter, to be answered by an index. A row matches if any value at the path does.
type Restriction struct {
	// Path is the dotted path of the field: "products.brand".
	Path string
	// Field is the last field of the path.
	Field protoreflect.FieldDescriptor
	// Present is true if the restriction tests only whether the field is set.
	Present bool
	// Equal is the only matching value, if there is exactly one.
	Equal protoreflect.Value
	// From is the smallest matching value, if all matching values are contiguous from there.
	From protoreflect.Value
	// Holds reports whether a value matches.
	Holds func(protoreflect.Value) bool
}

// Select evaluates the filter over sets of rows. It calls answer for each restriction, and returns ok=false if one is
// not answered. It may modify the sets that answer returns; the result belongs to the caller.
func (f *Filter) Select(rows int, answer func(Restriction) (file.Bits, bool)) (file.Bits, bool) {
	return f.root.selects(rows, answer)
}

func (everything) selects(rows int, _ func(Restriction) (file.Bits, bool)) (file.Bits, bool) {
	return complement(file.NewBits(rows), rows), true
}

func (n and) selects(rows int, answer func(Restriction) (file.Bits, bool)) (file.Bits, bool) {
	return fold(n, rows, answer, func(a, b uint64) uint64 { return a & b })
}

func (n or) selects(rows int, answer func(Restriction) (file.Bits, bool)) (file.Bits, bool) {
	return fold(n, rows, answer, func(a, b uint64) uint64 { return a | b })
}

func fold(
	parts []node,
	rows int,
	answer func(Restriction) (file.Bits, bool),
	join func(a, b uint64) uint64,
) (file.Bits, bool) {
	result, ok := parts[0].selects(rows, answer)
	for _, part := range parts[1:] {
		if !ok {
			return nil, false
		}
		var next file.Bits
		if next, ok = part.selects(rows, answer); !ok {
			return nil, false
		}
		for i := range result {
			result[i] = join(result[i], next[i])
		}
	}
	return result, ok
}

func (n not) selects(rows int, answer func(Restriction) (file.Bits, bool)) (file.Bits, bool) {
	inner, ok := n.inner.selects(rows, answer)
	if !ok {
		return nil, false
	}
	return complement(inner, rows), true
}

func complement(s file.Bits, rows int) file.Bits {
	for i := range s {
		s[i] = ^s[i]
	}
	if rest := rows % 64; rest > 0 {
		s[len(s)-1] &= 1<<rest - 1
	}
	return s
}

func (n restriction) selects(_ int, answer func(Restriction) (file.Bits, bool)) (file.Bits, bool) {
	names := make([]string, len(n.path))
	for i, field := range n.path {
		names[i] = string(field.Name())
	}
	r := Restriction{Path: strings.Join(names, "."), Field: n.path[len(n.path)-1], Holds: n.test.holds}
	switch t := n.test.(type) {
	case present:
		r.Present = true
	case boolTest:
		if !t.negated {
			r.Equal = protoreflect.ValueOfBool(t.want)
		}
	case enumTest:
		if !t.negated {
			r.Equal = protoreflect.ValueOfEnum(t.want)
		}
	case stringTest:
		switch {
		case t.operator == "!=" || t.operator == "<" || t.operator == "<=":
		case t.prefix || t.operator == ">" || t.operator == ">=":
			r.From = protoreflect.ValueOfString(t.want)
		default:
			r.Equal = protoreflect.ValueOfString(t.want)
		}
	case intTest:
		if t.operator == "=" || t.operator == ":" {
			r.Equal = protoreflect.ValueOfInt32(int32(t.want))
		}
	}
	return answer(r)
}
