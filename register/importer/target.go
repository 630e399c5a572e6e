package importer

import (
	"fmt"
	"strings"

	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"
)

// target is a field of a message, with the fields that lead to it.
type target []protoreflect.FieldDescriptor

func (t target) last() protoreflect.FieldDescriptor { return t[len(t)-1] }

// is reports whether a path of the schema's leads to the field, or into it.
func (t target) is(path string) bool {
	names := strings.Split(path, ".")
	for i, field := range t {
		if i == len(names) {
			return false
		}
		if name, _, _ := strings.Cut(names[i], "["); name != string(field.Name()) {
			return false
		}
	}
	return true
}

// targetOf returns the field of a path, if cells can fill it.
func targetOf(of protoreflect.MessageDescriptor, path string) (target, error) {
	var found target
	for name := range strings.SplitSeq(path, ".") {
		if len(found) > 0 {
			of = found.last().Message()
			if of == nil || found.last().IsMap() {
				return nil, fmt.Errorf("the mapping has the field %s, which a cell cannot fill", path)
			}
		}
		field := of.Fields().ByName(protoreflect.Name(name))
		if field == nil {
			return nil, fmt.Errorf("the mapping has the field %s, which %s has not", path, of.Name())
		}
		found = append(found, field)
	}
	switch last := found.last(); {
	case last.Name() == "strengths": // texts, which strength reads
	case last.IsMap() || last.Message() != nil:
		return nil, fmt.Errorf("the mapping has the field %s, which a cell cannot fill", path)
	}
	return found, nil
}

// set sets a field of a message to texts. Of a list of messages on the way there, all columns of a row fill one.
func set(m protoreflect.Message, to target, values []string) error {
	if len(values) == 0 {
		return nil
	}
	for _, field := range to[:len(to)-1] {
		if !field.IsList() {
			m = m.Mutable(field).Message()
			continue
		}
		list := m.Mutable(field).List()
		if list.Len() == 0 {
			one := list.AppendMutable().Message()
			if field := one.Descriptor().Fields().ByName("cites"); field != nil {
				one.Mutable(field).List().Append(protoreflect.ValueOfString(cite))
			}
		}
		m = list.Get(0).Message()
	}
	field := to.last()
	for _, text := range values {
		value, err := valueOf(field, text)
		if err != nil {
			return err
		}
		if !field.IsList() {
			m.Set(field, value)
			break
		}
		m.Mutable(field).List().Append(value)
	}
	return nil
}

// clear empties a field of a message, with the message of a list that it is in.
func (t target) clear(m protoreflect.Message) {
	field := t[0]
	if len(t) == 1 || field.IsList() || !m.Has(field) {
		m.Clear(field)
		return
	}
	in := m.Mutable(field).Message()
	t[1:].clear(in)
	if proto.Size(in.Interface()) == 0 {
		m.Clear(field)
	}
}

func valueOf(field protoreflect.FieldDescriptor, text string) (protoreflect.Value, error) {
	switch field.Kind() {
	case protoreflect.StringKind:
		return protoreflect.ValueOfString(text), nil
	case protoreflect.BoolKind:
		if text == "true" || text == "false" {
			return protoreflect.ValueOfBool(text == "true"), nil
		}
		return protoreflect.Value{},
			fmt.Errorf("%s is true or false, and not %q: map the words with values", field.Name(), text)
	case protoreflect.EnumKind:
		if value := field.Enum().Values().ByName(protoreflect.Name(text)); value != nil && value.Number() != 0 {
			return protoreflect.ValueOfEnum(value.Number()), nil
		}
		return protoreflect.Value{}, fmt.Errorf("%s has no value %q: map the words with values", field.Name(), text)
	default:
		return protoreflect.Value{}, fmt.Errorf("%s is not a field that a cell can fill", field.Name())
	}
}
