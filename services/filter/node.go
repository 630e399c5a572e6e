package filter

import (
	"strings"

	"google.golang.org/protobuf/reflect/protoreflect"
)

// node is a part of a filter.
type node interface {
	matches(protoreflect.Message) bool
	selects(rows int, answer func(Restriction) (Set, bool)) (Set, bool)
}

type all struct{}

func (all) matches(protoreflect.Message) bool { return true }

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

// restriction compares the field at the end of a path.
type restriction struct {
	path []protoreflect.FieldDescriptor
	test test
}

func (n restriction) matches(m protoreflect.Message) bool { return descend(m, n.path, n.test) }

// descend goes down a path and tests what it ends in; of repeated messages one has to match.
func descend(m protoreflect.Message, path []protoreflect.FieldDescriptor, t test) bool {
	field := path[0]
	if len(path) == 1 {
		return testField(m, field, t)
	}
	if !field.IsList() {
		// A message that is not there has no values, and no value matches.
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
	// A flag that is not stated is neither true nor false.
	if field.HasPresence() && !m.Has(field) {
		return false
	}
	return t.holds(m.Get(field))
}

// test is what a restriction asks of a value.
type test interface {
	holds(protoreflect.Value) bool
}

type present struct{}

func (present) holds(protoreflect.Value) bool { return true }

type flag struct{ want, negated bool }

func (t flag) holds(v protoreflect.Value) bool { return (v.Bool() == t.want) != t.negated }

type choice struct {
	want    protoreflect.EnumNumber
	negated bool
}

func (t choice) holds(v protoreflect.Value) bool { return (v.Enum() == t.want) != t.negated }

type number struct {
	operator string
	want     int64
}

func (t number) holds(v protoreflect.Value) bool {
	return compare(t.operator, int(v.Int()-t.want))
}

type words struct {
	operator string
	want     string
	prefix   bool
}

func (t words) holds(v protoreflect.Value) bool {
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
