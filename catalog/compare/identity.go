package compare

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"google.golang.org/protobuf/reflect/protoreflect"

	"github.com/opencompendium/compendium/catalog"
)

// item is a message in a list or map, with what identifies it there.
type item struct {
	key     string // "" without one
	fields  string // the values of its identities; "" of one that has a key and no identities
	message protoreflect.Message
}

// name returns what the item is called in a path.
func (i item) name() string { return cmp.Or(i.key, i.fields) }

// is reports whether two items are the same one, before and after. Keys decide if both have one: an item may be given
// its key later.
func (i item) is(other item) bool {
	if i.key != "" && other.key != "" {
		return i.key == other.key
	}
	return i.fields == other.fields
}

// identities lists, by message type, the fields that identify a list item that has no key. Types not listed are
// identified by their key, or else by all their fields. Items of a type whose fields begin with its key share keys, and
// are identified by all of these fields.
var identities = map[protoreflect.Name][]protoreflect.Name{
	"AccessDecision":     {"body", "use", "reference"},
	"Administration":     {"route", "dose_form", "uses"},
	"AuthorizationEvent": {"regulator", "event", "use", "indication"},
	"Band":               {"measure"},
	"Biomarker":          {"target", "alteration", "variant"},
	"Component":          {"drug", "procedure"},
	"Conflict":           {"field"},
	"Coverage":           {"regulator", "jurisdiction"},
	"Frequency":          {"product", "use", "severity", "exposure"},
	"Gap":                {"field"},
	"Max":                {"scope", "across"},
	"Note":               {"text"},
	"Part":               {"drug", "procedure"},
	"Product":            {"brand", "jurisdiction"},
	"Reduction":          {"when"},
	"Reference":          {"source", "printed"},
	"Result":             {"date", "outcome"},
	"Retired":            {"system", "code"},
	"SafetyItem":         {"kind", "with", "with_text"},
	"Statement":          {"says"},
	"TruncatedSection":   {"section"},
}

// The order of these lists has a meaning. Steps of a dose are known by their place in it alone; blocks have keys.
const (
	doseStep = "DoseStep"
	block    = "Block"
)

// items returns the items of a list, in order.
func items(list protoreflect.List) []item {
	all := make([]item, list.Len())
	for i := range all {
		m := list.Get(i).Message()
		key := catalog.KeyOf(m)
		switch {
		case sharesKeys(m.Descriptor()):
			key = ""
		case m.Descriptor().Name() == doseStep:
			key = strconv.Itoa(i + 1)
		}
		all[i] = item{key, identity(m, key != ""), m}
	}
	return all
}

// sharesKeys reports whether several items of one list may have the same key.
func sharesKeys(message protoreflect.MessageDescriptor) bool {
	key, names := catalog.ItemKey(message), identities[message.Name()]
	return key != nil && len(names) > 0 && names[0] == key.Name()
}

// entries returns the entries of a map, sorted by key.
func entries(m protoreflect.Map) []item {
	var list []item
	m.Range(func(key protoreflect.MapKey, value protoreflect.Value) bool {
		list = append(list, item{key: key.String(), message: value.Message()})
		return true
	})
	slices.SortFunc(list, func(a, b item) int { return cmp.Compare(a.key, b.key) })
	return list
}

// identity returns what distinguishes a message from the others in its list, beside its key.
func identity(m protoreflect.Message, hasKey bool) string {
	names, known := identities[m.Descriptor().Name()]
	switch {
	case !known && hasKey:
		return ""
	case !known:
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
			parts = append(parts, entry.key+": "+flow(entry.message))
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
