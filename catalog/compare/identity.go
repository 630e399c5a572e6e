package compare

import (
	"cmp"
	"slices"
	"strings"

	"google.golang.org/protobuf/reflect/protoreflect"
)

// item is a message in a list, with its identity there.
type item struct {
	identity string
	message  protoreflect.Message
}

// identities lists, by message type, the fields that identify a list item. Types not listed are identified by all their
// fields.
var identities = map[protoreflect.Name][]protoreflect.Name{
	"AccessDecision":     {"body", "use", "reference"},
	"Administration":     {"route", "dose_form", "uses"},
	"AuthorizationEvent": {"regulator", "event", "use", "indication"},
	"Biomarker":          {"target", "alteration"},
	"Component":          {"drug"},
	"Conflict":           {"field"},
	"Coverage":           {"drug", "jurisdiction"},
	"Gap":                {"field"},
	"Label":              {"jurisdiction"},
	"Mandate":            {"jurisdiction"},
	"Name":               {"type", "text"},
	"Note":               {"text"},
	"Product":            {"brand", "jurisdiction"},
	"Reference":          {"source", "printed"},
	"Result":             {"date", "outcome"},
	"Retired":            {"system", "code"},
	"SideEffect":         {"term"},
	"Statement":          {"says"},
	"TherapyUse":         {"id"},
	"TruncatedSection":   {"section"},
	"Use":                {"id"},
}

// items returns the items of a list, in order.
func items(list protoreflect.List) []item {
	all := make([]item, list.Len())
	for i := range all {
		m := list.Get(i).Message()
		all[i] = item{identity(m), m}
	}
	return all
}

// entries returns the entries of a map, sorted by key.
func entries(m protoreflect.Map) []item {
	var list []item
	m.Range(func(key protoreflect.MapKey, value protoreflect.Value) bool {
		list = append(list, item{key.String(), value.Message()})
		return true
	})
	slices.SortFunc(list, func(a, b item) int { return cmp.Compare(a.identity, b.identity) })
	return list
}

// identity returns what distinguishes a message from the others in its list.
func identity(m protoreflect.Message) string {
	names, known := identities[m.Descriptor().Name()]
	if !known {
		return flow(m)
	}
	var parts []string
	for _, name := range names {
		if part := written(m.Descriptor().Fields().ByName(name), m); part != "" {
			parts = append(parts, part)
		}
	}
	return strings.Join(parts, " ")
}

// written returns the value of a field in one line, as content files write it, or "" if it is not set.
func written(field protoreflect.FieldDescriptor, m protoreflect.Message) string {
	value := m.Get(field)
	switch {
	case !m.Has(field):
		return ""
	case field.IsMap():
		var parts []string
		for _, entry := range entries(value.Map()) {
			parts = append(parts, entry.identity+": "+flow(entry.message))
		}
		return "{" + strings.Join(parts, ", ") + "}"
	case field.IsList() && field.Message() != nil:
		var parts []string
		for i := range value.List().Len() {
			parts = append(parts, flow(value.List().Get(i).Message()))
		}
		return "[" + strings.Join(parts, ", ") + "]"
	case field.IsList():
		return "[" + strings.Join(scalars(field, value.List()), ", ") + "]"
	case field.Message() != nil:
		return flow(value.Message())
	default:
		return scalar(field, value)
	}
}

// flow returns a message in one line, in YAML's flow style.
func flow(m protoreflect.Message) string {
	var parts []string
	fields := m.Descriptor().Fields()
	for i := range fields.Len() {
		if text := written(fields.Get(i), m); text != "" {
			parts = append(parts, string(fields.Get(i).Name())+": "+text)
		}
	}
	return "{" + strings.Join(parts, ", ") + "}"
}

// scalars returns the items of a list of strings, numbers or enum values.
func scalars(field protoreflect.FieldDescriptor, list protoreflect.List) []string {
	all := make([]string, list.Len())
	for i := range all {
		all[i] = scalar(field, list.Get(i))
	}
	return all
}

func scalar(field protoreflect.FieldDescriptor, value protoreflect.Value) string {
	if field.Kind() != protoreflect.EnumKind {
		return value.String()
	}
	if named := field.Enum().Values().ByNumber(value.Enum()); named != nil {
		return string(named.Name())
	}
	return value.String()
}
