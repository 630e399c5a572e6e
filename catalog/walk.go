package catalog

import (
	"cmp"
	"slices"
	"strconv"

	"google.golang.org/protobuf/reflect/protoreflect"

	"github.com/opencompendium/compendium/catalog/document"
)

// Walk visits the fields of records that have something in common, without looking at parts that hold none.
type Walk struct {
	is     func(protoreflect.FieldDescriptor) bool
	fields map[protoreflect.FullName][]protoreflect.FieldDescriptor // that are visited or lead to some
}

// NewWalk returns a walk to the fields of records for which is reports true.
func NewWalk(is func(protoreflect.FieldDescriptor) bool) *Walk {
	w := &Walk{is, make(map[protoreflect.FullName][]protoreflect.FieldDescriptor)}
	for _, kind := range Kinds() {
		w.add(kind.Descriptor())
	}
	return w
}

// add reports whether a message has or leads to such fields.
func (w *Walk) add(message protoreflect.MessageDescriptor) bool {
	if fields, ok := w.fields[message.FullName()]; ok {
		return len(fields) > 0
	}
	w.fields[message.FullName()] = nil
	for i := range message.Fields().Len() {
		field := message.Fields().Get(i)
		below := messageOf(field)
		if leads := below != nil && w.add(below); leads || w.is(field) {
			w.fields[message.FullName()] = append(w.fields[message.FullName()], field)
		}
	}
	return len(w.fields[message.FullName()]) > 0
}

// messageOf returns the type of the messages that a field holds, or nil if it holds none.
func messageOf(field protoreflect.FieldDescriptor) protoreflect.MessageDescriptor {
	if field.IsMap() {
		return field.MapValue().Message()
	}
	return field.Message()
}

// Visit calls visit for each of the fields that is set in a record, in the order of the schema and by the keys of maps.
func (w *Walk) Visit(record protoreflect.Message,
	visit func(m protoreflect.Message, field protoreflect.FieldDescriptor, path string)) {
	w.visit(record, "", visit)
}

func (w *Walk) visit(m protoreflect.Message, path string,
	visit func(m protoreflect.Message, field protoreflect.FieldDescriptor, path string)) {
	for _, field := range w.fields[m.Descriptor().FullName()] {
		if !m.Has(field) {
			continue
		}
		at, value := document.Join(path, string(field.Name())), m.Get(field)
		if w.is(field) {
			visit(m, field, at)
		}
		switch {
		case messageOf(field) == nil:
		case field.IsMap():
			var keys []protoreflect.MapKey
			value.Map().Range(func(key protoreflect.MapKey, _ protoreflect.Value) bool {
				keys = append(keys, key)
				return true
			})
			slices.SortFunc(keys, func(a, b protoreflect.MapKey) int { return cmp.Compare(a.String(), b.String()) })
			for _, key := range keys {
				w.visit(value.Map().Get(key).Message(), document.Keyed(at, key.String()), visit)
			}
		case field.IsList():
			for i := range value.List().Len() {
				w.visit(value.List().Get(i).Message(), at+"["+strconv.Itoa(i)+"]", visit)
			}
		default:
			w.visit(value.Message(), at, visit)
		}
	}
}
