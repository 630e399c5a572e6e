// Package skeleton writes the beginnings of records: files without a fact, whose findings say what is to be done.
//
// It knows the schema and a text for each collection. It invents nothing: what is to be filled in is empty or missing.
package skeleton

import (
	"embed"
	"fmt"
	"regexp"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
	"google.golang.org/protobuf/reflect/protoreflect"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/syntax"
)

//go:embed kinds
var kinds embed.FS

// modeline tells editors with yaml-language-server which schema a record follows.
const modeline = "# yaml-language-server: $schema=../../schema/json/%s.json\n"

// Name is what a new record is called.
type Name struct {
	// ID is the name of its file: small letters, digits and single hyphens.
	ID string
	// Display is the name to show, "" where only the ID was given: how it is written is not for a program to guess.
	Display string
}

var idShape = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)

// Parse reads an id, as in "giant-cell-tumor-of-bone", or a display name, as in "Giant cell tumor of bone", whose letters and digits make
// the id. The error is for a name without any that an id can have.
func Parse(name string) (Name, error) {
	name = strings.TrimSpace(name)
	if idShape.MatchString(name) {
		return Name{ID: name}, nil
	}
	var b strings.Builder
	hyphen := false
	for _, r := range norm.NFKD.String(strings.ToLower(name)) {
		switch {
		case r < unicode.MaxASCII && (unicode.IsLetter(r) || unicode.IsDigit(r)):
			if hyphen && b.Len() > 0 {
				b.WriteByte('-')
			}
			hyphen = false
			b.WriteRune(r)
		case unicode.Is(unicode.Mn, r) || r == '\'' || r == '’':
			// An accent or an apostrophe belongs to its letter.
		case unicode.IsLetter(r):
			return Name{}, fmt.Errorf("%q has the letter %q, which no id has; name the record by its id, in small letters, digits and hyphens", name, r)
		default:
			hyphen = true
		}
	}
	if b.Len() == 0 {
		return Name{}, fmt.Errorf("%q has no letter or digit to make an id of; name the record by its id, in small letters, digits and hyphens", name)
	}
	return Name{ID: b.String(), Display: name}, nil
}

// placeholder stands for the display name, or for the values of a field of the record, or of a message that it holds.
var placeholder = regexp.MustCompile(`\{[a-z_][a-z_.]*\}`)

// Text gives the file of a new record.
func Text(kind catalog.Kind, name Name) ([]byte, error) {
	template, err := kinds.ReadFile("kinds/" + kind.String() + ".yaml")
	if err != nil {
		return nil, fmt.Errorf("read the skeleton of %s: %w", kind, err)
	}
	var unknown error
	text := placeholder.ReplaceAllStringFunc(string(template), func(p string) string {
		path := p[1 : len(p)-1]
		if path == "display_name" {
			return syntax.Write(name.Display, false)
		}
		values := enumValues(kind.Descriptor(), path)
		if values == nil {
			unknown = fmt.Errorf("the skeleton of %s names %s, which has no list of values", kind, path)
		}
		return strings.Join(values, ", ")
	})
	return []byte(fmt.Sprintf(modeline, kind) + text), unknown
}

// enumValues gives the values that a field takes, or nil where it is none of a list of values.
func enumValues(message protoreflect.MessageDescriptor, path string) []string {
	var field protoreflect.FieldDescriptor
	for name := range strings.SplitSeq(path, ".") {
		if message == nil {
			return nil
		}
		if field = message.Fields().ByName(protoreflect.Name(name)); field == nil {
			return nil
		}
		message = field.Message()
	}
	if field.Enum() == nil {
		return nil
	}
	var names []string
	for i := range field.Enum().Values().Len() {
		if value := field.Enum().Values().Get(i); value.Number() != 0 {
			names = append(names, string(value.Name()))
		}
	}
	return names
}
