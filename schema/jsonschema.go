package schema

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"buf.build/gen/go/bufbuild/protovalidate/protocolbuffers/go/buf/validate"
	"google.golang.org/genproto/googleapis/api/annotations"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"
	"google.golang.org/protobuf/reflect/protoregistry"
)

// object is a JSON object. encoding/json writes its keys in order.
type object = map[string]any

// typed returns the schema of a value of a JSON type.
func typed(name string) object { return object{"type": name} }

// dialect is the JSON Schema draft of the output.
const dialect = "https://json-schema.org/draft/2020-12/schema"

// JSON returns the JSON Schema (draft 2020-12) of the records of a message type, ready to be encoded. Property names
// are those of content files, in snake_case. Derived fields are left out. refersTo returns the collections of which a
// field names records, and none for a field that names no records.
func JSON(record protoreflect.MessageDescriptor,
	refersTo func(protoreflect.FieldDescriptor) []string) (map[string]any, error) {
	texts, err := ReadComments()
	if err != nil {
		return nil, err
	}
	w := writer{comments: texts, definitions: object{}, refersTo: refersTo}
	root, err := w.message(record)
	if err != nil {
		return nil, err
	}
	if record.Fields().ByName("replaced_by") != nil {
		requireUnlessReplaced(root)
	}
	root["$schema"] = dialect
	root["title"] = string(record.Name())
	root["$defs"] = w.definitions
	return root, nil
}

// requireUnlessReplaced requires of a tombstone its display name alone: it holds no facts.
func requireUnlessReplaced(root object) {
	facts, _ := root["required"].([]string)
	root["required"] = []string{"display_name"}
	root["if"] = object{"anyOf": []object{{"required": []string{"replaced_by"}}, {"required": []string{"retired_reason"}}}}
	root["else"] = object{"required": facts}
}

type writer struct {
	comments    Comments
	definitions object
	refersTo    func(protoreflect.FieldDescriptor) []string
}

func (w *writer) message(d protoreflect.MessageDescriptor) (object, error) {
	properties := object{}
	var required []string
	for i := range d.Fields().Len() {
		field := d.Fields().Get(i)
		behaviors, _ := proto.GetExtension(field.Options(), annotations.E_FieldBehavior).([]annotations.FieldBehavior)
		if slices.Contains(behaviors, annotations.FieldBehavior_OUTPUT_ONLY) {
			continue
		}
		property, err := w.field(field)
		if err != nil {
			return nil, err
		}
		if text := w.comments[field.FullName()]; text != "" {
			property["description"] = text
			addExamples(property, text)
		}
		w.addDefault(property, field)
		takeNumbers(itemsOf(property))
		properties[string(field.Name())] = property
		if rules := rulesOf(field); rules.GetRequired() || rules.GetRepeated().GetMinItems() > 0 {
			required = append(required, string(field.Name()))
		}
	}
	schema := object{"type": "object", "properties": properties, "additionalProperties": false}
	if text := w.comments[d.FullName()]; text != "" {
		schema["description"] = text
	}
	if len(required) > 0 {
		schema["required"] = required
	}
	maps.Copy(schema, dependencies[d.FullName()])
	return schema, nil
}

func rulesOf(field protoreflect.FieldDescriptor) *validate.FieldRules {
	rules, _ := proto.GetExtension(field.Options(), validate.E_Field).(*validate.FieldRules)
	return rules
}

func (w *writer) field(field protoreflect.FieldDescriptor) (object, error) {
	rules := rulesOf(field)
	switch {
	case field.IsMap():
		values, err := w.single(field.MapValue(), rules.GetMap().GetValues())
		if err != nil {
			return nil, err
		}
		keys, err := scalar(field.MapKey(), rules.GetMap().GetKeys())
		return object{"type": "object", "propertyNames": keys, "additionalProperties": values}, err
	case field.IsList():
		items, err := w.single(field, rules.GetRepeated().GetItems())
		list := object{"type": "array", "items": items}
		if n := rules.GetRepeated().GetMinItems(); n > 0 {
			list["minItems"] = n
		}
		if rules.GetRepeated().GetUnique() {
			list["uniqueItems"] = true
		}
		return list, err
	default:
		return w.single(field, rules)
	}
}

