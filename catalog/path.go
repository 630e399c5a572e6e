package catalog

import (
	"strconv"
	"sync"

	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"

	"github.com/opencompendium/compendium/catalog/document"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

// ItemKey returns the field that names a message among the others of its list, or nil if it has none. The schema marks
// it with the option item_key.
func ItemKey(message protoreflect.MessageDescriptor) protoreflect.FieldDescriptor {
	return itemKeys()[message.FullName()]
}

var itemKeys = sync.OnceValue(func() map[protoreflect.FullName]protoreflect.FieldDescriptor {
	keys := make(map[protoreflect.FullName]protoreflect.FieldDescriptor)
	seen := make(map[protoreflect.FullName]bool)
	var add func(message protoreflect.MessageDescriptor)
	add = func(message protoreflect.MessageDescriptor) {
		if message == nil || seen[message.FullName()] {
			return
		}
		seen[message.FullName()] = true
		for i := range message.Fields().Len() {
			field := message.Fields().Get(i)
			if isKey, _ := proto.GetExtension(field.Options(), compendiumv1.E_ItemKey).(bool); isKey {
				keys[message.FullName()] = field
			}
			add(field.Message())
		}
	}
	for _, kind := range Kinds() {
		add(kind.Descriptor())
	}
	return keys
})

// KeyOf returns the value of the key of a message, as content files write it, or "" if it has none.
func KeyOf(m protoreflect.Message) string {
	field := ItemKey(m.Descriptor())
	if field == nil || !m.Has(field) {
		return ""
	}
	if field.Kind() != protoreflect.EnumKind {
		return m.Get(field).String()
	}
	value := field.Enum().Values().ByNumber(m.Get(field).Enum())
	if value == nil {
		return ""
	}
	return string(value.Name())
}

// Place is a field or an item that a field path leads to.
type Place struct {
	// Path is the path by indexes: `products[0].strengths`.
	Path string
	// Filled reports whether it has a value. A message with nothing in it is none.
	Filled bool
}

// Paths finds where field paths lead in a record. It remembers what it found, so that a record with many gaps on many
// items is quick to check. It is not safe for concurrent use.
type Paths struct {
	record protoreflect.Message
	found  map[string][]Place
	items  map[string]map[string][]int // by the path of a list and the key of its items
}

// NewPaths returns the Paths of a record.
func NewPaths(record protoreflect.Message) *Paths {
	return &Paths{record: record, found: make(map[string][]Place), items: make(map[string]map[string][]int)}
}

// Find returns where a field path leads. Items of lists are named by their keys; a path through a list without a key
// leads to the field of each item. It returns nothing for a path that the schema does not have, and for one through an
// item that is not there.
func (p *Paths) Find(path string) []Place {
	if places, ok := p.found[path]; ok {
		return places
	}
	var places []Place
	if steps, ok := document.Steps(path); ok && len(steps) > 0 {
		p.field(p.record, "", steps, func(place Place) { places = append(places, place) })
	}
	p.found[path] = places
	return places
}

// field visits where steps lead from a message, the first of which is a field.
func (p *Paths) field(m protoreflect.Message, at string, steps []document.Step, visit func(Place)) {
	field := m.Descriptor().Fields().ByName(protoreflect.Name(steps[0].Name))
	if field == nil || steps[0].Keyed {
		return
	}
	at, steps = document.Join(at, steps[0].Name), steps[1:]
	switch {
	case field.IsMap():
		p.entry(m.Get(field).Map(), at, steps, visit)
	case field.IsList() && field.Message() != nil:
		p.item(m.Get(field).List(), at, steps, visit)
	case field.Message() != nil && !field.IsList():
		p.below(m.Get(field).Message(), at, steps, visit)
	case len(steps) == 0:
		visit(Place{at, m.Has(field)})
	}
}

// below visits where steps lead from a message that has been reached.
func (p *Paths) below(m protoreflect.Message, at string, steps []document.Step, visit func(Place)) {
	if len(steps) == 0 {
		visit(Place{at, m.IsValid() && proto.Size(m.Interface()) > 0})
		return
	}
	p.field(m, at, steps, visit)
}

func (p *Paths) item(list protoreflect.List, at string, steps []document.Step, visit func(Place)) {
	switch {
	case len(steps) == 0:
		visit(Place{at, list.Len() > 0})
	case steps[0].Keyed:
		for _, i := range p.keyed(list, at)[steps[0].Name] {
			p.below(list.Get(i).Message(), indexed(at, i), steps[1:], visit)
		}
	default:
		for i := range list.Len() {
			p.field(list.Get(i).Message(), indexed(at, i), steps, visit)
		}
	}
}

func indexed(at string, i int) string { return at + "[" + strconv.Itoa(i) + "]" }

// keyed returns the indexes of the items of a list, by their keys.
func (p *Paths) keyed(list protoreflect.List, at string) map[string][]int {
	keys, ok := p.items[at]
	if !ok {
		keys = make(map[string][]int)
		for i := range list.Len() {
			if key := KeyOf(list.Get(i).Message()); key != "" {
				keys[key] = append(keys[key], i)
			}
		}
		p.items[at] = keys
	}
	return keys
}

func (p *Paths) entry(entries protoreflect.Map, at string, steps []document.Step, visit func(Place)) {
	if len(steps) == 0 {
		visit(Place{at, entries.Len() > 0})
		return
	}
	key := protoreflect.ValueOfString(steps[0].Name).MapKey()
	if steps[0].Keyed && entries.Has(key) {
		p.below(entries.Get(key).Message(), document.Keyed(at, steps[0].Name), steps[1:], visit)
	}
}
