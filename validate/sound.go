package validate

import (
	"sync"

	"buf.build/go/protovalidate"
	"google.golang.org/protobuf/reflect/protoreflect"
)

// soundness tells quickly that a message surely keeps the rules of the schema. It is made from the same options of the schema that
// protovalidate reads, and where it is not sure, protovalidate judges: what a message breaks, and in which words, is said only there. A rule
// of the schema that it does not know makes it unsure, never wrong.
type soundness struct {
	// plans are by message. A plan is made once.
	plans map[protoreflect.FullName]*soundPlan
}

// soundPlan is what a message of a type must keep.
type soundPlan struct {
	// unsure says that there is a rule that is not known.
	unsure bool
	rules  []func(protoreflect.Message) bool
	fields []soundField
}

// soundField is what a field must keep. Functions speak of its value, or of each item of a list.
type soundField struct {
	protoreflect.FieldDescriptor

	required bool
	filled   bool // it is a list that may not be empty
	texts    []func(string) bool
	lists    []func(protoreflect.List) bool
	keys     []func(string) bool
	numbers  []func(int64) bool
	enums    []func(protoreflect.EnumNumber) bool
	below    *soundPlan
}

// newSoundness makes the plans of messages and of all below them.
func newSoundness(messages []protoreflect.MessageDescriptor) *soundness {
	s := &soundness{plans: make(map[protoreflect.FullName]*soundPlan)}
	for _, m := range messages {
		s.plan(m)
	}
	return s
}

// recordSoundness is made once for the process.
var recordSoundness = sync.OnceValue(func() *soundness { return newSoundness(recordKinds()) })

// sure says whether a message surely keeps the rules of the schema.
func (s *soundness) sure(m protoreflect.Message) bool {
	plan := s.plans[m.Descriptor().FullName()]
	return plan != nil && plan.sure(m)
}

func (p *soundPlan) sure(m protoreflect.Message) bool {
	if p.unsure {
		return false
	}
	for _, rule := range p.rules {
		if !rule(m) {
			return false
		}
	}
	for i := range p.fields {
		if !p.fields[i].sure(m) {
			return false
		}
	}
	return true
}

func (f *soundField) sure(m protoreflect.Message) bool {
	has := m.Has(f.FieldDescriptor)
	if f.required && !has {
		return false
	}
	if !has && (f.IsList() || f.IsMap() || f.below != nil) {
		return !f.filled
	}
	// A text that is not there is an empty one.
	value := m.Get(f.FieldDescriptor)
	switch {
	case f.IsMap():
		return f.entries(value.Map())
	case f.IsList():
		return f.items(value.List())
	default:
		return f.one(value)
	}
}

func (f *soundField) items(list protoreflect.List) bool {
	for _, rule := range f.lists {
		if !rule(list) {
			return false
		}
	}
	if f.below == nil && len(f.texts)+len(f.enums) == 0 {
		return true
	}
	for i := range list.Len() {
		if !f.one(list.Get(i)) {
			return false
		}
	}
	return true
}

func (f *soundField) entries(entries protoreflect.Map) bool {
	sound := true
	entries.Range(func(key protoreflect.MapKey, value protoreflect.Value) bool {
		for _, rule := range f.keys {
			sound = sound && rule(key.String())
		}
		sound = sound && (f.below == nil || f.below.sure(value.Message()))
		return sound
	})
	return sound
}

func (f *soundField) one(value protoreflect.Value) bool {
	switch {
	case f.below != nil:
		return f.below.sure(value.Message())
	case len(f.texts) > 0:
		return f.text(value.String())
	}
	for _, rule := range f.enums {
		if !rule(value.Enum()) {
			return false
		}
	}
	for _, rule := range f.numbers {
		if !rule(value.Int()) {
			return false
		}
	}
	return true
}

func (f *soundField) text(s string) bool {
	for _, rule := range f.texts {
		if !rule(s) {
			return false
		}
	}
	return true
}

func (s *soundness) plan(message protoreflect.MessageDescriptor) *soundPlan {
	if made, ok := s.plans[message.FullName()]; ok {
		return made
	}
	p := &soundPlan{}
	s.plans[message.FullName()] = p
	rules, err := protovalidate.ResolveMessageRules(message)
	p.unsure = err != nil || len(rules.GetOneof()) > 0 || len(rules.GetCelExpression()) > 0 || !onlyKnown(rules.ProtoReflect(), "cel") || hasOneof(message)
	for _, rule := range rules.GetCel() {
		known, ok := soundMessages[rule.GetExpression()]
		p.unsure = p.unsure || !ok
		p.rules = append(p.rules, bind(known, message))
	}
	for i := range message.Fields().Len() {
		field := message.Fields().Get(i)
		f := soundField{FieldDescriptor: field}
		rules, err := protovalidate.ResolveFieldRules(field)
		if err != nil || !f.read(rules) {
			p.unsure = true
		}
		if below := field.Message(); below != nil {
			if field.IsMap() {
				below = field.MapValue().Message()
			}
			if below != nil {
				f.below = s.plan(below)
			}
		}
		if f.required || f.filled || f.below != nil || len(f.enums)+len(f.texts)+len(f.lists)+len(f.keys)+len(f.numbers) > 0 {
			p.fields = append(p.fields, f)
		}
	}
	return p
}

// hasOneof says whether a message has fields of which only one may be set.
func hasOneof(message protoreflect.MessageDescriptor) bool {
	for i := range message.Oneofs().Len() {
		if !message.Oneofs().Get(i).IsSynthetic() {
			return true
		}
	}
	return false
}
