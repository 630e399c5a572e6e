// Package skeleton generates files for new records, templates without facts whose lint findings are the to-do list, and
// those of a new project.
//
// It knows the schema and a template per collection and file. It invents nothing: fields to fill in are empty or
// missing.
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
	"github.com/opencompendium/compendium/catalog/document"
)

//go:embed kinds
var kinds embed.FS

// SchemaDir is the directory of the JSON Schemas of records, relative to the content directory.
const SchemaDir = "../schema/json"

// modeline tells yaml-language-server which JSON Schema a record follows.
const modeline = "# yaml-language-server: $schema=../" + SchemaDir + "/%s.json\n"

// Name is the name of a new record.
type Name struct {
	// ID is the file name: lowercase letters, digits and single hyphens.
	ID string
	// Display is the display name. It is empty if only the ID is known, since its spelling cannot be guessed.
	Display string
}

var idShape = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)

// Parse parses an ID, as in "giant-cell-tumor-of-bone", or a display name, as in "Giant cell tumor of bone", from whose
// letters and digits it makes the ID. It returns an error for a name that has no ID.
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
			// Accents and apostrophes do not separate letters.
		case unicode.IsLetter(r):
			return Name{}, fmt.Errorf("the letter %[2]q of %[1]q cannot be part of an ID; give the ID instead, in lowercase "+
				"letters, digits and hyphens", name, r)
		default:
			hyphen = true
		}
	}
	if b.Len() == 0 {
		return Name{}, fmt.Errorf("%q has no letters or digits to make an ID from; give the ID instead, in lowercase "+
			"letters, digits and hyphens", name)
	}
	return Name{ID: b.String(), Display: name}, nil
}

// placeholder matches {display_name}, and the path of an enum field in braces, which is replaced by the enum's values.
var placeholder = regexp.MustCompile(`\{[a-z_][a-z_.]*\}`)

// Text returns the contents of the file of a new record.
func Text(kind catalog.Kind, name Name) ([]byte, error) {
	template, err := kinds.ReadFile("kinds/" + kind.String() + ".yaml")
	if err != nil {
		return nil, fmt.Errorf("read the skeleton of %s: %w", kind, err)
	}
	var unknown error
	text := placeholder.ReplaceAllStringFunc(string(template), func(p string) string {
		path := p[1 : len(p)-1]
		if path == "display_name" {
			return document.Write(name.Display, false)
		}
		values := enumValues(kind.Descriptor(), path)
		if values == nil {
			unknown = fmt.Errorf("the skeleton of %s names %s, which has no list of values", kind, path)
		}
		return strings.Join(values, ", ")
	})
	return []byte(fmt.Sprintf(modeline, kind) + text), unknown
}

// enumValues returns the names of the values of the enum field at a path, or nil if it is not an enum field.
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
