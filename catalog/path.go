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

// Places returns where a field path leads in a message. Items of lists are named by their keys; a path through a list
// without a key leads to the field of each item. It returns nothing for a path that the schema does not have, and for
// one through an item that is not there.
func Places(m protoreflect.Message, path string) []Place {
	steps, ok := document.Steps(path)
	if !ok || len(steps) == 0 {
		return nil
	}
	var places []Place
	findField(m, "", steps, func(p Place) { places = append(places, p) })
	return places
}

// findField visits where steps lead from a message, the first of which is a field.
func findField(m protoreflect.Message, at string, steps []document.Step, visit func(Place)) {
	field := m.Descriptor().Fields().ByName(protoreflect.Name(steps[0].Name))
	if field == nil || steps[0].Keyed {
		return
	}
	at, steps = document.Join(at, steps[0].Name), steps[1:]
	switch {
	case field.IsMap():
		findEntry(m.Get(field).Map(), at, steps, visit)
	case field.IsList() && field.Message() != nil:
		findItems(m.Get(field).List(), at, steps, visit)
	case field.Message() != nil && !field.IsList():
		findBelow(m.Get(field).Message(), at, steps, visit)
	case len(steps) == 0:
		visit(Place{at, m.Has(field)})
	}
}

// findBelow visits where steps lead from a message that has been reached.
func findBelow(m protoreflect.Message, at string, steps []document.Step, visit func(Place)) {
	if len(steps) == 0 {
		visit(Place{at, m.IsValid() && proto.Size(m.Interface()) > 0})
		return
	}
	findField(m, at, steps, visit)
}

func findItems(list protoreflect.List, at string, steps []document.Step, visit func(Place)) {
	if len(steps) == 0 {
		visit(Place{at, list.Len() > 0})
		return
	}
	for i := range list.Len() {
		item, itemAt := list.Get(i).Message(), at+"["+strconv.Itoa(i)+"]"
		switch {
		case !steps[0].Keyed:
			findField(item, itemAt, steps, visit)
		case steps[0].Name != "" && KeyOf(item) == steps[0].Name:
			findBelow(item, itemAt, steps[1:], visit)
		}
	}
}

func findEntry(entries protoreflect.Map, at string, steps []document.Step, visit func(Place)) {
	if len(steps) == 0 {
		visit(Place{at, entries.Len() > 0})
		return
	}
	key := protoreflect.ValueOfString(steps[0].Name).MapKey()
	if steps[0].Keyed && entries.Has(key) {
		findBelow(entries.Get(key).Message(), document.Keyed(at, steps[0].Name), steps[1:], visit)
	}
}
