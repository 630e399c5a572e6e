package document

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"

	"github.com/opencompendium/compendium/catalog/spelling"
	"github.com/opencompendium/compendium/finding"
)

// Decode fills a message from the file and returns what keeps a part of it from being read. Fields are named in
// snake_case, values of enums by their names; nothing is null, and no number is written in another guise. What Parse
// reports is left out; an item of a list that cannot be read keeps its place.
func (d *Document) Decode(into proto.Message) []finding.Finding {
	decoder := decoder{doc: d}
	decoder.decode(into)
	return decoder.findings
}

// DecodeMeant fills a message as Decode does, and goes on with what a misspelled key or value can only mean, and with a
// text in place of a list as its one item. It also returns the paths of what is lost nevertheless, "" for the file as a
// whole. From then on, Find and Locate know a misspelled key by the name that is meant.
func (d *Document) DecodeMeant(into proto.Message) (findings []finding.Finding, lost []string) {
	decoder := decoder{doc: d, guess: true}
	decoder.decode(into)
	if !d.intact || decoder.full() || len(decoder.lost) == MaxProblems {
		decoder.lost = []string{""}
	}
	return decoder.findings, decoder.lost
}

// decoder fills one message. It goes on after a problem, so that one run reports all.
type decoder struct {
	doc      *Document
	root     protoreflect.MessageDescriptor
	around   []protoreflect.MessageDescriptor // from the root to the one that is being read
	findings []finding.Finding
	guess    bool     // go on with what can only be meant
	lost     []string // paths of what cannot be read
}

func (d *decoder) decode(into proto.Message) {
	if len(d.doc.nodes) == 0 {
		return
	}
	m := into.ProtoReflect()
	d.root = m.Descriptor()
	if root := d.doc.Root(); !root.Broken() {
		d.message(root, m)
	}
}

// lose notes that a node cannot be read, unless so many are that the file as a whole is lost.
func (d *decoder) lose(n Node) {
	if d.guess && len(d.lost) < MaxProblems {
		d.lost = append(d.lost, d.doc.pathOf(n, d.root))
	}
}

// full reports whether enough is found: a file that is wrong everywhere must not cost more than one that is right.
func (d *decoder) full() bool { return len(d.findings) >= MaxProblems }

func (d *decoder) reportf(rule string, n Node, key bool, format string, args ...any) {
	f := finding.Finding{
		Rule: rule, Severity: finding.Error, Message: fmt.Sprintf(format, args...), Path: d.doc.pathOf(n, d.root),
	}
	switch row := n.row(); {
	case key:
		f.Position, f.Span = n.KeyPlace()
	case row.form >= formMapping:
		f.Position, f.Span = d.doc.Place(int(row.begin), d.doc.shownEnd(n))
	default:
		f.Position, f.Span = n.Place()
	}
	d.findings = append(d.findings, f)
}

// shownEnd returns how far a list or mapping in place of another value is marked: its brackets, else its first key or
// hyphen.
func (d *Document) shownEnd(n Node) int {
	row := n.row()
	if row.form == formFlowMapping || row.form == formFlowSequence || int(row.next) == n.index+1 {
		return int(row.end)
	}
	return int(d.nodes[n.index+1].keyEnd)
}

func (d *decoder) message(n Node, into protoreflect.Message) {
	descriptor := into.Descriptor()
	if n.Kind() != Mapping {
		d.reportf(RuleWrongType, n, false, "%s must hold fields, but this is %s. Write its fields below it, each on a "+
			"line.",
			capital(nameOf(len(d.around), descriptor)), describe(n))
		d.lose(n)
		return
	}
	d.around = append(d.around, descriptor)
	defer func() { d.around = d.around[:len(d.around)-1] }()
	fields := descriptor.Fields()
	for child := range n.Children() {
		if d.full() {
			return
		}
		if child.Broken() {
			d.lose(child)
			continue
		}
		key := child.Key()
		field := fields.ByName(protoreflect.Name(key))
		if field == nil {
			d.reportf(RuleUnknownField, child, true,
				"%s has no field %s.%s", capital(nameOf(len(d.around)-1, descriptor)), show(key), d.suggestField(key, fields))
			if field = d.meantField(n, child, fields); field == nil {
				d.lose(child)
				continue
			}
		}
		d.field(child, into, field)
	}
}

