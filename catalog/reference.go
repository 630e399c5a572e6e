package catalog

import (
	"slices"

	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"

	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

// Reference is one field of one record that names another record.
type Reference struct {
	// From is the record that refers.
	From *Record
	// Path is the field, as a path from the record.
	Path string
	// Field is the field's descriptor.
	Field protoreflect.FieldDescriptor
	// To is the name it refers to.
	To string
	// Target is the record of that name, or nil where there is none.
	Target *Record
	// Kinds are the collections that the field may refer to.
	Kinds []Kind
}

// Fits says whether the target, where there is one, is of a collection that the field may refer to.
func (r Reference) Fits() bool { return r.Target == nil || slices.Contains(r.Kinds, r.Target.kind) }

// mostInPart is how many references a part of the list has at most, while it is made.
const mostInPart = 1 << 12

// resolve finds every reference of the catalog. What a field may refer to stands in the schema, as the option refers_to.
func resolve(c *Catalog) []Reference {
	var whole [][]Reference // parts of the list, since to grow one that is long copies it many times
	var part []Reference
	w := walker{plans: make(plans), paths: new(Paths)}
	for _, r := range c.All() {
		w.visit = func(path string, field protoreflect.FieldDescriptor, kinds []Kind, to string) {
			if len(part) == cap(part) {
				whole, part = append(whole, part), make([]Reference, 0, min(2*cap(part)+1, mostInPart))
			}
			part = append(part, Reference{From: r, Path: path, Field: field, To: to, Target: c.byName[to], Kinds: kinds})
		}
		w.walk(r.message.ProtoReflect(), "")
	}
	return slices.Concat(append(whole, part)...)
}

// plan is what of a message has to do with references: the fields that are some, and those below which there are some.
type plan struct {
	fields []planField
}

type planField struct {
	field protoreflect.FieldDescriptor
	kinds []Kind // of a reference; none for a message to go down into
}

type plans map[protoreflect.FullName]*plan

// of gives the plan of a message, made once.
func (p plans) of(message protoreflect.MessageDescriptor) *plan {
	if made, ok := p[message.FullName()]; ok {
		return made
	}
	made := &plan{}
	p[message.FullName()] = made
	for i := range message.Fields().Len() {
		field := message.Fields().Get(i)
		below := field.Message()
		if field.IsMap() {
			below = field.MapValue().Message()
		}
		if below != nil {
			if len(p.of(below).fields) > 0 {
				made.fields = append(made.fields, planField{field: field})
			}
			continue
		}
		if kinds := refersTo(field); len(kinds) > 0 {
			made.fields = append(made.fields, planField{field: field, kinds: kinds})
		}
	}
	return made
}

func refersTo(field protoreflect.FieldDescriptor) []Kind {
	collections, _ := proto.GetExtension(field.Options(), compendiumv1.E_RefersTo).([]string)
	var kinds []Kind
	for _, name := range collections {
		if kind, ok := ParseKind(name); ok {
			kinds = append(kinds, kind)
		}
	}
	return kinds
}

type walker struct {
	plans plans
	paths *Paths
	visit func(path string, field protoreflect.FieldDescriptor, kinds []Kind, to string)
}

func (w walker) walk(message protoreflect.Message, path string) {
	for _, f := range w.plans.of(message.Descriptor()).fields {
		if !message.Has(f.field) {
			continue
		}
		value, name := message.Get(f.field), string(f.field.Name())
		switch {
		case f.field.IsMap():
			w.walkMap(value.Map(), w.paths.Field(path, name))
		case f.field.IsList():
			list := value.List()
			for i := range list.Len() {
				w.value(list.Get(i), f, w.paths.Item(path, name, i))
			}
		default:
			w.value(value, f, w.paths.Field(path, name))
		}
	}
}

func (w walker) value(value protoreflect.Value, f planField, path string) {
	if f.kinds == nil {
		w.walk(value.Message(), path)
		return
	}
	if to := value.String(); to != "" {
		w.visit(path, f.field, f.kinds, to)
	}
}

func (w walker) walkMap(entries protoreflect.Map, path string) {
	var keys []string
	entries.Range(func(key protoreflect.MapKey, _ protoreflect.Value) bool {
		keys = append(keys, key.String())
		return true
	})
	slices.Sort(keys)
	for _, key := range keys {
		w.walk(entries.Get(protoreflect.ValueOfString(key).MapKey()).Message(), keyed(path, key))
	}
}
