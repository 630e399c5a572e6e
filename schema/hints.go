package schema

import (
	"regexp"
	"slices"

	"google.golang.org/protobuf/reflect/protoreflect"
)

// quoted matches an example in a comment: `the ISO 639 code: "en"`.
var quoted = regexp.MustCompile(`(?::|date,) "([^"]+)"`)

// addExamples adds the values that the comment of a field quotes as examples to its schema, or to that of its items.
// What the schema does not take, such as a part of a value, is no example.
func addExamples(property object, comment string) {
	property = itemsOf(property)
	if property["type"] != "string" || property["oneOf"] != nil {
		return
	}
	var examples []string
	for _, m := range quoted.FindAllStringSubmatch(comment, -1) {
		if takes(property, m[1]) {
			examples = append(examples, m[1])
		}
	}
	if len(examples) > 0 {
		property["examples"] = examples
	}
}

// itemsOf returns the schema of the items of a list, and any other schema as it is.
func itemsOf(property object) object {
	if items, ok := property["items"].(object); ok {
		return items
	}
	return property
}

// takes reports whether the schema of a string takes a value.
func takes(schema object, value string) bool {
	pattern, restricted := schema["pattern"].(string)
	if restricted && !regexp.MustCompile(pattern).MatchString(value) {
		return false
	}
	values, restricted := schema["enum"].([]string)
	if restricted && !slices.Contains(values, value) {
		return false
	}
	all, _ := schema["allOf"].([]object)
	return !slices.ContainsFunc(all, func(one object) bool { return !takes(one, value) })
}

// unset matches what an unset field means, in its comment, and sameAs in that of the zero value of an enum.
var (
	unset  = regexp.MustCompile(`\bUnset: ([A-Z_]+|[0-9]+)\.`)
	sameAs = regexp.MustCompile(`^Same as ([A-Z_]+)\.$`)
)

// addDefault adds what an unset field means to its schema, if the comments say that it means one of its values.
func (w *writer) addDefault(property object, field protoreflect.FieldDescriptor) {
	found := unset.FindStringSubmatch(w.comments[field.FullName()])
	enum := field.Enum()
	if found == nil && enum != nil && !field.IsList() {
		found = sameAs.FindStringSubmatch(w.comments[enum.Values().ByNumber(0).FullName()])
	}
	switch {
	case found == nil || field.IsList():
	case enum != nil && enum.Values().ByName(protoreflect.Name(found[1])) != nil,
		field.Kind() == protoreflect.StringKind && takes(property, found[1]):
		property["default"] = found[1]
	}
}

// asWritten has numbers as YAML readers take them for some, by the type that they take them for.
var asWritten = map[string][]string{"integer": {"2019", "1", "12345678"}, "number": {"1.5"}}

// takeNumbers has the schema of a date, a code or an amount take a number without quotes too. Lint takes what is
// written, and to an editor the year 2019 is no string. Texts in words keep their quotes.
func takeNumbers(schema object) {
	pattern, _ := schema["pattern"].(string)
	if pattern == "" || takes(schema, "a word, and another") {
		return
	}
	for _, name := range []string{"number", "integer"} {
		if slices.ContainsFunc(asWritten[name], func(written string) bool { return takes(schema, written) }) {
			schema["type"] = []string{"string", name}
			return
		}
	}
}
