// Package words puts values of the schema into words for people.
//
// It knows the names of enum values and nothing of what they mean.
package words

import (
	"strconv"
	"strings"

	"google.golang.org/protobuf/reflect/protoreflect"
)

// Of returns an enum value in words: LOCALLY_ADVANCED as "locally advanced". It is empty for one that is unspecified,
// and a number for one that this program does not know.
func Of(v protoreflect.Enum) string {
	value := v.Descriptor().Values().ByNumber(v.Number())
	switch {
	case v.Number() == 0:
		return ""
	case value == nil:
		return strconv.Itoa(int(v.Number()))
	default:
		return OfName(string(value.Name()))
	}
}

// OfName returns a name of the schema in words.
func OfName(name string) string { return strings.ToLower(strings.ReplaceAll(name, "_", " ")) }

// Each returns enum values in words.
func Each[E protoreflect.Enum](values []E) []string {
	all := make([]string, len(values))
	for i, v := range values {
		all[i] = Of(v)
	}
	return all
}

// List returns texts as a list with a conjunction before the last: "1, 8 and 15".
func List(texts []string, conjunction string) string {
	last := len(texts) - 1
	if last < 1 {
		return strings.Join(texts, "")
	}
	return strings.Join(texts[:last], ", ") + " " + conjunction + " " + texts[last]
}
