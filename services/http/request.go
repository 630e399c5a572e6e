package http

import (
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"google.golang.org/protobuf/encoding/protojson"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"

	"github.com/opencompendium/compendium/catalog/spelling"
	"github.com/opencompendium/compendium/services"
)

// decode returns what reads the message of a request on a path of the API.
func (t *template) decode(r *http.Request) services.Decode {
	return func(message proto.Message, maxBytes int) error {
		if t.body {
			return readBody(r, message, maxBytes)
		}
		return t.readQuery(r, message.ProtoReflect())
	}
}

// readBody reads a message from a JSON body.
func readBody(r *http.Request, message proto.Message, maxBytes int) error {
	if kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type")); err != nil || kind != mediaJSON {
		return fmt.Errorf("the body has the Content-Type %.100q; send it as %s", r.Header.Get("Content-Type"), mediaJSON)
	}
	if encoding := r.Header.Get("Content-Encoding"); encoding != "" && encoding != "identity" {
		return fmt.Errorf("the body has the Content-Encoding %.100q; send it as it is", encoding)
	}
	body, err := io.ReadAll(io.LimitReader(r.Body, int64(maxBytes)+1))
	if err != nil {
		return fmt.Errorf("read the body: %w", err)
	}
	if len(body) > maxBytes {
		return services.TooLargeError{Size: max(len(body), int(r.ContentLength)), MaxBytes: maxBytes}
	}
	return protojson.Unmarshal(body, message)
}

// readQuery reads a message from the path and the query.
func (t *template) readQuery(r *http.Request, message protoreflect.Message) error {
	if r.URL.RawQuery != "" {
		if err := t.readParameters(r.URL.RawQuery, message); err != nil {
			return err
		}
	}
	for _, v := range t.variables {
		message.Set(v.field, protoreflect.ValueOfString(v.value(r)))
	}
	return nil
}

// readParameters reads a message from a query.
func (t *template) readParameters(raw string, message protoreflect.Message) error {
	query, err := url.ParseQuery(raw)
	if err != nil {
		return fmt.Errorf("the query cannot be read: %w", err)
	}
	for key, values := range query {
		field, err := t.parameter(message.Descriptor(), key)
		if err != nil {
			return err
		}
		if err := set(message, field, key, values); err != nil {
			return err
		}
	}
	return nil
}

// parameter returns the field that a parameter of the query names, as in JSON or as in the schema. The field of a
// variable of the path is none.
func (t *template) parameter(message protoreflect.MessageDescriptor, key string) (protoreflect.FieldDescriptor, error) {
	var names []string
	for i := range message.Fields().Len() {
		field := message.Fields().Get(i)
		if t.binds(field) || field.Message() != nil {
			continue
		}
		if key == field.JSONName() || key == string(field.Name()) {
			return field, nil
		}
		names = append(names, field.JSONName())
	}
	if near, ok := spelling.Nearest(key, names); ok {
		return nil, fmt.Errorf("there is no parameter %q; the nearest is %s", key, near)
	}
	return nil, fmt.Errorf("there is no parameter %q; there are %s", key, strings.Join(names, ", "))
}

// binds reports whether the path has a field.
func (t *template) binds(field protoreflect.FieldDescriptor) bool {
	return slices.ContainsFunc(t.variables, func(v variable) bool { return v.field == field })
}

// set sets a field from the values of a parameter.
func set(message protoreflect.Message, field protoreflect.FieldDescriptor, key string, values []string) error {
	if !field.IsList() && len(values) > 1 {
		return fmt.Errorf("the parameter %q is there twice", key)
	}
	for _, text := range values {
		value, err := parse(field, text)
		if err != nil {
			return fmt.Errorf("the parameter %q: %w", key, err)
		}
		if field.IsList() {
			message.Mutable(field).List().Append(value)
		} else {
			message.Set(field, value)
		}
	}
	return nil
}

// parse reads a scalar as JSON has it, without quotes.
func parse(field protoreflect.FieldDescriptor, text string) (protoreflect.Value, error) {
	switch field.Kind() {
	case protoreflect.StringKind:
		return protoreflect.ValueOfString(text), nil
	case protoreflect.BoolKind:
		if text == "true" || text == "false" {
			return protoreflect.ValueOfBool(text == "true"), nil
		}
		return protoreflect.Value{}, fmt.Errorf("%q is neither true nor false", text)
	case protoreflect.Int32Kind:
		n, err := strconv.ParseInt(text, 10, 32)
		if err != nil {
			return protoreflect.Value{}, fmt.Errorf("%q is not a whole number of 32 bits", text)
		}
		return protoreflect.ValueOfInt32(int32(n)), nil
	case protoreflect.EnumKind:
		var names []string
		for i := range field.Enum().Values().Len() {
			value := field.Enum().Values().Get(i)
			if string(value.Name()) == text {
				return protoreflect.ValueOfEnum(value.Number()), nil
			}
			names = append(names, string(value.Name()))
		}
		return protoreflect.Value{}, fmt.Errorf("%q is none of %s", text, strings.Join(names, ", "))
	default:
		return protoreflect.Value{}, fmt.Errorf("a %s cannot stand in a query", field.Kind())
	}
}
