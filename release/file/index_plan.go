package file

import (
	"sync"

	"google.golang.org/protobuf/reflect/protoreflect"

	"github.com/opencompendium/compendium/catalog"
)

// step is a field of a message type that is indexed, with the steps below it.
type step struct {
	field  protoreflect.FieldDescriptor
	path   string
	list   *step // the innermost list of messages on the way to it, or nil
	below  []*step
	number int // among all of the type
	// spelled is set for texts that are compared by what they fold to and by their words. Names of records are not.
	spelled bool
}

// single reports whether a message of the table has the field at most once.
func (s *step) single() bool { return s.list == nil && !s.field.IsList() && !s.field.IsMap() }

// isList reports whether the field has messages that are rows: those of a list, or the values of a map.
func (s *step) isList() bool {
	return s.field.Message() != nil && (s.field.IsList() || s.field.IsMap())
}

// listPath returns the path of the list that the rows of the field are items of, or "" for the messages of the table.
func (s *step) listPath() string {
	if s.list == nil {
		return ""
	}
	return s.list.path
}

// plan is the steps of a message type, each before those below it.
type plan struct {
	steps []*step // of the type's own fields
	all   []*step
	total int // of the type's steps, which the plan may have in part
}

// plans are the plans that were made, by the name of the type.
var plans sync.Map

// planOf lists the fields of a message type and of the messages below it. It leaves out the keys of citations, which
// mean nothing across records, the fingerprints of passages, which are not searched, and records that only responses
// bring along.
func planOf(descriptor protoreflect.MessageDescriptor) *plan {
	if made, ok := plans.Load(descriptor.FullName()); ok {
		return made.(*plan) //nolint:forcetypeassert // nothing else is stored
	}
	p := &plan{}
	p.steps = p.under(descriptor, "", nil, 0)
	p.total = len(p.all)
	plans.Store(descriptor.FullName(), p)
	return p
}

// deepest bounds the depth of messages. The schema is nowhere near it.
const deepest = 8

func (p *plan) under(descriptor protoreflect.MessageDescriptor, path string, list *step, depth int) []*step {
	if depth > deepest {
		return nil
	}
	var steps []*step
	for i := range descriptor.Fields().Len() {
		field := descriptor.Fields().Get(i)
		below := field.Message()
		if field.IsMap() {
			below = field.MapValue().Message()
		}
		unfit := field.IsMap() && below == nil || catalog.BroughtAlong(field)
		if unfit || field.Name() == "cites" || field.Name() == "passage" {
			continue
		}
		s := &step{field: field, path: path + string(field.Name()), list: list, number: len(p.all)}
		s.spelled = field.Kind() == protoreflect.StringKind && catalog.RefersTo(field) == nil &&
			s.path != "name" && s.path != "therapy"
		p.all = append(p.all, s)
		if below != nil {
			inner := list
			if s.isList() {
				inner = s
			}
			s.below = p.under(below, s.path+".", inner, depth+1)
		}
		steps = append(steps, s)
	}
	return steps
}
