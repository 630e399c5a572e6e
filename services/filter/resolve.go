package filter

import (
	"slices"
	"strings"

	"google.golang.org/protobuf/reflect/protoreflect"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/spelling"
)

// path is fields, each of the message in the one before.
type path []protoreflect.FieldDescriptor

// last returns the field that the path ends in.
func (p path) last() protoreflect.FieldDescriptor { return p[len(p)-1] }

// isItems reports whether a field holds several messages: a list, or a map, whose values are its items.
func isItems(field protoreflect.FieldDescriptor) bool { return itemType(field) != nil }

// itemType returns the type of the messages of a list or map, or nil for another field.
func itemType(field protoreflect.FieldDescriptor) protoreflect.MessageDescriptor {
	switch {
	case field.IsMap():
		return field.MapValue().Message()
	case field.IsList():
		return field.Message()
	default:
		return nil
	}
}

// resolved is a field that a filter names: a path from the item of the last list before it.
type resolved struct {
	of      *variable
	path    path
	written string
}

// resolve resolves a dotted field in the current scope.
func (p *parser) resolve(field lexeme) (resolved, error) {
	found := resolved{of: p.scope.root}
	descriptor, offset := p.scope.descriptor, field.offset
	first := true
	for name := range strings.SplitSeq(field.value, ".") {
		if descriptor == nil {
			return found, errorAt(offset, "%s has no fields", found.path.last().Name())
		}
		if len(found.path) > 0 && isItems(found.path.last()) {
			found = resolved{of: p.item(found.of, found.path)}
		}
		next := descriptor.Fields().ByName(protoreflect.Name(name))
		if next == nil || catalog.BroughtAlong(next) {
			return found, p.unknownField(offset, descriptor, name, first)
		}
		if isTherapy(next) && p.of.FullName() != useType.FullName() {
			return found, errorAt(offset, "only ListUses has %s; in other lists it is the record itself, by its name", name)
		}
		if next.IsMap() && next.MapValue().Message() == nil {
			return found, errorAt(offset, "%s is a map of values; filters support maps of messages only", name)
		}
		if first {
			p.uses(next)
		}
		first = false
		found.path = append(found.path, next)
		if descriptor = next.Message(); next.IsMap() {
			descriptor = next.MapValue().Message()
		}
		offset += len(name) + 1
	}
	found.written = field.value
	return found, nil
}

// uses notes that the filter looks at a field of the scope.
func (p *parser) uses(field protoreflect.FieldDescriptor) {
	if p.scope.list == "" && !slices.Contains(p.fields, string(field.Name())) {
		p.fields = append(p.fields, string(field.Name()))
	}
	p.labels = p.labels || field.Name() == labelsField
}

func (p *parser) unknownField(
	offset int, descriptor protoreflect.MessageDescriptor, name string, first bool,
) error {
	if list := p.scope.list; list != "" && first && strings.HasPrefix(list+".", name+".") {
		return errorAt(offset, "within any(%s, …) fields are those of %s; leave out %q", list, descriptor.Name(), list+".")
	}
	if keyword := strings.ToUpper(name); first && slices.Contains([]string{"AND", "OR", "NOT"}, keyword) {
		if name == keyword {
			return errorAt(offset, "expected a restriction, found %s", keyword)
		}
		return errorAt(offset, "%s has no field %q; to join restrictions, write %s", descriptor.Name(), name, keyword)
	}
	var names []string
	for i := range descriptor.Fields().Len() {
		if field := descriptor.Fields().Get(i); !catalog.BroughtAlong(field) {
			names = append(names, string(field.Name()))
		}
	}
	return errorAt(offset, "%s has no field %q%s", descriptor.Name(), brief(name), suggest(name, names))
}

// suggest returns the end of a message about an unknown word: the one that was meant, or all there are.
func suggest(word string, known []string) string {
	if nearest, ok := spelling.Nearest(word, known); ok {
		return "; did you mean " + nearest + "?"
	}
	return "; it has " + strings.Join(known, ", ")
}
