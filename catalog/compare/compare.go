// Package compare reports the differences between two catalogs, field by field, in a reviewer's terms: "the US label of
// the use for chordoma", not "the third item of a list". It flags changes that could harm people if they go unnoticed.
//
// It knows the schema's messages and label derivation. It knows nothing of files, findings or serving, and it does not
// judge either side; the rules do that.
package compare

import (
	"maps"
	"slices"
	"strings"

	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/asof"
	"github.com/opencompendium/compendium/catalog/date"
	"github.com/opencompendium/compendium/catalog/label"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

// Kind is the kind of a change.
type Kind string

// The kinds of change.
const (
	Added   Kind = "added"
	Removed Kind = "removed"
	Changed Kind = "changed"
)

// Change is one value that differs.
type Change struct {
	// Resource is the name of the record: "drugs/imatinib".
	Resource string
	// Path is the path of the value, with list items named by their keys: "uses[chordoma].labels[US].off_label". It is
	// empty for the record as a whole.
	Path string
	// Kind is the kind of the change.
	Kind Kind
	// Before and After are the value in one line, as content files write it. Empty means absent.
	Before, After string
	// Value is the message that was added or removed, or nil if the value is no message.
	Value proto.Message
	// Item is the list item or map entry that was added or removed, or the innermost one in which the value differs, as it
	// is now. It is nil for a value outside of any. Changes of one item have the same.
	Item proto.Message
	// Concern is why the change needs a second look, or nil.
	Concern *Concern
}

// Catalogs returns the differences between two catalogs, sorted by collection, record and field. It derives the label
// statuses of both for the same day, so that a status that changed because of an event or a coverage in another record
// is reported too. It skips records that could not be read and ignores the order of list items, except that of the
// steps of doses and the blocks of regimens. A record that left a tombstone for a new one, or that a new one is nearly
// the same as, is compared with that one.
func Catalogs(before, after *catalog.Catalog, day date.Day) []Change {
	var names []string
	for _, kind := range catalog.Kinds() {
		of := slices.Concat(before.Names(kind), after.Names(kind))
		slices.Sort(of)
		names = append(names, slices.Compact(of)...)
	}
	became, was := renames(names, before.Message, after.Message)
	return between(names, newSide(before, day).message, newSide(after, day).message, became, was)
}

// Lookup returns a record of a version by its name, or nil if there is none that can be read.
type Lookup func(name string) proto.Message

// Named returns the differences between the records of some names in two versions, in that order, as Catalogs does.
func Named(names []string, before, after Lookup) []Change {
	became, was := renames(names, before, after)
	return between(names, before, after, became, was)
}

// between returns the differences between the records of some names, given which of them were renamed. A reference that
// follows a record to its new name is no difference.
func between(names []string, before, after Lookup, became, was map[string]string) []Change {
	followed := maps.Clone(became)
	for name, next := range became {
		if after(name) == nil && len(renamed(name, next, before, after)) > 0 {
			delete(followed, name) // what refers to it may be about what it was before
		}
	}
	before, after = following(before, followed), following(after, followed)
	var changes []Change
	for _, name := range names {
		switch {
		case became[name] != "":
			c := Change{Resource: name, Kind: Changed, Before: name, After: became[name]}
			if after(name) == nil {
				c.Concern = concernOf(name, "", Changed)
			}
			changes = append(changes, c)
		case was[name] != "":
			changes = append(changes, renamed(was[name], name, before, after)...)
		default:
			changes = append(changes, Records(name, before(name), after(name))...)
		}
	}
	return changes
}

// isName reports whether the value is the name of the record or of a part of it.
func (c Change) isName() bool { return c.Path == "name" || strings.HasSuffix(c.Path, ".name") }

// replacedBy returns the names of the records that replaced a tombstone.
func replacedBy(record proto.Message) []string {
	if m, ok := record.(interface{ GetReplacedBy() []string }); ok {
		return m.GetReplacedBy()
	}
	return nil
}

// Records returns the differences between two versions of a record, sorted by field. Either may be nil, for a record
// that was added or removed. Derived fields that are set are compared like all others.
func Records(name string, before, after proto.Message) []Change {
	c := comparison{resource: name}
	switch {
	case before == nil && after == nil:
	case before == nil:
		c.added(after.ProtoReflect())
	case after == nil:
		c.add(place{}, Removed, title(before.ProtoReflect()), "")
	default:
		c.messages(place{}, before.ProtoReflect(), after.ProtoReflect())
	}
	return c.changes
}

// side is one of the two catalogs compared.
type side struct {
	catalog     *catalog.Catalog
	authorities *label.Authorities
	resolver    *asof.Resolver // of regimens: it needs no sources
	day         date.Day
}

func newSide(c *catalog.Catalog, day date.Day) side {
	regulators := c.Regulators()
	return side{catalog: c, authorities: label.NewAuthorities(regulators), day: day,
		resolver: asof.NewResolver(regulators, slices.Values([]*compendiumv1.Source(nil)), c.Message)}
}

// message returns a record with the derived statuses of its labels and standings of its decisions, or nil if there is
// none.
func (s side) message(name string) proto.Message {
	r, ok := s.catalog.Get(name)
	if !ok || r.Broken() {
		return nil
	}
	switch record := r.Message().(type) {
	case *compendiumv1.Drug:
		return s.drug(record)
	case *compendiumv1.Regimen:
		return s.regimen(record)
	default:
		return record
	}
}

func (s side) drug(drug *compendiumv1.Drug) proto.Message {
	derived := proto.CloneOf(drug)
	for i, use := range derived.Uses {
		for _, l := range use.Labels {
			l.Status = s.authorities.Statuses(drug, l.Jurisdiction, s.day, s.catalog.Message).Of(drug.Uses[i]).Status
		}
	}
	for i, standing := range asof.Standings(drug, s.statedOn, s.day) {
		derived.AccessDecisions[i].Standing = standing
	}
	return derived
}

// regimen returns a regimen with the statuses of its labels, all of which is derived.
func (s side) regimen(regimen *compendiumv1.Regimen) proto.Message {
	derived, _ := s.resolver.Resolve(regimen, s.day).(*compendiumv1.Regimen)
	for _, use := range derived.GetUses() {
		for i, l := range use.GetLabels() {
			use.Labels[i] = &compendiumv1.Label{Jurisdiction: l.GetJurisdiction(), Status: l.GetStatus()}
		}
	}
	return derived
}

// statedOn returns the date on which a source states what it says.
func (s side) statedOn(source string) string { return asof.StatedOn(s.catalog.Source(source)) }

// comparison collects the differences within one record.
type comparison struct {
	resource string
	changes  []Change
	item     proto.Message // in which values are compared
}

// place is the position of a value in a record: its path, and the path without the identities of list items.
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
		Item: c.item, Concern: concernOf(c.resource, at.shape, kind)})
}

