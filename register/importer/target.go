package importer

import (
	"fmt"
	"strings"

	"google.golang.org/protobuf/reflect/protoreflect"
)

// target is a field of a message, with the fields that lead to it.
type target []protoreflect.FieldDescriptor

func (t target) last() protoreflect.FieldDescriptor { return t[len(t)-1] }

// is reports whether a path of the schema's leads to the field, or to a value of its list.
func (t target) is(path string) bool {
	names := make([]string, len(t))
	for i, field := range t {
		names[i] = string(field.Name())
	}
	path, _, _ = strings.Cut(path, "[")
	return path == strings.Join(names, ".")
}

// targetOf returns the field of a path, if cells can fill it.
func targetOf(of protoreflect.MessageDescriptor, path string) (target, error) {
	var found target
	for name := range strings.SplitSeq(path, ".") {
		if len(found) > 0 {
			of = found.last().Message()
			if of == nil || found.last().Cardinality() == protoreflect.Repeated {
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

// set sets a field of a message to texts.
func set(m protoreflect.Message, to target, values []string) error {
	if len(values) == 0 {
		return nil
	}
	for _, field := range to[:len(to)-1] {
		m = m.Mutable(field).Message()
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
		return protoreflect.Value{}, fmt.Errorf("%s is no field that a cell can fill", field.Name())
	}
}
