package filter

import (
	"strings"

	"google.golang.org/protobuf/reflect/protoreflect"

	"github.com/opencompendium/compendium/release/file"
)

// node is a part of a filter.
type node interface {
	matches(protoreflect.Message) bool
	selects(rows int, answer func(Restriction) (file.Bits, bool)) (file.Bits, bool)
}

type everything struct{}

func (everything) matches(protoreflect.Message) bool { return true }

type and []node

func (n and) matches(m protoreflect.Message) bool {
	for _, part := range n {
		if !part.matches(m) {
			return false
		}
	}
	return true
}

type or []node

func (n or) matches(m protoreflect.Message) bool {
	for _, part := range n {
		if part.matches(m) {
			return true
		}
	}
	return false
}

type not struct{ inner node }

func (n not) matches(m protoreflect.Message) bool { return !n.inner.matches(m) }

// restriction tests the field at the end of a path.
type restriction struct {
	path []protoreflect.FieldDescriptor
	test test
}

func (n restriction) matches(m protoreflect.Message) bool { return descend(m, n.path, n.test) }

// descend follows a path and tests the field at its end. Any message of a repeated field may match.
func descend(m protoreflect.Message, path []protoreflect.FieldDescriptor, t test) bool {
	field := path[0]
	if len(path) == 1 {
		return testField(m, field, t)
	}
	if !field.IsList() {
		// An unset message has no values.
		return m.Has(field) && descend(m.Get(field).Message(), path[1:], t)
	}
	list := m.Get(field).List()
	for i := range list.Len() {
		if descend(list.Get(i).Message(), path[1:], t) {
			return true
		}
	}
	return false
}

func testField(m protoreflect.Message, field protoreflect.FieldDescriptor, t test) bool {
	if _, ok := t.(present); ok {
		return m.Has(field)
	}
	if field.IsList() {
		list := m.Get(field).List()
		for i := range list.Len() {
			if t.holds(list.Get(i)) {
				return true
			}
		}
		return false
	}
	// An unset boolean is neither true nor false.
	if field.HasPresence() && !m.Has(field) {
		return false
	}
	return t.holds(m.Get(field))
}

// test is a condition on a single value.
type test interface {
	holds(protoreflect.Value) bool
}

type present struct{}

func (present) holds(protoreflect.Value) bool { return true }

type boolTest struct{ want, negated bool }

func (t boolTest) holds(v protoreflect.Value) bool { return (v.Bool() == t.want) != t.negated }

type enumTest struct {
	want    protoreflect.EnumNumber
	negated bool
}

func (t enumTest) holds(v protoreflect.Value) bool { return (v.Enum() == t.want) != t.negated }

type intTest struct {
	operator string
	want     int64
}

func (t intTest) holds(v protoreflect.Value) bool {
	return compare(t.operator, int(v.Int()-t.want))
}

type stringTest struct {
	operator string
	want     string
	prefix   bool
}

func (t stringTest) holds(v protoreflect.Value) bool {
	if t.prefix {
		return strings.HasPrefix(v.String(), t.want) != (t.operator == "!=")
	}
	return compare(t.operator, strings.Compare(v.String(), t.want))
}

func compare(operator string, sign int) bool {
	switch operator {
	case "!=":
		return sign != 0
	case "<":
		return sign < 0
	case "<=":
		return sign <= 0
	case ">":
		return sign > 0
	case ">=":
		return sign >= 0
	default: // = and :
		return sign == 0
	}
}
