package filter

import (
	"regexp"
	"slices"
	"strings"
	"sync"

	"buf.build/gen/go/bufbuild/protovalidate/protocolbuffers/go/buf/validate"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/fold"
	"github.com/opencompendium/compendium/catalog/spelling"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/release/file"
	"github.com/opencompendium/compendium/schema/violation"
)

// checkMet returns an error about a restriction that no value can meet: of texts that are a closed list, or that have a
// shape. What a value of the catalog meets is never refused.
func (p *parser) checkMet(target resolved, value lexeme, t test) error {
	field := target.path.last()
	wildcard := len(value.stars) > 0
	_, isWhole := t.(textTest)
	kinds := p.referredKinds(target)
	switch {
	case kinds != nil && wildcard:
		return p.checkNames(field, kinds, value, t)
	case kinds != nil:
		return nil
	case isRegion(field) && wildcard:
		for region := range regions() {
			if t.holds(protoreflect.ValueOfString(region)) {
				return nil
			}
		}
		return noRegion(value)
	case field.FullName() == useName || isKey(field):
		return p.checkKey(target, value, t)
	case textRules(field).GetPattern() == violation.FieldPath && isWhole && !wildcard && !p.isMet(target, t):
		return p.checkFieldPath(value)
	}
	possible := allows(field, value.value)
	if wildcard {
		possible = p.allowsPart(target, value)
	}
	if possible || p.isMet(target, t) {
		return nil
	}
	return shapeError(field, value)
}

// allowsPart reports whether the schema allows the beginning or end of a text, with the rest of a value of the catalog.
func (p *parser) allowsPart(target resolved, value lexeme) bool {
	index := p.records.Filtered()
	if index == nil {
		return true
	}
	values, _ := index.Path(pathName(target.of, target.path))
	if values == nil || values.Len() == 0 {
		return true
	}
	const tried = 100
	part := strings.Trim(value.value, "*")
	for i := range min(tried, values.Len()) {
		whole := values.Value(i).String()
		rest := max(0, len(whole)-len(part))
		text := whole[:rest] + part
		if value.stars[0] > 0 {
			text = part + whole[len(whole)-rest:]
		}
		if allows(target.path.last(), text) {
			return true
		}
	}
	return false
}

// isMet reports whether a value at the path of a field meets a test, or may do so where values are not indexed.
func (p *parser) isMet(target resolved, t test) bool {
	index, name := p.records.Filtered(), pathName(target.of, target.path)
	if index == nil {
		return false
	}
	if words, ok := t.(wordsTest); ok {
		of := index.Words(name)
		return of == nil || !slices.ContainsFunc(words, func(want wordTest) bool { return want.isNoneOf(of) })
	}
	values, _ := index.Path(name)
	return values == nil || holdsForAny(t, values)
}

// useName is the field with the name of a use, which no collection has.
var useName = useType.Fields().ByName("name").FullName()

// checkNames returns an error if no name of a record of some collections meets a test with a wildcard.
func (p *parser) checkNames(field protoreflect.FieldDescriptor, kinds []catalog.Kind, value lexeme, t test) error {
	for _, kind := range kinds {
		index := p.records.Index(kind)
		if index == nil {
			return nil
		}
		if names, _ := index.Path("name"); names != nil && holdsForAny(t, names) {
			return nil
		}
	}
	collection, id, isName := strings.Cut(strings.ReplaceAll(value.value, "*", ""), "/")
	if !isName {
		return p.noRecord(field, kinds, value, collection)
	}
	if kind, known := catalog.ParseKind(collection); known && slices.Contains(kinds, kind) {
		kinds = []catalog.Kind{kind}
	}
	return p.noRecord(field, kinds, value, id)
}

// checkKey returns an error if no item has the key that a field asks for, with the nearest one. Keys of other items are
// those of all collections.
func (p *parser) checkKey(target resolved, value lexeme, t test) error {
	field := target.path.last()
	index := p.records.Filtered()
	_, isWords := t.(wordsTest)
	own := field.FullName() == useName || catalog.ItemKey(field.ContainingMessage()) == field
	if index == nil || p.isMet(target, t) || isWords && !own {
		return nil
	}
	var paths []*file.Path
	if path, _ := index.Path(pathName(target.of, target.path)); path != nil {
		paths = append(paths, path)
	}
	if !own {
		for _, kind := range catalog.Kinds() {
			paths = append(paths, p.records.Index(kind).Keys()...)
		}
		if slices.ContainsFunc(paths, func(path *file.Path) bool { return holdsForAny(t, path) }) {
			return nil
		}
	}
	for _, path := range paths {
		// Those that begin alike are beside it.
		const neighbors = 500
		at, _ := path.From(protoreflect.ValueOfString(value.value))
		var near []string
		for i := max(at-neighbors, 0); i < min(at+neighbors, path.Len()); i++ {
			near = append(near, path.Value(i).String())
		}
		if nearest, ok := spelling.Nearest(value.value, near); ok {
			return errorAt(value.offset, "there is no ID %s; did you mean %q?", value.describe(), nearest)
		}
	}
	return errorAt(value.offset, "there is no ID %s", value.describe())
}