// suggestField returns the end of the message about a key that is no field: the field that is meant, where a field of
// this name belongs, or all fields.
func (d *decoder) suggestField(key string, fields protoreflect.FieldDescriptors) string {
	if near, ok := spelling.Nearest(key, fieldNames(fields)); ok && spelling.IsSlip(key, near) {
		return " Did you mean " + near + "?"
	}
	const most = 3 // places, beyond which none is likely to be meant
	for i, message := range slices.Backward(d.around) {
		of := ""
		if i < len(d.around)-1 {
			of = " of " + nameOf(i, message)
		}
		if message.Fields().ByName(protoreflect.Name(key)) != nil {
			return fmt.Sprintf(" It is a field%s: write it there.", of)
		}
		if places := fieldsWith(message.Fields(), key); 0 < len(places) && len(places) <= most {
			return fmt.Sprintf(" It belongs in %s%s: write it there.", strings.Join(places, " or "), of)
		}
	}
	return spelling.Suggest(key, fieldNames(fields))
}

// fieldsWith returns the names of the fields that hold a message with a field of a name.
func fieldsWith(fields protoreflect.FieldDescriptors, name string) []string {
	var places []string
	for i := range fields.Len() {
		field := fields.Get(i)
		below := field.Message()
		if field.IsMap() {
			below = field.MapValue().Message()
		}
		if below != nil && below.Fields().ByName(protoreflect.Name(name)) != nil {
			places = append(places, string(field.Name()))
		}
	}
	return places
}

// meantField returns the field that the key of a child can only mean, or nil.
func (d *decoder) meantField(parent, child Node, fields protoreflect.FieldDescriptors) protoreflect.FieldDescriptor {
	if !d.guess {
		return nil
	}
	name, ok := spelling.Slip(child.Key(), fieldNames(fields))
	if !ok || !parent.Field(name).IsZero() {
		return nil
	}
	if d.doc.meant == nil {
		d.doc.meant = make(map[int]string)
	}
	d.doc.meant[child.index] = name
	return fields.ByName(protoreflect.Name(name))
}

func (d *decoder) field(n Node, into protoreflect.Message, field protoreflect.FieldDescriptor) {
	switch {
	case field.IsMap():
		d.entries(n, into, field)
	case field.IsList():
		if n.Kind() != Sequence {
			d.reportf(RuleWrongType, n, false,
				"%s must be a list, but this is %s. Write it in brackets, or each item on a line after a hyphen.",
				field.Name(), describe(n))
			if d.guess && n.Kind() == Scalar && field.Kind() == protoreflect.StringKind {
				d.item(n, into.Mutable(field).List(), field)
			} else {
				d.lose(n)
			}
			return
		}
		list := into.Mutable(field).List()
		for item := range n.Children() {
			if d.full() {
				return
			}
			d.item(item, list, field)
		}
	case field.Message() != nil:
		d.message(n, into.Mutable(field).Message())
	default:
		if value, ok := d.scalar(n, field); ok {
			into.Set(field, value)
		}
	}
}

func (d *decoder) item(n Node, list protoreflect.List, field protoreflect.FieldDescriptor) {
	value := list.NewElement()
	switch {
	case n.Broken():
		d.lose(n)
	case field.Message() != nil:
		d.message(n, value.Message())
	default:
		if decoded, ok := d.scalar(n, field); ok {
			value = decoded
		}
	}
	list.Append(value)
}

