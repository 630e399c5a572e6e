package dates_test

import (
	"strings"
	"testing"

	"buf.build/gen/go/bufbuild/protovalidate/protocolbuffers/go/buf/validate"
	"google.golang.org/genproto/googleapis/api/annotations"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"

	"github.com/opencompendium/compendium/catalog"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

// TestEveryDateSaysWhatItIs: a field of dates that content files state has a rule in the schema, and the rule names
// dates beside it.
func TestEveryDateSaysWhatItIs(t *testing.T) {
	isTyped := func(field protoreflect.FieldDescriptor) bool {
		return !proto.HasExtension(field.Options(), annotations.E_FieldBehavior)
	}
	isDate := func(field protoreflect.FieldDescriptor) bool {
		rules, _ := proto.GetExtension(field.Options(), validate.E_Field).(*validate.FieldRules)
		return strings.HasPrefix(rules.GetString().GetPattern(), "^([1-9][0-9]{3}(-(0[1-9]|1[0-2]))?|")
	}
	seen := make(map[protoreflect.FullName]bool)
	dates := 0
	var check func(m protoreflect.MessageDescriptor)
	check = func(m protoreflect.MessageDescriptor) {
		if seen[m.FullName()] {
			return
		}
		seen[m.FullName()] = true
		for i := range m.Fields().Len() {
			field := m.Fields().Get(i)
			rule, _ := proto.GetExtension(field.Options(), compendiumv1.E_DateRule).(*compendiumv1.DateRule)
			switch {
			case field.IsMap():
				check(field.MapValue().Message())
			case field.Message() != nil:
				check(field.Message())
			case isDate(field) && isTyped(field) && rule.GetFloor() == 0:
				t.Errorf("%s is a date and has no date_rule with a floor", field.FullName())
			case isDate(field):
				dates++
			}
			for _, name := range rule.GetNotBefore() {
				if other := m.Fields().ByName(protoreflect.Name(name)); other == nil || !isDate(other) {
					t.Errorf("%s is not before %s, which is no date beside it", field.FullName(), name)
				}
			}
		}
	}
	for _, kind := range catalog.Kinds() {
		check(kind.Descriptor())
	}
	if dates < 20 {
		t.Errorf("there are only %d dates", dates)
	}
}
