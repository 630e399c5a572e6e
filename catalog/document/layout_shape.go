package document

import (
	"slices"

	"google.golang.org/protobuf/reflect/protoreflect"
)

// shape is what the schema expects at a node. The zero shape is that of what the schema does not know.
type shape struct {
	message protoreflect.MessageDescriptor // of a mapping with the fields of a message
	field   protoreflect.FieldDescriptor   // of the value of a field
	item    bool                           // of an item of the field's list, or an entry of its map
}

// of returns the shape of an entry's value.
func (s shape) of(e *entry) shape {
	message := s.message
	switch {
	case s.field == nil:
	case !s.item && (s.field.IsMap() || s.field.IsList()):
		return shape{field: s.field, item: true}
	case s.field.IsMap():
		message = s.field.MapValue().Message()
	default:
		message = s.field.Message()
	}
	if message == nil || !e.field {
		return shape{}
	}
	field := message.Fields().ByName(protoreflect.Name(e.key))
	if field == nil {
		return shape{}
	}
	return shape{field: field}
}

// descriptor returns the message whose fields a mapping has, or nil.
func (s shape) descriptor() protoreflect.MessageDescriptor {
	switch {
	case s.field == nil:
		return s.message
	case s.item && s.field.IsMap():
		return s.field.MapValue().Message()
	case s.item || !s.field.IsMap() && !s.field.IsList():
		return s.field.Message()
	default:
		return nil
	}
}

// kind returns the kind of a scalar, or 0 where the schema knows none.
func (s shape) kind() protoreflect.Kind {
	if s.field == nil || s.field.IsList() && !s.item {
		return 0
	}
	return s.field.Kind()
}

// tall reports whether a node is written with one entry a line whatever its length: a list of messages, and a map.
func (s shape) tall() bool {
	return s.field != nil && !s.item && (s.field.IsMap() || s.field.IsList() && s.field.Message() != nil)
}

// last are the fields that end a record, in this order: what is said about the record rather than of its subject.
var last = []protoreflect.Name{"access_decisions", "notes", "conflicts", "gaps", "cites", "review", "citations"}

// moved are the fields that are not laid out where the schema declares them: later fields have later numbers, and
// people read them elsewhere. Each follows another.
var moved = map[protoreflect.FullName]protoreflect.Name{
	"compendium.v1.Drug.products":         "side_effects",
	"compendium.v1.Drug.coverage":         "products",
	"compendium.v1.Trial.status_cites":    "status",
	"compendium.v1.Trial.phase":           "question",
	"compendium.v1.Trial.arms":            "population",
	"compendium.v1.SideEffect.effect":     "term",
	"compendium.v1.TherapyUse.population": "timing",
}

// order returns the fields of a message in the order in which they are written.
func order(message protoreflect.MessageDescriptor) []protoreflect.Name {
	var names []protoreflect.Name
	fields := message.Fields()
	isRecord := fields.ByName("display_name") != nil
	for i := range fields.Len() {
		name := fields.Get(i).Name()
		if !isRecord || !slices.Contains(last, name) {
			names = append(names, name)
		}
	}
	for i := range fields.Len() {
		f := fields.Get(i)
		behind, ok := moved[f.FullName()]
		if !ok {
			continue
		}
		names = slices.DeleteFunc(names, func(n protoreflect.Name) bool { return n == f.Name() })
		names = slices.Insert(names, slices.Index(names, behind)+1, f.Name())
	}
	for _, name := range last {
		if isRecord && fields.ByName(name) != nil {
			names = append(names, name)
		}
	}
	return names
}

// ordered returns the entries of a mapping in the order in which they are written. A key that is no field stays behind
// the one it follows; the entries of a map, and the items of a list, stay as they are.
func ordered(b *branch, s shape) []*entry {
	message := s.descriptor()
	if b.kind != Mapping || message == nil {
		return b.entries
	}
	names := order(message)
	rank := make(map[*entry]int, len(b.entries))
	previous := -1
	for _, e := range b.entries {
		if i := slices.Index(names, protoreflect.Name(e.key)); i >= 0 {
			previous = i
		}
		rank[e] = previous
	}
	entries := slices.Clone(b.entries)
	slices.SortStableFunc(entries, func(a, b *entry) int { return rank[a] - rank[b] })
	return entries
}
