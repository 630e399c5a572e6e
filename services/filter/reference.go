package filter

import (
	"slices"
	"strings"

	"google.golang.org/protobuf/reflect/protoreflect"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/words"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

// useType is the type of the messages that status is about.
var useType = (*compendiumv1.Use)(nil).ProtoReflect().Descriptor()

// referredKinds returns the collections whose records a field names, or nil for a field that names none.
func (p *parser) referredKinds(target resolved) []catalog.Kind {
	field := target.path.last()
	if kinds := catalog.RefersTo(field); kinds != nil {
		return kinds
	}
	// These are derived, so that the catalog does not follow them.
	if isTherapy(field) {
		return p.records.Therapies()
	}
	if field.Name() == "name" {
		for _, kind := range catalog.Kinds() {
			if field.ContainingMessage().FullName() == kind.Descriptor().FullName() {
				return []catalog.Kind{kind}
			}
		}
	}
	return nil
}

// isTherapy reports whether a field names what a use is one of, which only the uses of ListUses have.
func isTherapy(field protoreflect.FieldDescriptor) bool {
	return field.ContainingMessage().FullName() == useType.FullName() && field.Name() == "therapy"
}

// record returns the collection of the record that a value names. There must be such a record, since a name that is
// misspelled would match nothing.
func (p *parser) record(
	field protoreflect.FieldDescriptor, kinds []catalog.Kind, value lexeme,
) (catalog.Kind, error) {
	collection, id, isName := strings.Cut(value.value, "/")
	if !isName {
		id = value.value
	}
	own, known := catalog.ParseKind(collection)
	if known && isName && !slices.Contains(kinds, own) {
		return 0, errorAt(value.offset, "%s names %s, so it is never %s", field.Name(), listed(kinds), value.describe())
	}
	if isName && known && p.records.Has(own, value.value) {
		return own, nil
	}
	if known && isName {
		kinds = []catalog.Kind{own}
	}
	return 0, p.noRecord(field, kinds, value, id)
}

// noRecord returns the error about a name of no record of some collections, with the one whose ID is the nearest.
func (p *parser) noRecord(field protoreflect.FieldDescriptor, kinds []catalog.Kind, value lexeme, id string) error {
	for _, kind := range kinds {
		if nearest := p.records.Nearest(kind, kind.String()+"/"+id); nearest != "" {
			return errorAt(value.offset, "there is no record %s; did you mean %q?", value.describe(), nearest)
		}
	}
	return errorAt(value.offset, "there is no record %s; %s names %s, as in %q", value.describe(), field.Name(),
		listed(kinds), kinds[0].String()+"/…")
}

func listed(kinds []catalog.Kind) string {
	names := make([]string, len(kinds))
	for i, kind := range kinds {
		names[i] = kind.String()
	}
	return words.List(names, "or")
}
