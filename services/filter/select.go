package filter

import (
	"strings"

	"google.golang.org/protobuf/reflect/protoreflect"
)

// Set is a set of rows of an index: bit i%64 of word i/64 is row i.
type Set []uint64

// Restriction is one comparison of a filter, for an index to answer. Rows in which some value at the path holds are what it asks for.
type Restriction struct {
	// Path is the field, with dots: "products.brand".
	Path string
	// Field is the field that the path ends in.
	Field protoreflect.FieldDescriptor
	// Present says that it asks only whether the field is set.
	Present bool
	// Equal is the one value that holds, where there is only one.
	Equal protoreflect.Value
	// From is the least value that can hold, where those that do follow each other from there.
	From protoreflect.Value
	// Holds says whether a value holds.
	Holds func(protoreflect.Value) bool
}

// Select evaluates the filter over sets of rows. It asks for the rows of each restriction, and gives false when one is not answered.
// The result is the caller's; sets that are given may be changed.
func (f *Filter) Select(rows int, answer func(Restriction) (Set, bool)) (Set, bool) {
	return f.root.selects(rows, answer)
}

func (all) selects(rows int, _ func(Restriction) (Set, bool)) (Set, bool) {
	return complement(make(Set, (rows+63)/64), rows), true
}

func (n and) selects(rows int, answer func(Restriction) (Set, bool)) (Set, bool) {
	return fold(n, rows, answer, func(a, b uint64) uint64 { return a & b })
}

func (n or) selects(rows int, answer func(Restriction) (Set, bool)) (Set, bool) {
	return fold(n, rows, answer, func(a, b uint64) uint64 { return a | b })
}

func fold(parts []node, rows int, answer func(Restriction) (Set, bool), join func(a, b uint64) uint64) (Set, bool) {
	result, ok := parts[0].selects(rows, answer)
	for _, part := range parts[1:] {
		if !ok {
			return nil, false
		}
		var next Set
		if next, ok = part.selects(rows, answer); !ok {
			return nil, false
		}
		for i := range result {
			result[i] = join(result[i], next[i])
		}
	}
	return result, ok
}

func (n not) selects(rows int, answer func(Restriction) (Set, bool)) (Set, bool) {
	inner, ok := n.inner.selects(rows, answer)
	if !ok {
		return nil, false
	}
	return complement(inner, rows), true
}

func complement(s Set, rows int) Set {
	for i := range s {
		s[i] = ^s[i]
	}
	if rest := rows % 64; rest > 0 {
		s[len(s)-1] &= 1<<rest - 1
	}
	return s
}

func (n restriction) selects(_ int, answer func(Restriction) (Set, bool)) (Set, bool) {
	names := make([]string, len(n.path))
	for i, field := range n.path {
		names[i] = string(field.Name())
	}
	r := Restriction{Path: strings.Join(names, "."), Field: n.path[len(n.path)-1], Holds: n.test.holds}
	switch t := n.test.(type) {
	case present:
		r.Present = true
	case flag:
		if !t.negated {
			r.Equal = protoreflect.ValueOfBool(t.want)
		}
	case choice:
		if !t.negated {
			r.Equal = protoreflect.ValueOfEnum(t.want)
		}
	case words:
		switch {
		case t.operator == "!=" || t.operator == "<" || t.operator == "<=":
		case t.prefix || t.operator == ">" || t.operator == ">=":
			r.From = protoreflect.ValueOfString(t.want)
		default:
			r.Equal = protoreflect.ValueOfString(t.want)
		}
	case number:
		if t.operator == "=" || t.operator == ":" {
			r.Equal = protoreflect.ValueOfInt32(int32(t.want))
		}
	}
	return answer(r)
}
