package dates

import (
	"sync"

	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/date"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate/rules/facts"
)

// dated is a date of a record, with what the schema says of its field.
type dated struct {
	path        string
	text        string
	first, last date.Day             // that it may mean
	in          protoreflect.Message // that has the field
	rule        *compendiumv1.DateRule
}

// datesOf returns the dates of a record that are dates, in the order of the schema.
func datesOf(r *catalog.Record) []dated {
	var list []dated
	dateFields().Visit(r.Message().ProtoReflect(), func(m protoreflect.Message, field protoreflect.FieldDescriptor,
		path string) {
		text := m.Get(field).String()
		if first, last, ok := facts.Days(text); ok {
			list = append(list, dated{path, text, first, last, m, ruleOf(field)})
		}
	})
	return list
}

// dateFields is the walk to the fields that hold dates.
var dateFields = sync.OnceValue(func() *catalog.Walk {
	return catalog.NewWalk(func(field protoreflect.FieldDescriptor) bool { return ruleOf(field) != nil })
})

// ruleOf returns what the schema says of the dates of a field, or nil if it holds none.
func ruleOf(field protoreflect.FieldDescriptor) *compendiumv1.DateRule {
	if !proto.HasExtension(field.Options(), compendiumv1.E_DateRule) {
		return nil
	}
	rule, _ := proto.GetExtension(field.Options(), compendiumv1.E_DateRule).(*compendiumv1.DateRule)
	return rule
}