func (d *decoder) entries(n Node, into protoreflect.Message, field protoreflect.FieldDescriptor) {
	if n.Kind() != Mapping {
		d.reportf(RuleWrongType, n, false, "%s must hold keys with a value each, but this is %s.", field.Name(), describe(n))
		d.lose(n)
		return
	}
	entries := into.Mutable(field).Map()
	for child := range n.Children() {
		if d.full() {
			return
		}
		if child.Broken() {
			d.lose(child)
			continue
		}
		key := protoreflect.ValueOfString(child.Key()).MapKey()
		if field.MapValue().Message() == nil {
			if value, ok := d.scalar(child, field.MapValue()); ok {
				entries.Set(key, value)
			}
			continue
		}
		d.message(child, entries.Mutable(key).Message())
	}
}

func (d *decoder) scalar(n Node, field protoreflect.FieldDescriptor) (protoreflect.Value, bool) {
	if n.Kind() != Scalar {
		d.reportf(RuleWrongType, n, false, "%s must be %s, but this is %s.", field.Name(), expects(field), describe(n))
		d.lose(n)
		return protoreflect.Value{}, false
	}
	plain, value := n.IsPlain(), n.Value()
	switch field.Kind() {
	case protoreflect.StringKind:
		return protoreflect.ValueOfString(value), true
	case protoreflect.BoolKind:
		if plain && (value == "true" || value == "false") {
			return protoreflect.ValueOfBool(value == "true"), true
		}
	case protoreflect.Int32Kind:
		if number, err := strconv.ParseInt(value, 10, 32); err == nil && plain && strconv.FormatInt(number, 10) == value {
			return protoreflect.ValueOfInt32(int32(number)), true
		}
	case protoreflect.Int64Kind:
		if number, err := strconv.ParseInt(value, 10, 64); err == nil && plain && strconv.FormatInt(number, 10) == value {
			return protoreflect.ValueOfInt64(number), true
		}
	case protoreflect.EnumKind:
		if known := field.Enum().Values().ByName(protoreflect.Name(value)); known != nil && known.Number() != 0 {
			return protoreflect.ValueOfEnum(known.Number()), true
		}
		d.reportf(RuleUnknownEnum, n, false,
			"%s cannot be %s.%s", field.Name(), Shorten(value), spelling.SuggestName(value, enumNames(field.Enum())))
		if name, ok := spelling.Slip(value, enumNames(field.Enum())); ok && d.guess {
			return protoreflect.ValueOfEnum(field.Enum().Values().ByName(protoreflect.Name(name)).Number()), true
		}
		d.lose(n)
		return protoreflect.Value{}, false
	}
	d.reportf(RuleWrongType, n, false, "%s must be %s, but this is %s.", field.Name(), expects(field), describe(n))
	d.lose(n)
	return protoreflect.Value{}, false
}

// nameOf returns how people call a message at a depth, 0 for that of the file.
func nameOf(depth int, message protoreflect.MessageDescriptor) string {
	switch {
	case depth > 0:
		return string(message.Name())
	case message.Name() == "Config":
		return "the configuration"
	default:
		return "the record"
	}
}

// capital returns a text with a capital at its beginning.
func capital(text string) string { return strings.ToUpper(text[:1]) + text[1:] }

// pathOf returns the path of a node from a root message. A key that could be mistaken for a path is written like the
// key of a map.
func (d *Document) pathOf(target Node, root protoreflect.MessageDescriptor) string {
	path := ""
	node, message := d.Root(), root
	var field protoreflect.FieldDescriptor // whose list or map the node is, or nil
	for node.index < target.index {
		count := 0
		for child := range node.Children() {
			if int(child.row().next) > target.index {
				node = child
				break
			}
			count++
		}
		switch key := node.Key(); {
		case !node.IsField():
			path += "[" + strconv.Itoa(count) + "]"
			if field != nil {
				message, field = field.Message(), nil
			}
		case field != nil && field.IsMap():
			path = Keyed(path, key)
			message, field = field.MapValue().Message(), nil
		default:
			if plainWord.MatchString(key) {
				path = Join(path, key)
			} else {
				path = Keyed(path, key)
			}
			field = nil
			if message != nil {
				field = message.Fields().ByName(protoreflect.Name(key))
			}
			message = nil
			if field != nil && !field.IsMap() && !field.IsList() {
				message, field = field.Message(), nil
			}
		}
	}
	return path
}
