package validate

import (
	"errors"
	"fmt"
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

// checkSchema applies the rules of the schema to each record. They see one record at a time, so records are checked in parallel.
func (p *pass) checkSchema() error {
	records := p.Catalog.All()
	found := make([]*protovalidate.ValidationError, len(records))
	indexes := make([]int, len(records))
	for i := range indexes {
		indexes[i] = i
	}
	var failed atomic.Pointer[error]
	sound := recordSoundness()
	parallel(indexes, func(i int) {
		if records[i].Recalled() || sound.sure(records[i].Message().ProtoReflect()) {
			return
		}
		// To compile the rules takes a while, which a run in which everything is sound does not need.
		validator, err := newValidator()
		if err != nil {
			failed.Store(&err)
			return
		}
		// An error that is not about the record must not pass for a record without one.
		if err := validator.Validate(records[i].Message()); err != nil && !errors.As(err, &found[i]) {
			failed.Store(&err)
		}
	})
	if err := failed.Load(); err != nil {
		return fmt.Errorf("apply the rules of the schema: %w", *err)
	}
	for i, violations := range found {
		if violations == nil {
			p.sound = append(p.sound, records[i])
			continue
		}
		for _, v := range violations.Violations {
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
