package violation_test

import (
	"slices"
	"strings"
	"testing"

	"buf.build/gen/go/bufbuild/protovalidate/protocolbuffers/go/buf/validate"
	"buf.build/go/protovalidate"
	"google.golang.org/genproto/googleapis/api/annotations"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/schema/violation"
)

// TestEveryConstraint checks that each constraint on a field that people write has words of its own: what the library
// would say is the name of the field and a regular expression.
func TestEveryConstraint(t *testing.T) {
	done := make(map[protoreflect.FullName]bool)
	for _, kind := range catalog.Kinds() {
		eachField(kind.Descriptor(), done, func(field protoreflect.FieldDescriptor) {
			rules, _ := proto.GetExtension(field.Options(), validate.E_Field).(*validate.FieldRules)
			for _, constraint := range constraints(rules.ProtoReflect(), "") {
				v := &protovalidate.Violation{Proto: &validate.Violation{RuleId: &constraint.id, Message: new("is wrong")},
					FieldDescriptor: field, RuleValue: constraint.value}
				if _, message := violation.Of(v, string(field.Name())); strings.Contains(message, "is wrong") {
					t.Errorf("%s: %s %v has no words", field.FullName(), constraint.id, constraint.value)
				} else if strings.ContainsAny(message, "^$%") {
					t.Errorf("%s: %s: %q, want no pattern", field.FullName(), constraint.id, message)
				}
			}
		})
	}
}

// eachField calls visit with each field that people write in a message or below it.
func eachField(m protoreflect.MessageDescriptor, done map[protoreflect.FullName]bool,
	visit func(protoreflect.FieldDescriptor)) {
	if done[m.FullName()] {
		return
	}
	done[m.FullName()] = true
	for i := range m.Fields().Len() {
		field := m.Fields().Get(i)
		behavior, _ := proto.GetExtension(field.Options(), annotations.E_FieldBehavior).([]annotations.FieldBehavior)
		if slices.Contains(behavior, annotations.FieldBehavior_OUTPUT_ONLY) {
			continue
		}
		visit(field)
		if field.Message() != nil {
			eachField(field.Message(), done, visit)
		}
	}
}

// constraint is one that the library checks by itself, as it names it.
type constraint struct {
	id    string
	value protoreflect.Value
}

// constraints returns those of a field, but for constraints on enums: the reader refuses what they do.
func constraints(rules protoreflect.Message, at string) []constraint {
	var list []constraint
	rules.Range(func(rule protoreflect.FieldDescriptor, value protoreflect.Value) bool {
		id := strings.TrimPrefix(at+"."+string(rule.Name()), ".")
		switch name := rule.Name(); {
		case rule.IsExtension() || name == "enum" || name == "ignore" || name == "cel":
		case name == "items" || name == "keys":
			list = append(list, constraints(value.Message(), "")...)
		case rule.Message() != nil && !rule.IsList():
			list = append(list, constraints(value.Message(), id)...)
		case id == "int32.lte" || id == "int32.gte" && rules.Has(rules.Descriptor().Fields().ByName("lte")):
			list = append(list, constraint{"int32.gte_lte", value})
		case name == "required" || id != "repeated.unique" || value.Bool():
			list = append(list, constraint{id, value})
		}
		return true
	})
	return list
}
