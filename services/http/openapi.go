package http

import (
	"encoding/json"
	"maps"
	"slices"
	"strconv"
	"strings"

	"google.golang.org/genproto/googleapis/api/annotations"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"

	"github.com/opencompendium/compendium/schema"
)

// object is a JSON object. encoding/json writes its keys in order.
type object = map[string]any

// openAPI describes the paths of the API in OpenAPI 3.1.
type openAPI struct {
	comments schema.Comments
	paths    object
	// schemas are those of the messages and enums that are referred to.
	schemas object
}

func newOpenAPI() (*openAPI, error) {
	comments, err := schema.ReadComments()
	return &openAPI{comments: comments, paths: object{}, schemas: object{}}, err
}

// add adds a method on one of its paths. The first is called like the method, and the others have their number too.
func (o *openAPI) add(m *method, t *template, number int) {
	id := string(m.descriptor.Name())
	if number > 0 {
		id += strconv.Itoa(number + 1)
	}
	operation := object{
		"operationId": id,
		"tags":        []string{string(m.descriptor.Parent().Name())},
		"description": o.comments[m.descriptor.FullName()],
		"responses": object{
			"200":     response("The answer.", o.reference(m.descriptor.Output())),
			"default": response("An error, as in AIP-193.", object{"$ref": "#/components/schemas/Error"}),
		},
	}
	if t.body {
		operation["requestBody"] = object{
			"required": true, "content": object{mediaJSON: object{"schema": o.reference(m.descriptor.Input())}},
		}
	} else {
		operation["parameters"] = o.parameters(m, t)
	}
	verbs, ok := o.paths[t.path].(object)
	if !ok {
		verbs = object{}
		o.paths[t.path] = verbs
	}
	verbs[strings.ToLower(t.verb)] = operation
}

func response(text string, schema object) object {
	return object{"description": text, "content": object{mediaJSON: object{"schema": schema}}}
}

// parameters describes the fields of a request in the path and in the query.
func (o *openAPI) parameters(m *method, t *template) []object {
	parameters := []object{}
	for _, v := range t.variables {
		for _, wildcard := range v.wildcards {
			if wildcard != "" {
				parameters = append(parameters, object{"name": wildcard, "in": "path", "required": true,
					"description": "The identifier in: " + o.comments[v.field.FullName()], "schema": object{"type": "string"}})
			}
		}
	}
	fields := m.descriptor.Input().Fields()
	for i := range fields.Len() {
		field := fields.Get(i)
		if t.binds(field) || field.Message() != nil {
			continue
		}
		parameters = append(parameters, object{"name": field.JSONName(), "in": "query", "required": isRequired(field),
			"description": o.comments[field.FullName()], "schema": o.field(field)})
	}
	return parameters
}

func isRequired(field protoreflect.FieldDescriptor) bool {
	behaviors, _ := proto.GetExtension(field.Options(), annotations.E_FieldBehavior).([]annotations.FieldBehavior)
	return slices.Contains(behaviors, annotations.FieldBehavior_REQUIRED)
}

// reference returns a reference to the schema of a message or enum, which it describes on first use.
func (o *openAPI) reference(d protoreflect.Descriptor) object {
	if d.FullName() == "google.protobuf.Timestamp" {
		return object{"type": "string", "format": "date-time"}
	}
	name := string(d.FullName())
	if _, done := o.schemas[name]; !done {
		described := object{}
		o.schemas[name] = described // stops recursion on cycles
		if text := o.comments[d.FullName()]; text != "" {
			described["description"] = text
		}
		switch d := d.(type) {
		case protoreflect.MessageDescriptor:
			maps.Copy(described, o.message(d))
		case protoreflect.EnumDescriptor:
			maps.Copy(described, o.enum(d))
		}
	}
	return object{"$ref": "#/components/schemas/" + name}
}

// message describes a message in its JSON form. Nothing is required: what is not set is left out, and views and masks
// leave out more.
func (o *openAPI) message(d protoreflect.MessageDescriptor) object {
	properties := object{}
	for i := range d.Fields().Len() {
		field := d.Fields().Get(i)
		described := o.field(field)
		if text := o.comments[field.FullName()]; text != "" {
			described["description"] = text
		}
		properties[field.JSONName()] = described
	}
	return object{"type": "object", "properties": properties}
}

func (o *openAPI) enum(d protoreflect.EnumDescriptor) object {
	var values []object
	for i := range d.Values().Len() {
		value := d.Values().Get(i)
		values = append(values, object{"const": string(value.Name()), "description": o.comments[value.FullName()]})
	}
	return object{"type": "string", "oneOf": values}
}

func (o *openAPI) field(field protoreflect.FieldDescriptor) object {
	switch {
	case field.IsMap():
		return object{"type": "object", "additionalProperties": o.single(field.MapValue())}
	case field.IsList():
		return object{"type": "array", "items": o.single(field)}
	default:
		return o.single(field)
	}
}

func (o *openAPI) single(field protoreflect.FieldDescriptor) object {
	switch field.Kind() {
	case protoreflect.MessageKind:
		return o.reference(field.Message())
	case protoreflect.EnumKind:
		return o.reference(field.Enum())
	case protoreflect.BoolKind:
		return object{"type": "boolean"}
	case protoreflect.Int32Kind, protoreflect.Uint32Kind:
		return object{"type": "integer", "format": "int32"}
	case protoreflect.Int64Kind, protoreflect.Uint64Kind:
		return object{"type": "string", "format": "int64"}
	case protoreflect.FloatKind, protoreflect.DoubleKind:
		return object{"type": "number"}
	default:
		return object{"type": "string"}
	}
}

// json returns the description.
func (o *openAPI) json() ([]byte, error) {
	o.schemas["Error"] = object{"type": "object", "required": []string{"error"}, "properties": object{
		"error": object{"type": "object", "required": []string{"code", "message", "status"}, "properties": object{
			"code": object{"type": "integer"}, "message": object{"type": "string"}, "status": object{"type": "string"},
			"details": object{"type": "array", "items": object{"type": "object",
				"properties": object{"@type": object{"type": "string"}}}},
		}},
	}}
	return json.Marshal(object{
		"openapi": "3.1.1",
		"info": object{"title": "Compendium", "version": "v1",
			"description": "What a medicine is, how it is given, what it does to people, what it is used for on and off its " +
				"label, and on whose authority."},
		"paths":      o.paths,
		"components": object{"schemas": o.schemas},
	})
}
