package catalog

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"github.com/opencompendium/compendium/finding"
	"go.yaml.in/yaml/v4"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"
)

// decoder fills a message from YAML nodes by the rules of protoyaml, narrowed to what is safe for people to write: field names in
// snake_case only, enum values by name only, no null, no number in another guise. It goes on after a fault, so that one run
// names all of a file's.
type decoder struct {
	faulty map[*yaml.Node]bool
	faults []fault
}

func (d *decoder) failf(rule string, node *yaml.Node, path, format string, args ...any) {
	d.faults = append(d.faults, fault{rule: rule, path: path, at: finding.Position{Line: node.Line, Column: node.Column}, message: fmt.Sprintf(format, args...)})
}

// full says that enough is found: a file that is wrong everywhere must not cost more than one that is right.
func (d *decoder) full() bool { return len(d.faults) >= MaxProblems }

func (d *decoder) message(node *yaml.Node, into protoreflect.Message, path string) {
	if node.Kind != yaml.MappingNode {
		d.failf(RuleWrongType, node, path, "%s takes fields, and this is %s. Write its fields below it, each on a line.", nameOf(path, into.Descriptor()), describe(node))
		return
	}
	fields := into.Descriptor().Fields()
	for i := 0; i+1 < len(node.Content) && !d.full(); i += 2 {
		key, value := node.Content[i], node.Content[i+1]
		if d.faulty[key] || d.faulty[value] {
			continue
		}
		field := fields.ByName(protoreflect.Name(key.Value))
		if field == nil {
			d.failf(RuleUnknownField, key, joinKey(path, key.Value), "%s has no field %s.%s", nameOf(path, into.Descriptor()), show(key.Value), suggest(key.Value, fieldNames(fields)))
			continue
		}
		d.field(value, into, field, join(path, key.Value))
	}
}

func (d *decoder) field(node *yaml.Node, into protoreflect.Message, field protoreflect.FieldDescriptor, path string) {
	switch {
	case field.IsMap():
		d.mapping(node, into, field, path)
	case field.IsList():
		if node.Kind != yaml.SequenceNode {
			d.failf(RuleWrongType, node, path, "%s takes a list, and this is %s. Write it in brackets, or each item on a line after a hyphen.", field.Name(), describe(node))
			return
		}
		list := into.Mutable(field).List()
		for i, item := range node.Content {
			if d.full() {
				return
			}
			d.item(item, list, field, path+"["+strconv.Itoa(i)+"]")
		}
	case field.Message() != nil:
		d.message(node, into.Mutable(field).Message(), path)
	default:
		if value, ok := d.scalar(node, field, path); ok {
			into.Set(field, value)
		}
	}
}

// item decodes an item of a list. One that is wrong keeps its place, so that the paths of the items after it stay true.
func (d *decoder) item(node *yaml.Node, list protoreflect.List, field protoreflect.FieldDescriptor, path string) {
	value := list.NewElement()
	switch {
	case d.faulty[node]:
	case field.Message() != nil:
		d.message(node, value.Message(), path)
	default:
		if decoded, ok := d.scalar(node, field, path); ok {
			value = decoded
		}
	}
	list.Append(value)
}

func (d *decoder) mapping(node *yaml.Node, into protoreflect.Message, field protoreflect.FieldDescriptor, path string) {
	if node.Kind != yaml.MappingNode {
		d.failf(RuleWrongType, node, path, "%s takes keys with a value each, and this is %s.", field.Name(), describe(node))
		return
	}
	entries := into.Mutable(field).Map()
	for i := 0; i+1 < len(node.Content) && !d.full(); i += 2 {
		key, value := node.Content[i], node.Content[i+1]
		if d.faulty[key] || d.faulty[value] {
			continue
		}
		d.message(value, entries.Mutable(protoreflect.ValueOfString(key.Value).MapKey()).Message(), keyed(path, key.Value))
	}
}