func (w *writer) single(field protoreflect.FieldDescriptor, rules *validate.FieldRules) (object, error) {
	switch {
	case field.Message() != nil:
		return w.reference(field.Message())
	case field.Enum() != nil:
		return w.enum(field.Enum()), nil
	default:
		schema, err := scalar(field, rules)
		if collections := w.refersTo(field); len(collections) > 0 {
			schema["pattern"] = "^(" + strings.Join(collections, "|") + ")/[a-z0-9]+(-[a-z0-9]+)*$"
		}
		return schema, err
	}
}

// reference returns a reference to a message's schema, which it defines on first use.
func (w *writer) reference(d protoreflect.MessageDescriptor) (object, error) {
	name := strings.TrimPrefix(strings.TrimPrefix(string(d.FullName()), "compendium.v1."), "compendium.config.v1.")
	if _, done := w.definitions[name]; !done {
		w.definitions[name] = nil // stops recursion on cycles
		defined, err := w.message(d)
		if err != nil {
			return nil, err
		}
		w.definitions[name] = defined
	}
	return object{"$ref": "#/$defs/" + name}, nil
}

// enum lists the values of an enum with their descriptions, without the zero value, which content cannot have.
func (w *writer) enum(d protoreflect.EnumDescriptor) object {
	var values []object
	for i := range d.Values().Len() {
		value := d.Values().Get(i)
		if value.Number() == 0 {
			continue
		}
		one := object{"const": string(value.Name())}
		if text := w.comments[value.FullName()]; text != "" {
			one["description"] = text
		}
		values = append(values, one)
	}
	return object{"type": "string", "oneOf": values}
}

func scalar(field protoreflect.FieldDescriptor, rules *validate.FieldRules) (object, error) {
	switch field.Kind() {
	case protoreflect.BoolKind:
		return typed("boolean"), nil
	case protoreflect.Int32Kind:
		schema := typed("integer")
		if r := rules.GetInt32(); r != nil {
			if r.HasGte() {
				schema["minimum"] = r.GetGte()
			}
			if r.HasLte() {
				schema["maximum"] = r.GetLte()
			}
		}
		return schema, nil
	case protoreflect.StringKind:
		return text(rules.GetString()), nil
	default:
		return nil, fmt.Errorf("field %s: unsupported kind %s", field.FullName(), field.Kind())
	}
}

func text(rules *validate.StringRules) object {
	schema := typed("string")
	var all []object
	if pattern := rules.GetPattern(); pattern != "" {
		// The schema's patterns also accept the empty string, which means an absent field; JSON Schema does not see
		// absent properties.
		if inner, optional := strings.CutSuffix(pattern, ")?$"); optional {
			pattern = inner + ")$"
		}
		all = append(all, object{"pattern": pattern})
	}
	if n := rules.GetMaxLen(); n > 0 {
		schema["maxLength"] = n
	}
	if len(rules.GetIn()) > 0 {
		schema["enum"] = rules.GetIn()
	}
	eachPredefined(rules.ProtoReflect(), func(expression string) {
		if constraint := fromCEL(expression); constraint != nil {
			all = append(all, constraint)
		}
	})
	if len(all) == 1 {
		maps.Copy(schema, all[0])
	} else if len(all) > 1 {
		schema["allOf"] = all
	}
	return schema
}

// eachPredefined calls visit with the expressions of each predefined rule of rules.proto that is set in rules,
// in order of declaration.
func eachPredefined(rules protoreflect.Message, visit func(expression string)) {
	if !rules.IsValid() {
		return
	}
	file, err := protoregistry.GlobalFiles.FindFileByPath("compendium/v1/rules.proto")
	if err != nil {
		return
	}
	for i := range file.Extensions().Len() {
		extension := file.Extensions().Get(i)
		if extension.ContainingMessage().FullName() != rules.Descriptor().FullName() {
			continue
		}
		declared, err := protoregistry.GlobalTypes.FindExtensionByName(extension.FullName())
		if err != nil || !rules.Has(declared.TypeDescriptor()) {
			continue
		}
		predefined, _ := proto.GetExtension(extension.Options(), validate.E_Predefined).(*validate.PredefinedRules)
		for _, rule := range predefined.GetCel() {
			visit(rule.GetExpression())
		}
	}
}

// celOneOf matches the expression of a set of values.
var celOneOf = regexp.MustCompile(`this\.matches\('\^\((.*)\)\$'\)$`)

// fromCEL translates a set of values to JSON Schema, without the empty string.
func fromCEL(expression string) object {
	if m := celOneOf.FindStringSubmatch(expression); m != nil {
		return object{"enum": strings.Split(m[1], "|")}
	}
	return nil
}
