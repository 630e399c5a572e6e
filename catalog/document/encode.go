package document

import (
	"slices"
	"strconv"
	"strings"

	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"
)

// Encode returns the canonical text of a file that holds a message.
func Encode(message proto.Message) []byte {
	m := message.ProtoReflect()
	root := encoded(protoreflect.ValueOfMessage(m), nil)
	root.form = formMapping
	t := tree{root: root}
	return []byte(t.text(shape{message: m.Descriptor()}))
}

// encoded returns a value as it is written: a list or message in brackets, where it has room.
func encoded(value protoreflect.Value, field protoreflect.FieldDescriptor) *branch {
	switch v := value.Interface().(type) {
	case protoreflect.Message:
		b := &branch{kind: Mapping, form: formFlowMapping}
		fields := v.Descriptor().Fields()
		for i := range fields.Len() {
			if f := fields.Get(i); v.Has(f) {
				b.entries = append(b.entries, &entry{key: string(f.Name()), field: true, parent: b, value: encoded(v.Get(f), f)})
			}
		}
		return b
	case protoreflect.List:
		b := &branch{kind: Sequence, form: formFlowSequence}
		for i := range v.Len() {
			b.entries = append(b.entries, &entry{parent: b, value: encoded(v.Get(i), field)})
		}
		return b
	case protoreflect.Map:
		b := &branch{kind: Mapping, form: formFlowMapping}
		for key, of := range v.Range {
			value := encoded(of, field.MapValue())
			b.entries = append(b.entries, &entry{key: key.String(), field: true, parent: b, value: value})
		}
		slices.SortFunc(b.entries, func(x, y *entry) int { return strings.Compare(x.key, y.key) })
		return b
	case protoreflect.EnumNumber:
		return &branch{kind: Scalar, form: formPlain, value: enumName(field.Enum(), v)}
	case bool:
		return &branch{kind: Scalar, form: formPlain, value: strconv.FormatBool(v)}
	case int32, int64:
		return &branch{kind: Scalar, form: formPlain, value: value.String()}
	default:
		return &branch{kind: Scalar, form: formDouble, value: value.String()}
	}
}

// enumName returns the name of an enum's value, or its number where it has none.
func enumName(enum protoreflect.EnumDescriptor, number protoreflect.EnumNumber) string {
	if known := enum.Values().ByNumber(number); known != nil {
		return string(known.Name())
	}
	return strconv.Itoa(int(number))
}
