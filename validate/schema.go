package validate

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"buf.build/go/protovalidate"
	"google.golang.org/protobuf/reflect/protoreflect"

	"github.com/opencompendium/compendium/catalog"
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

// checkSchema applies the rules of the schema to each record. They see one record at a time, so records are checked in parallel. Of a
// record that breaks them everywhere not all is kept, as little as all problems of a file are: it must not cost more than one that is
// right.
func (p *pass) checkSchema(ctx context.Context) error {
	records := p.Catalog.All()
	found := make([]*protovalidate.ValidationError, len(records))
	indexes := make([]int, len(records))
	for i := range indexes {
		indexes[i] = i
	}
	var failed atomic.Pointer[error]
	sound := recordSoundness()
	parallel(indexes, func(i int) {
		if ctx.Err() != nil || records[i].Recalled() || sound.sure(records[i].Message().ProtoReflect()) {
			return
		}
		// To compile the rules takes a while, which a run in which everything is sound does not need.
		validator, err := newValidator()
		if err != nil {
			failed.Store(&err)
			return
		}
		if errors.As(validator.Validate(records[i].Message()), &found[i]) {
			found[i].Violations = slices.Clone(found[i].Violations[:min(len(found[i].Violations), catalog.MaxProblems+1)])
		}
	})
	if err := ctx.Err(); err != nil {
		return fmt.Errorf("check the records by the schema: %w", err)
	}
	if err := failed.Load(); err != nil {
		return fmt.Errorf("compile the rules of the schema: %w", *err)
	}
	for i, violations := range found {
		if violations == nil {
			p.sound = append(p.sound, records[i])
			continue
		}
		for n, v := range violations.Violations {
			if n == catalog.MaxProblems {
				last := p.pending[len(p.pending)-1]
				last.finding.Message += fmt.Sprintf(" The record breaks the rules of the schema in more places than these %d.", n)
				break
			}
			p.violation(records[i], v)
		}
	}
	return nil
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
	p.report(record, path, "%s", message)
}
