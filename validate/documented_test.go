package validate_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	bufvalidate "buf.build/gen/go/bufbuild/protovalidate/protocolbuffers/go/buf/validate"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/validate"
)

// TestEveryProblemOfLoadingIsDocumented reads the identifiers where they are declared, since a program cannot list constants.
func TestEveryProblemOfLoadingIsDocumented(t *testing.T) {
	file, err := parser.ParseFile(token.NewFileSet(), "../catalog/problem.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	problems := 0
	ast.Inspect(file, func(node ast.Node) bool {
		spec, ok := node.(*ast.ValueSpec)
		if !ok || !strings.HasPrefix(spec.Names[0].Name, "Rule") {
			return true
		}
		id, err := strconv.Unquote(spec.Values[0].(*ast.BasicLit).Value)
		if err != nil {
			t.Fatal(err)
		}
		problems++
		if _, documented := validate.RuleByID(id); !documented {
			t.Errorf("the problem %s of loading has no rule that documents it", id)
		}
		return true
	})
	if problems == 0 {
		t.Error("no identifiers are found in catalog/problem.go")
	}
}

// TestEveryRuleHasItsFileAndItsTest keeps rules where people look for them.
func TestEveryRuleHasItsFileAndItsTest(t *testing.T) {
	for _, rule := range validate.Rules() {
		name := "rule_" + strings.ReplaceAll(rule.ID, "-", "_")
		for _, file := range []string{name + ".go", name + "_test.go"} {
			if _, err := os.Stat(file); err != nil {
				t.Errorf("the rule %s has no file %s", rule.ID, file)
			}
		}
	}
}

func TestEveryRuleOfTheSchemaIsDocumented(t *testing.T) {
	ids := schemaRuleIDs(t)
	for _, id := range ids {
		if _, documented := validate.RuleByID(id); !documented {
			t.Errorf("the rule %s of the schema has no rule that documents it", id)
		}
	}
	// One of each place in which a rule may stand: on a message, on a field, on a list, on its items, on the keys of a map.
	for _, id := range []string{"review-missing", "use-without-label", "date-shape", "fact-without-citation", "resource-shape", "key-shape"} {
		if !slices.Contains(ids, id) {
			t.Errorf("the walk over the schema does not find %s", id)
		}
	}
}

// schemaRuleIDs gives the identifiers of the rules that the schema has for what content files hold.
func schemaRuleIDs(t *testing.T) []string {
	t.Helper()
	var ids []string
	seen := make(map[protoreflect.FullName]bool)
	var walk func(protoreflect.MessageDescriptor)
	walk = func(message protoreflect.MessageDescriptor) {
		if seen[message.FullName()] {
			return
		}
		seen[message.FullName()] = true
		ids = append(ids, ruleIDs(proto.GetExtension(message.Options(), bufvalidate.E_Message).(proto.Message).ProtoReflect())...)
		for i := range message.Fields().Len() {
			field := message.Fields().Get(i)
			ids = append(ids, ruleIDs(proto.GetExtension(field.Options(), bufvalidate.E_Field).(proto.Message).ProtoReflect())...)
			below := field.Message()
			if field.IsMap() {
				below = field.MapValue().Message()
			}
			if below != nil {
				walk(below)
			}
		}
	}
	for _, kind := range catalog.Kinds() {
		walk(kind.Descriptor())
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}

// ruleIDs gives the identifiers of the rules that stand in options: those that are written out, and the predefined ones.
func ruleIDs(options protoreflect.Message) []string {
	if rule, ok := options.Interface().(*bufvalidate.Rule); ok {
		return []string{rule.GetId()}
	}
	var ids []string
	options.Range(func(field protoreflect.FieldDescriptor, value protoreflect.Value) bool {
		if field.IsExtension() {
			for _, rule := range proto.GetExtension(field.Options(), bufvalidate.E_Predefined).(*bufvalidate.PredefinedRules).GetCel() {
				ids = append(ids, rule.GetId())
			}
		}
		switch {
		case field.Name() == "cel_expression":
			for i := range value.List().Len() {
				ids = append(ids, value.List().Get(i).String()) // the short form has no identifier, and this is none
			}
		case field.Message() == nil || field.IsMap():
		case field.IsList():
			for i := range value.List().Len() {
				ids = append(ids, ruleIDs(value.List().Get(i).Message())...)
			}
		default:
			ids = append(ids, ruleIDs(value.Message())...)
		}
		return true
	})
	return ids
}