func (d *decoder) scalar(node *yaml.Node, field protoreflect.FieldDescriptor, path string) (protoreflect.Value, bool) {
	if node.Kind != yaml.ScalarNode || node.Tag == nullTag {
		d.failf(RuleWrongType, node, path, "%s takes %s, and this is %s.", field.Name(), expects(field), describe(node))
		return protoreflect.Value{}, false
	}
	plain := node.Style&(yaml.SingleQuotedStyle|yaml.DoubleQuotedStyle|yaml.LiteralStyle|yaml.FoldedStyle) == 0
	switch field.Kind() {
	case protoreflect.StringKind:
		return protoreflect.ValueOfString(node.Value), true
	case protoreflect.BoolKind:
		if plain && (node.Value == "true" || node.Value == "false") {
			return protoreflect.ValueOfBool(node.Value == "true"), true
		}
	case protoreflect.Int32Kind:
		if n, err := strconv.ParseInt(node.Value, 10, 32); err == nil && plain && strconv.FormatInt(n, 10) == node.Value {
			return protoreflect.ValueOfInt32(int32(n)), true
		}
	case protoreflect.EnumKind:
		if value := field.Enum().Values().ByName(protoreflect.Name(node.Value)); value != nil && value.Number() != 0 {
			return protoreflect.ValueOfEnum(value.Number()), true
		}
		names := enumNames(field.Enum())
		d.failf(RuleUnknownEnum, node, path, "%s does not take %s.%s", field.Name(), quote(node.Value), suggest(node.Value, names))
		return protoreflect.Value{}, false
	}
	d.failf(RuleWrongType, node, path, "%s takes %s, and this is %s.", field.Name(), expects(field), describe(node))
	return protoreflect.Value{}, false
}

func expects(field protoreflect.FieldDescriptor) string {
	switch field.Kind() {
	case protoreflect.BoolKind:
		return "true or false"
	case protoreflect.Int32Kind:
		return "a whole number"
	case protoreflect.EnumKind:
		return "one of " + strings.Join(enumNames(field.Enum()), ", ")
	default:
		return "a text"
	}
}

func describe(node *yaml.Node) string {
	switch {
	case node.Kind == yaml.MappingNode:
		return "a mapping"
	case node.Kind == yaml.SequenceNode:
		return "a list"
	case node.Tag == nullTag:
		return "nothing; remove the key or give it a value"
	default:
		return "the text " + quote(node.Value)
	}
}

func quote(s string) string {
	const most = 40
	if runes := []rune(s); len(runes) > most {
		s = string(runes[:most]) + "…"
	}
	return strconv.Quote(s)
}

var plainWord = regexp.MustCompile(`^[A-Za-z0-9_-]{1,40}$`)

// show gives a word of a file for a message: as it stands where it is plain, else quoted and shortened.
func show(word string) string {
	if plainWord.MatchString(word) {
		return word
	}
	return quote(word)
}

func nameOf(path string, message protoreflect.MessageDescriptor) string {
	if path != "" {
		return string(message.Name())
	}
	if message.Name() == "Config" {
		return "The configuration"
	}
	return "The record"
}

func join(path, field string) string {
	if path == "" {
		return field
	}
	return path + "." + field
}

// keyed gives the path of a map's entry.
func keyed(path, key string) string { return path + "[" + strconv.Quote(key) + "]" }

// joinKey gives the path of a key that is no field. One that could be mistaken for a path is written like a map's entry.
func joinKey(path, key string) string {
	if plainWord.MatchString(key) {
		return join(path, key)
	}
	return keyed(path, key)
}

func fieldNames(fields protoreflect.FieldDescriptors) []string {
	names := make([]string, fields.Len())
	for i := range names {
		names[i] = string(fields.Get(i).Name())
	}
	return names
}

// enumNames gives the values that content may use: all but the zero one.
func enumNames(enum protoreflect.EnumDescriptor) []string {
	var names []string
	for i := range enum.Values().Len() {
		if v := enum.Values().Get(i); v.Number() != 0 {
			names = append(names, string(v.Name()))
		}
	}
	return names
}

// decode makes a record of a file's nodes.
func decode(file *document, kind Kind) (proto.Message, []fault) {
	record := kind.New()
	d := decoder{faulty: file.faulty}
	if !d.faulty[file.root] {
		d.message(file.root, record.ProtoReflect(), "")
	}
	return record, d.faults
}
