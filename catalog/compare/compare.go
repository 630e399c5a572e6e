// Package compare says what differs between two catalogs, field by field, in the terms in which a reviewer reads content: the use for
// chordoma and its US label, and not the third item of a list. It marks the changes that people may be harmed by when they slip in unseen.
//
// It knows the messages of the schema and how label statuses are derived. It knows nothing of files, findings or serving, and judges neither
// side: that is what the rules are for.
package compare

import (
	"slices"

	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/date"
	"github.com/opencompendium/compendium/catalog/label"
)

// Kind says what became of a value.
type Kind string

// The kinds of change.
const (
	Added   Kind = "added"
	Removed Kind = "removed"
	Changed Kind = "changed"
)

// Change is one value that differs.
type Change struct {
	// Resource is the record: "drugs/imatinib".
	Resource string
	// Path leads to the value, with items of lists named by what tells them apart: "uses[chordoma].labels[US].off_label". Empty: the record as a
	// whole.
	Path string
	// Kind says what became of the value.
	Kind Kind
	// Before and After are the value as content files write it, in one line. Empty where there is none.
	Before, After string
	// Concern says why the change asks for a second look. Nil: it does not.
	Concern *Concern
}

// Catalogs gives what differs between two catalogs, sorted by collection, record and field. Label statuses of both are derived for the same
// day, so that a use whose standing follows from an event or a declared coverage elsewhere shows too. Records that could not be read are
// passed over. Order within lists is no difference.
func Catalogs(before, after *catalog.Catalog, day date.Day) []Change {
	old, now := newSide(before, day), newSide(after, day)
	var changes []Change
	for _, kind := range catalog.Kinds() {
		names := append(names(before, kind), names(after, kind)...)
		slices.Sort(names)
		for _, name := range slices.Compact(names) {
			c := comparison{resource: name}
			c.records(old.message(name), now.message(name))
			changes = append(changes, c.changes...)
		}
	}
	return changes
}

func names(c *catalog.Catalog, kind catalog.Kind) []string {
	var names []string
	for _, r := range c.Records(kind) {
		names = append(names, r.Name())
	}
	return names
}

// side is one of the two catalogs.
type side struct {
	catalog     *catalog.Catalog
	authorities *label.Authorities
	day         date.Day
}

func newSide(c *catalog.Catalog, day date.Day) side {
	return side{catalog: c, authorities: label.NewAuthorities(c.Regulators()), day: day}
}

// message gives a record with the statuses of its labels, or nil where there is none.
func (s side) message(name string) protoreflect.Message {
	r, ok := s.catalog.Get(name)
	if !ok || r.Broken() {
		return nil
	}
	drug := r.Drug()
	if drug == nil {
		return r.Message().ProtoReflect()
	}
	derived := proto.CloneOf(drug)
	for _, use := range derived.Uses {
		for _, l := range use.Labels {
			l.Status = s.authorities.Derive(drug, use.Id, l.Jurisdiction, s.day).Status
		}
	}
	return derived.ProtoReflect()
}

// comparison gathers what differs within one record.
type comparison struct {
	resource string
	changes  []Change
}

// place is where in a record a value stands: its path, and the path without what tells items of lists apart.
type place struct{ path, shape string }

func (p place) field(field protoreflect.FieldDescriptor) place {
	name := string(field.Name())
	if p.path == "" {
		return place{name, name}
	}
	return place{p.path + "." + name, p.shape + "." + name}
}

func (p place) item(identity string) place {
	return place{p.path + "[" + identity + "]", p.shape + "[]"}
}

func (c *comparison) add(at place, kind Kind, before, after string) {
	c.changes = append(c.changes, Change{Resource: c.resource, Path: at.path, Kind: kind, Before: before, After: after,
		Concern: concernOf(c.resource, at.shape, kind)})
}

func (c *comparison) records(before, after protoreflect.Message) {
	switch {
	case before == nil && after == nil:
	case before == nil:
		c.add(place{}, Added, "", title(after))
	case after == nil:
		c.add(place{}, Removed, title(before), "")
	default:
		c.messages(place{}, before, after)
	}
}

// title gives the name under which a record is shown.
func title(m protoreflect.Message) string {
	return m.Get(m.Descriptor().Fields().ByName("display_name")).String()
}

// messages compares two messages of one type, field by field in the order of the schema.
func (c *comparison) messages(at place, before, after protoreflect.Message) {
	fields := before.Descriptor().Fields()
	for i := range fields.Len() {
		field := fields.Get(i)
		below := at.field(field)
		switch was, is := before.Get(field), after.Get(field); {
		case field.IsMap():
			c.items(below, entries(was.Map()), entries(is.Map()))
		case field.IsList() && field.Message() != nil:
			c.items(below, items(was.List()), items(is.List()))
		case field.IsList():
			c.words(below, words(field, was.List()), words(field, is.List()))
		case before.Has(field) && after.Has(field) && field.Message() != nil:
			c.messages(below, was.Message(), is.Message())
		default:
			c.values(below, written(field, before), written(field, after))
		}
	}
}

// values compares two values as they are written.
func (c *comparison) values(at place, before, after string) {
	switch {
	case before == after:
	case before == "":
		c.add(at, Added, before, after)
	case after == "":
		c.add(at, Removed, before, after)
	default:
		c.add(at, Changed, before, after)
	}
}

// words compares two lists of texts or words as sets.
func (c *comparison) words(at place, before, after []string) {
	for _, word := range before {
		if !slices.Contains(after, word) {
			c.add(at, Removed, word, "")
		}
	}
	for _, word := range after {
		if !slices.Contains(before, word) {
			c.add(at, Added, "", word)
		}
	}
}

// items compares the items of two lists that are the same by what tells them apart. Of several alike, those that
// have not changed go together, and of the others the first with the first.
func (c *comparison) items(at place, before, after []item) {
	rest := slices.Clone(after)
	before = slices.DeleteFunc(slices.Clone(before), func(was item) bool {
		i := slices.IndexFunc(rest, func(is item) bool {
			return is.identity == was.identity && proto.Equal(is.message.Interface(), was.message.Interface())
		})
		if i >= 0 {
			rest = slices.Delete(rest, i, i+1)
		}
		return i >= 0
	})
	for _, was := range before {
		i := slices.IndexFunc(rest, func(is item) bool { return is.identity == was.identity })
		if i < 0 {
			c.add(at.item(was.identity), Removed, flow(was.message), "")
			continue
		}
		c.messages(at.item(was.identity), was.message, rest[i].message)
		rest = slices.Delete(rest, i, i+1)
	}
	for _, is := range rest {
		c.add(at.item(is.identity), Added, "", flow(is.message))
	}
}
