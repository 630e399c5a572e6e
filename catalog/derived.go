package catalog

import (
	"fmt"
	"slices"
	"sync"

	"google.golang.org/genproto/googleapis/api/annotations"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"

	"github.com/opencompendium/compendium/catalog/document"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

// checkDerived finds fields that the catalog derives and no file may set, and a name that is not the path's. It sets
// the names of the record and of its uses.
func (e *entry) checkDerived() {
	record := e.record.message.ProtoReflect()
	name, want := record.Descriptor().Fields().ByName("name"), e.name()
	if got := record.Get(name).String(); got != "" && got != want {
		e.fail(RuleName, "name", fmt.Sprintf("name is %s, but the path of the file makes it %s. Remove the line, since "+
			"the path gives the name, or move the file.",
			document.Shorten(got), want))
	}
	setName(e.record.message, want)
	derivedFields().Visit(record, func(m protoreflect.Message, field protoreflect.FieldDescriptor, path string) {
		e.fail(RuleDerivedTyped, path, "The catalog derives this field; it is never typed. Remove the line.")
		m.Clear(field)
	})
	if drug, ok := e.record.message.(*compendiumv1.Drug); ok {
		for _, use := range drug.Uses {
			use.Name = drug.Name + "/uses/" + use.Id
		}
	}
}

// Authored returns a copy of a record with what content files state, and nothing that the catalog derives.
func Authored(record proto.Message) proto.Message {
	authored := proto.Clone(record)
	clearDerived(authored)
	return authored
}

// clearDerived clears the fields that the catalog derives.
func clearDerived(record proto.Message) {
	derivedFields().Visit(record.ProtoReflect(),
		func(m protoreflect.Message, field protoreflect.FieldDescriptor, _ string) { m.Clear(field) })
}

// derivedFields is the walk to the fields that the catalog derives.
var derivedFields = sync.OnceValue(func() *Walk { return NewWalk(isDerived) })

// isDerived reports whether the catalog derives a field, so that content files never state it.
func isDerived(field protoreflect.FieldDescriptor) bool {
	behaviors, _ := proto.GetExtension(field.Options(), annotations.E_FieldBehavior).([]annotations.FieldBehavior)
	return slices.Contains(behaviors, annotations.FieldBehavior_OUTPUT_ONLY)
}
