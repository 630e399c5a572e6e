package document

import (
	"regexp"
	"strconv"
	"strings"

	"google.golang.org/protobuf/reflect/protoreflect"
)

// expects returns what a scalar field takes.
func expects(field protoreflect.FieldDescriptor) string {
	switch field.Kind() {
	case protoreflect.BoolKind:
		return "true or false"
	case protoreflect.Int32Kind, protoreflect.Int64Kind:
		return "a whole number"
	case protoreflect.EnumKind:
		return "one of " + strings.Join(enumNames(field.Enum()), ", ")
	default:
		return "a text"
	}
}

// describe returns what a node is, for a message.
func describe(n Node) string {
	switch n.Kind() {
	case Mapping:
		return "a mapping"
	case Sequence:
		return "a list"
	case Null:
		return "nothing; remove the key or give it a value"
	default:
		return "the text " + Shorten(n.Value())
	}
}

// Shorten returns a text in quotes for a message, and its beginning where it is long.
func Shorten(text string) string {
	const most = 40
	if runes := []rune(text); len(runes) > most {
		text = string(runes[:most]) + "…"
	}
	return strconv.Quote(text)
}

var plainWord = regexp.MustCompile(`^[A-Za-z0-9_-]{1,40}$`)

// show returns a word of a file for a message: as it is where it is plain, else quoted and shortened.
func show(word string) string {
	if plainWord.MatchString(word) {
		return word
	}
	return Shorten(word)
}

func fieldNames(fields protoreflect.FieldDescriptors) []string {
	names := make([]string, fields.Len())
	for i := range names {
		names[i] = string(fields.Get(i).Name())
	}
	return names
}

// enumNames returns the values that content may use: all but the zero one.
func enumNames(enum protoreflect.EnumDescriptor) []string {
	var names []string
	for i := range enum.Values().Len() {
		if v := enum.Values().Get(i); v.Number() != 0 {
			names = append(names, string(v.Name()))
		}
	}
	return names
}
