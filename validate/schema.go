package validate

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"buf.build/go/protovalidate"
	"google.golang.org/protobuf/reflect/protoreflect"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/syntax"
)

// schemaRules names the rule for each constraint of protovalidate that the schema uses without an identifier of its own.
var schemaRules = map[string]*Rule{
	"required":           &ruleFieldRequired,
	"repeated.min_items": &ruleFieldRequired,
	"string.max_len":     &ruleFieldTooLong,
	"repeated.unique":    &ruleListDuplicate,
}

// decisive are the fields that the schema's rules over whole records are about: the first of them that a record has is at fault. A rule that
// is not here is about the record.
var decisive = map[string][]protoreflect.Name{
	ruleTombstoneWithoutReplacement.ID: {"replaced_by", "lifecycle"},
	ruleCoverageOfPayer.ID:             {"coverages"},
}

// placeIn gives the first of some fields that a message has, or "".
func placeIn(message protoreflect.Message, fields []protoreflect.Name) string {
	for _, name := range fields {
		if field := message.Descriptor().Fields().ByName(name); field != nil && message.Has(field) {
			return string(name)
		}
	}
	return ""
}

// newValidator compiles the schema's rules once for the process; a validator is safe for concurrent use.
var newValidator = sync.OnceValues(func() (protovalidate.Validator, error) { return protovalidate.New() })

// checkSchema applies the rules of the schema to each record. They see one record at a time, so records are checked in parallel.
func (p *pass) checkSchema() error {
	validator, err := newValidator()
	if err != nil {
		return fmt.Errorf("apply the rules of the schema: %w", err)
	}
	indexes := make([]int, len(p.records))
	for i := range indexes {
		indexes[i] = i
	}
	found := make([]*protovalidate.ValidationError, len(p.records))
	var failed atomic.Pointer[error]
	parallel(indexes, func(i int) {
		if p.context.Err() != nil {
			return
		}
		// An error that is not about the record must not pass for a record without one.
		if err := validator.Validate(p.records[i].Message()); err != nil && !errors.As(err, &found[i]) {
			failed.Store(&err)
		}
	})
	if err := failed.Load(); err != nil {
		return fmt.Errorf("apply the rules of the schema: %w", *err)
	}
	for i, violations := range found {
		if violations == nil {
			continue
		}
		for _, v := range firstViolations(violations.Violations) {
			p.violation(p.records[i], v)
		}
		if more := len(violations.Violations) - catalog.MaxProblems; more > 0 {
			p.pending[len(p.pending)-1].finding.Message += fmt.Sprintf(" The record breaks the schema in %d places more.", more)
		}
	}
	return nil
}

// firstViolations gives the violations of a record that are reported: of one that is wrong everywhere, the first by their fields.
func firstViolations(all []*protovalidate.Violation) []*protovalidate.Violation {
	if len(all) <= catalog.MaxProblems {
		return all
	}
	type violation struct {
		of    *protovalidate.Violation
		steps []syntax.Step
	}
	sorted := make([]violation, len(all))
	for i, v := range all {
		steps, _ := syntax.Steps(protovalidate.FieldPathString(v.Proto.GetField()))
		sorted[i] = violation{v, steps}
	}
	slices.SortStableFunc(sorted, func(a, b violation) int {
		return cmp.Or(slices.CompareFunc(a.steps, b.steps, func(s, t syntax.Step) int { return cmp.Or(cmp.Compare(s.Name, t.Name), cmp.Compare(s.Index, t.Index)) }),
			cmp.Compare(a.of.Proto.GetRuleId(), b.of.Proto.GetRuleId()))
	})
	first := make([]*protovalidate.Violation, catalog.MaxProblems)
	for i := range first {
		first[i] = sorted[i].of
	}
	return first
}

func (p *pass) violation(record *catalog.Record, v *protovalidate.Violation) {
	path := protovalidate.FieldPathString(v.Proto.GetField())
	id := v.Proto.GetRuleId()
	field := path[strings.LastIndexByte(path, '.')+1:]
	rule, named := ruleIndex[id]
	message := v.Proto.GetMessage()
	if !named {
		rule = schemaRules[id]
		switch rule {
		case &ruleFieldRequired:
			message = fmt.Sprintf("%s is missing or empty. Add it.", field)
		case &ruleFieldTooLong:
			message = fmt.Sprintf("%s is too long: at most %v characters are read.", field, v.RuleValue.Interface())
		case &ruleListDuplicate:
			message = fmt.Sprintf("%s has an item twice. Keep one.", field)
		default:
			rule = &ruleFieldInvalid
			message = fmt.Sprintf("%s is not valid: %s (%s).", field, message, id)
		}
	}
	if path == "" {
		path = placeIn(record.Message().ProtoReflect(), decisive[rule.ID])
	}
	p.rule = rule
	r := p.report(record, path, "%s", message)
	if first, second, ok := twice(v.FieldValue); ok && rule == &ruleListDuplicate {
		r.alongside(record, fmt.Sprintf("%s[%d]", path, first), "The first").alongside(record, fmt.Sprintf("%s[%d]", path, second), "The second")
	}
}

// twice gives the indexes of the first item of a list that stands in it twice, and whether there is one.
func twice(value protoreflect.Value) (first, second int, ok bool) {
	list, isList := value.Interface().(protoreflect.List)
	if !isList {
		return 0, 0, false
	}
	seen := make(map[any]int, list.Len())
	for i := range list.Len() {
		item := list.Get(i).Interface()
		if _, isBytes := item.([]byte); isBytes {
			return 0, 0, false // they are no key of a map, and no list of the schema has them
		}
		if at, there := seen[item]; there {
			return at, i, true
		}
		seen[item] = i
	}
	return 0, 0, false
}