// whole reports a message that was added or removed.
func (c *comparison) whole(at place, kind Kind, m protoreflect.Message) {
	before, after := flow(m), ""
	if kind == Added {
		before, after = after, before
	}
	c.add(at, kind, before, after)
	c.changes[len(c.changes)-1].Value = m.Interface()
}

// in compares within an item of a list or map.
func (c *comparison) in(item protoreflect.Message, compare func()) {
	outer := c.item
	c.item = item.Interface()
	compare()
	c.item = outer
}

// added reports a new record with what of it needs a second look: what it says on safety, its uses with their labels,
// and its doses.
func (c *comparison) added(record protoreflect.Message) {
	c.add(place{}, Added, "", title(record))
	for _, name := range []protoreflect.Name{"safety", "uses", "doses"} {
		field := record.Descriptor().Fields().ByName(name)
		if field == nil {
			continue
		}
		list := items(record.Get(field).List())
		c.items(place{}.field(field), nil, list)
		for _, i := range list {
			if labels := i.message.Descriptor().Fields().ByName("labels"); labels != nil {
				c.items(place{}.field(field).item(i.name()).field(labels), nil, items(i.message.Get(labels).List()))
			}
		}
	}
}

// title returns the display name of a record.
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
			c.scalars(below, scalars(field, was.List()), scalars(field, is.List()))
		case before.Has(field) && after.Has(field) && field.Message() != nil:
			c.messages(below, was.Message(), is.Message())
		case before.Has(field) && field.Message() != nil:
			c.whole(below, Removed, was.Message())
		case after.Has(field) && field.Message() != nil:
			c.whole(below, Added, is.Message())
		default:
			c.values(below, written(field, before), written(field, after))
		}
	}
}

// values compares two values in their written form.
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

// scalars compares two lists of scalars as sets.
func (c *comparison) scalars(at place, before, after []string) {
	for _, value := range before {
		if !slices.Contains(after, value) {
			c.add(at, Removed, value, "")
		}
	}
	for _, value := range after {
		if !slices.Contains(before, value) {
			c.add(at, Added, "", value)
		}
	}
}

// items matches the items of two lists by their keys, or by their identity where one has no key. Among several that
// match, unchanged ones are matched first, the rest in order.
func (c *comparison) items(at place, before, after []item) {
	c.order(at, before, after)
	rest := slices.Clone(after)
	before = slices.DeleteFunc(slices.Clone(before), func(was item) bool {
		i := slices.IndexFunc(rest, func(is item) bool {
			return is.is(was) && proto.Equal(is.message.Interface(), was.message.Interface())
		})
		if i >= 0 {
			rest = slices.Delete(rest, i, i+1)
		}
		return i >= 0
	})
	for _, was := range before {
		i := slices.IndexFunc(rest, func(is item) bool { return is.is(was) })
		if i < 0 {
			c.in(was.message, func() { c.whole(at.item(was.name()), Removed, was.message) })
			continue
		}
		c.in(rest[i].message, func() { c.messages(at.item(was.name()), was.message, rest[i].message) })
		rest = slices.Delete(rest, i, i+1)
	}
	for _, is := range rest {
		c.in(is.message, func() { c.whole(at.item(is.name()), Added, is.message) })
	}
}

// order compares the order of the items that two lists have in common, if it has a meaning.
func (c *comparison) order(at place, before, after []item) {
	common := func(list, other []item) string {
		var names []string
		for _, i := range list {
			if i.message.Descriptor().Name() == block && slices.ContainsFunc(other, i.is) {
				names = append(names, i.name())
			}
		}
		return strings.Join(names, ", ")
	}
	c.values(at, common(before, after), common(after, before))
}
