package validate

import (
	"cmp"
	"errors"
	"fmt"
	"slices"

	"buf.build/go/protovalidate"
	"google.golang.org/protobuf/reflect/protoreflect"

	"github.com/opencompendium/compendium/catalog/document"
	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/schema/violation"
)

// placeIn returns the first of the fields that is set in a message, or "".
func placeIn(message protoreflect.Message, fields []protoreflect.Name) string {
	for _, name := range fields {
		if field := message.Descriptor().Fields().ByName(name); field != nil && message.Has(field) {
			return string(name)
		}
	}
	return ""
}

// checkSchema applies the constraints of the schema to a record of which the fields at some paths are lost.
func (p *run) checkSchema(pass *RecordPass, lost []string) error {
	err := protovalidate.Validate(pass.Record.Message())
	if err == nil {
		return nil
	}
	// Any other error must not make the record pass.
	found, ok := errors.AsType[*protovalidate.ValidationError](err)
	if !ok {
		return fmt.Errorf("apply the rules of the schema to %s: %w", pass.Record.Name(), err)
	}
	violations := found.Violations
	if pass.Record.IsTombstone() {
		violations = slices.DeleteFunc(slices.Clone(violations), asksForFacts)
	}
	if len(lost) > 0 {
		violations = slices.DeleteFunc(slices.Clone(violations), func(v *protovalidate.Violation) bool {
			return mayBeLost(pass.Record, protovalidate.FieldPathString(v.Proto.GetField()), lost)
		})
	}
	for _, v := range firstViolations(violations) {
		p.violation(pass, v)
	}
	if more := len(violations) - document.MaxProblems; more > 0 {
		pass.reports[len(pass.reports)-1].finding.Message += fmt.Sprintf(" The record violates the schema in %d more places.",
			more)
	}
	return nil
}

// asksForFacts reports whether a violation is that a record lacks something that a tombstone need not have: all but its
// display name.
func asksForFacts(v *protovalidate.Violation) bool {
	steps := v.Proto.GetField().GetElements()
	switch v.Proto.GetRuleId() {
	case "review-missing":
		return true
	case "required", "repeated.min_items":
		return len(steps) == 1 && steps[0].GetFieldName() != "display_name"
	default:
		return false
	}
}

// firstViolations returns the violations of a record to report, at most document.MaxProblems, the first by field.
func firstViolations(all []*protovalidate.Violation) []*protovalidate.Violation {
	if len(all) <= document.MaxProblems {
		return all
	}
	type violation struct {
		of    *protovalidate.Violation
		steps []document.Step
	}
	sorted := make([]violation, len(all))
	for i, v := range all {
		steps, _ := document.Steps(protovalidate.FieldPathString(v.Proto.GetField()))
		sorted[i] = violation{v, steps}
	}
	slices.SortStableFunc(sorted, func(a, b violation) int {
		return cmp.Or(slices.CompareFunc(a.steps, b.steps, func(s, t document.Step) int {
			return cmp.Or(cmp.Compare(s.Name, t.Name), cmp.Compare(s.Index, t.Index))
		}),
			cmp.Compare(a.of.Proto.GetRuleId(), b.of.Proto.GetRuleId()))
	})
	first := make([]*protovalidate.Violation, document.MaxProblems)
	for i := range first {
		first[i] = sorted[i].of
	}
	return first
}

// violation reports a violation of the schema by the rule that it belongs to.
func (p *run) violation(pass *RecordPass, v *protovalidate.Violation) {
	path := protovalidate.FieldPathString(v.Proto.GetField())
	id, message := violation.Of(v, pass.Record.Anchor(path))
	rule, known := p.Rules.ByID(id)
	if !known {
		rule = &Rule{ID: id, Severity: finding.Error}
	}
	if path == "" {
		path = placeIn(pass.Record.Message().ProtoReflect(), rule.About)
	}
	pass.rule = rule
	r := pass.Report(path, "%s", message)
	if first, second, ok := twice(v.FieldValue); ok && v.Proto.GetRuleId() == "repeated.unique" {
		r.Related(pass.Record, fmt.Sprintf("%s[%d]", path, first), "The first").
			Related(pass.Record, fmt.Sprintf("%s[%d]", path, second), "The second")
	}
}

// twice returns the indexes of the first repeated item of a list, and whether there is one.
func twice(value protoreflect.Value) (first, second int, ok bool) {
	list, isList := value.Interface().(protoreflect.List)
	if !isList {
		return 0, 0, false
	}
	seen := make(map[any]int, list.Len())
	for i := range list.Len() {
		item := list.Get(i).Interface()
		if _, isBytes := item.([]byte); isBytes {
			return 0, 0, false // not a map key; no list of the schema has bytes
		}
		if at, ok := seen[item]; ok {
			return at, i, true
		}
		seen[item] = i
	}
	return 0, 0, false
}