// checkFieldPath returns an error about a path from a record, as gaps have it, that begins with no field of the record.
func (p *parser) checkFieldPath(value lexeme) error {
	name, _, _ := strings.Cut(value.value, ".")
	name, _, _ = strings.Cut(name, "[")
	if p.of.Fields().ByName(protoreflect.Name(name)) == nil {
		return p.unknownField(value.offset, p.of, name, false)
	}
	return nil
}

// isKey reports whether a field has the key of an item, its own or that of another, which may be a name below a drug.
// Keys of citations are no such field, since they mean nothing across records.
func isKey(field protoreflect.FieldDescriptor) bool {
	return field.FullName() == labelProducts ||
		textRules(field).GetPattern() == violation.Key && !strings.HasSuffix(string(field.Name()), "cites")
}

// labelProducts is the field with the products of a label.
var labelProducts = (&compendiumv1.Label{}).ProtoReflect().Descriptor().Fields().ByName("products").FullName()

// holdsForAny reports whether a test holds for a value of a path, or may do so for a long text, which is not indexed.
func holdsForAny(t test, values *file.Path) bool {
	for i := range candidates(t, values) {
		if t.holds(values.Value(i)) {
			return true
		}
	}
	return values.HasLong()
}

// textRules returns the rules of the schema for a text, or for each text of a list.
func textRules(field protoreflect.FieldDescriptor) *validate.StringRules {
	rules, _ := proto.GetExtension(field.Options(), validate.E_Field).(*validate.FieldRules)
	if field.IsList() {
		return rules.GetRepeated().GetItems().GetString()
	}
	return rules.GetString()
}

// allows reports whether the schema allows a text in a field, in a spelling that is compared as equal.
func allows(field protoreflect.FieldDescriptor, text string) bool {
	rules := textRules(field)
	if list := rules.GetIn(); len(list) > 0 {
		return slices.ContainsFunc(list, func(s string) bool { return fold.Name(s) == fold.Name(text) })
	}
	if rules.GetPattern() == "" {
		return true
	}
	shape := compiled(rules.GetPattern())
	for _, spelled := range []string{text, fold.Name(text)} {
		if shape.MatchString(spelled) || shape.MatchString(strings.ToUpper(spelled)) ||
			shape.MatchString(strings.ToLower(spelled)) {
			return true
		}
	}
	return false
}

// shapeError returns the error about a text that the schema does not allow.
func shapeError(field protoreflect.FieldDescriptor, value lexeme) error {
	rules := textRules(field)
	if list := slices.DeleteFunc(slices.Clone(rules.GetIn()), func(s string) bool { return s == "" }); len(list) > 0 {
		return errorAt(value.offset, "%s has no value %s%s", field.Name(), value.describe(), suggest(value.value, list))
	}
	return errorAt(value.offset, "%s cannot be %s. %s", field.Name(), value.describe(),
		violation.Shape(string(field.Name()), rules.GetPattern()))
}

// isNumber reports whether a field holds decimal numbers.
func isNumber(field protoreflect.FieldDescriptor) bool {
	return textRules(field).GetPattern() == violation.Decimal
}

// isOrderable reports whether a text has a place in the order of a field: a number among numbers, a date among dates,
// and any among others.
func isOrderable(field protoreflect.FieldDescriptor, text string) bool {
	pattern := textRules(field).GetPattern()
	return !isNumber(field) && pattern != violation.ISODate || compiled(pattern).MatchString(text)
}

// patterns are those of the schema that were compiled.
var patterns sync.Map

func compiled(pattern string) *regexp.Regexp {
	if made, ok := patterns.Load(pattern); ok {
		return made.(*regexp.Regexp) //nolint:forcetypeassert // nothing else is stored
	}
	made := regexp.MustCompile(pattern)
	patterns.Store(pattern, made)
	return made
}
