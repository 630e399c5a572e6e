package catalog_test

import (
	"slices"
	"testing"

	"buf.build/gen/go/bufbuild/protovalidate/protocolbuffers/go/buf/validate"
	"google.golang.org/genproto/googleapis/api/annotations"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"
	"google.golang.org/protobuf/reflect/protoregistry"

	"github.com/opencompendium/compendium/catalog"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

// typePrefix begins the types of all resources.
const typePrefix = "compendium.opencompendium.github.com/"

// TestCollectionsAreResources checks that the records of each collection are declared as resources.
func TestCollectionsAreResources(t *testing.T) {
	for _, kind := range catalog.Kinds() {
		declared := proto.GetExtension(kind.Descriptor().Options(), annotations.E_Resource)
		resource, _ := declared.(*annotations.ResourceDescriptor)
		if want := typePrefix + string(kind.Descriptor().Name()); resource.GetType() != want {
			t.Errorf("%s: the resource type is %q, not %q", kind, resource.GetType(), want)
		}
		want := []string{kind.String() + "/{" + kind.Singular() + "}"}
		if !slices.Equal(resource.GetPattern(), want) {
			t.Errorf("%s: the patterns are %q, not %q", kind, resource.GetPattern(), want)
		}
	}
}

// TestReferencesAgree keeps refers_to, which lists several collections, and resource_reference, which names one type or
// any, alike.
func TestReferencesAgree(t *testing.T) {
	types := []string{typePrefix + "Use"}
	for _, kind := range catalog.Kinds() {
		types = append(types, typePrefix+string(kind.Descriptor().Name()))
	}
	references := 0
	eachField(func(field protoreflect.FieldDescriptor) {
		reference, _ := proto.GetExtension(field.Options(), annotations.E_ResourceReference).(*annotations.ResourceReference)
		several, _ := proto.GetExtension(field.Options(), compendiumv1.E_RefersTo).([]string)
		if reference == nil && several == nil {
			return
		}
		references++
		switch to := reference.GetType() + reference.GetChildType(); {
		case several != nil && to != "*":
			t.Errorf("%s: refers_to lists collections, and the type of resource_reference is %q; write \"*\"",
				field.FullName(), to)
		case several == nil && !slices.Contains(types, to):
			t.Errorf("%s: there is no resource of type %q", field.FullName(), to)
		case several != nil && (len(several) < 2 || len(several) != len(catalog.RefersTo(field))):
			t.Errorf("%s: refers_to is for several collections: %q", field.FullName(), several)
		}
	})
	if references == 0 {
		t.Error("no field refers to a resource")
	}
}

// TestBehaviorsAgree checks that each field of a request and of the records in it states its behavior, and that exactly
// the fields that validation requires are REQUIRED.
func TestBehaviorsAgree(t *testing.T) {
	sent := make(map[protoreflect.FullName]bool)
	var send func(protoreflect.MessageDescriptor)
	send = func(message protoreflect.MessageDescriptor) {
		if message == nil || sent[message.FullName()] {
			return
		}
		sent[message.FullName()] = true
		for i := range message.Fields().Len() {
			send(message.Fields().Get(i).Message())
		}
	}
	eachFile(func(file protoreflect.FileDescriptor) {
		for i := range file.Services().Len() {
			methods := file.Services().Get(i).Methods()
			for j := range methods.Len() {
				send(methods.Get(j).Input())
			}
		}
	})
	eachField(func(field protoreflect.FieldDescriptor) {
		if !sent[field.Parent().FullName()] || field.Parent().(protoreflect.MessageDescriptor).IsMapEntry() {
			return
		}
		behaviors, _ := proto.GetExtension(field.Options(), annotations.E_FieldBehavior).([]annotations.FieldBehavior)
		if len(behaviors) == 0 {
			t.Errorf("%s: field_behavior is missing", field.FullName())
		}
		rules, _ := proto.GetExtension(field.Options(), validate.E_Field).(*validate.FieldRules)
		required := rules.GetRequired() || rules.GetRepeated().GetMinItems() > 0
		if required != slices.Contains(behaviors, annotations.FieldBehavior_REQUIRED) {
			t.Errorf("%s: validation requires it: %v; field_behavior: %v", field.FullName(), required, behaviors)
		}
	})
}

// eachFile calls visit with each file of the API.
func eachFile(visit func(protoreflect.FileDescriptor)) {
	protoregistry.GlobalFiles.RangeFilesByPackage("compendium.v1", func(file protoreflect.FileDescriptor) bool {
		visit(file)
		return true
	})
}

// eachField calls visit with each field of each message of the API.
func eachField(visit func(protoreflect.FieldDescriptor)) {
	var down func(protoreflect.MessageDescriptors)
	down = func(messages protoreflect.MessageDescriptors) {
		for i := range messages.Len() {
			for j := range messages.Get(i).Fields().Len() {
				visit(messages.Get(i).Fields().Get(j))
			}
			down(messages.Get(i).Messages())
		}
	}
	eachFile(func(file protoreflect.FileDescriptor) { down(file.Messages()) })
}
