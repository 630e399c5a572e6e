package rules_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	bufvalidate "buf.build/gen/go/bufbuild/protovalidate/protocolbuffers/go/buf/validate"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/schema/violation"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules"
)

// TestRulesAreEnforcedWhereTheySay goes and looks for each rule at what enforces it.
func TestRulesAreEnforcedWhereTheySay(t *testing.T) {
	reader := slices.Concat(declaredIDs(t, "../../catalog"), declaredIDs(t, "../../catalog/document"))
	engine := slices.Concat(declaredIDs(t, "../policy"), declaredIDs(t, ".."))
	constraints := append(schemaRuleIDs(t), violation.Rules()...)
	for _, rule := range rules.All().All() {
		code := rule.Drug != nil || rule.Record != nil || rule.Tombstone != nil || rule.Catalog != nil
		switch rule.Enforced {
		case validate.ByCode:
			if !code {
				t.Errorf("%s has no function", rule.ID)
			}
		case validate.BySchema:
			if !slices.Contains(constraints, rule.ID) {
				t.Errorf("the schema has no constraint for %s", rule.ID)
			}
		case validate.ByReader:
			if code || !slices.Contains(reader, rule.ID) {
				t.Errorf("%s: the reader declares no such rule, or the rule has a function", rule.ID)
			}
		case validate.ByEngine:
			if code || !slices.Contains(engine, rule.ID) {
				t.Errorf("%s: the engine declares no such rule, or the rule has a function", rule.ID)
			}
		}
	}
	for _, id := range reader {
		if rule, ok := rules.All().ByID(id); !ok || rule.Enforced != validate.ByReader {
			t.Errorf("the rule %s of the reader is not documented as such", id)
		}
	}
}

// declaredIDs returns the values of the constants of a package whose names begin with Rule. A program cannot list
// constants, so the test reads the source.
func declaredIDs(t *testing.T, dir string) []string {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	var ids []string
	for _, path := range paths {
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(node ast.Node) bool {
			spec, ok := node.(*ast.ValueSpec)
			if !ok || !strings.HasPrefix(spec.Names[0].Name, "Rule") || len(spec.Values) != 1 {
				return true
			}
			if literal, ok := spec.Values[0].(*ast.BasicLit); ok && literal.Kind == token.STRING {
				id, err := strconv.Unquote(literal.Value)
				if err != nil {
					t.Fatal(err)
				}
				ids = append(ids, id)
			}
			return true
		})
	}
	return ids
}

// TestEveryRuleHasItsFiles keeps the page of a rule, and its code if it has any, where people look for them.
func TestEveryRuleHasItsFiles(t *testing.T) {
	for _, rule := range rules.All().All() {
		if rule.Title == "" || rule.Explanation == "" || rule.Bad == "" || rule.Good == "" {
			t.Errorf("the page of the rule %s lacks its title, its explanation or an example", rule.ID)
		}
		suffixes := []string{".txtar"}
		if rule.Enforced == validate.ByCode || rule.Repair != nil {
			suffixes = append(suffixes, ".go")
		}
		for _, suffix := range suffixes {
			name := strings.ReplaceAll(rule.ID, "-", "_") + suffix
			if found, _ := filepath.Glob(filepath.Join("*", name)); len(found) != 1 {
				t.Errorf("the rule %s has %d files %s", rule.ID, len(found), name)
			}
		}
	}
}

func TestEveryRuleOfTheSchemaIsDocumented(t *testing.T) {
	ids := schemaRuleIDs(t)
	for _, id := range ids {
		if _, documented := rules.All().ByID(id); !documented {
			t.Errorf("the rule %s of the schema has no rule that documents it", id)
		}
	}
	// One of each kind: on a message, on a list, and a predefined one.
	for _, id := range []string{"review-missing", "use-without-label", "region-shape"} {
		if !slices.Contains(ids, id) {
			t.Errorf("the walk over the schema does not find %s", id)
		}
	}
}

// schemaRuleIDs returns the identifiers of the rules that the schema has for what content files hold.
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
		ids = append(ids,
			ruleIDs(proto.GetExtension(message.Options(), bufvalidate.E_Message).(proto.Message).ProtoReflect())...)
		for i := range message.Fields().Len() {
			field := message.Fields().Get(i)
			ids = append(ids,
				ruleIDs(proto.GetExtension(field.Options(), bufvalidate.E_Field).(proto.Message).ProtoReflect())...)
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

// ruleIDs returns the identifiers of the rules that stand in options: those that are written out, and the predefined
// ones.
func ruleIDs(options protoreflect.Message) []string {
	if rule, ok := options.Interface().(*bufvalidate.Rule); ok {
		return []string{rule.GetId()}
	}
	var ids []string
	options.Range(func(field protoreflect.FieldDescriptor, value protoreflect.Value) bool {
		if field.IsExtension() {
			for _, rule := range proto.GetExtension(field.Options(),
				bufvalidate.E_Predefined).(*bufvalidate.PredefinedRules).GetCel() {
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
