package validate

import (
	"math"
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"buf.build/gen/go/bufbuild/protovalidate/protocolbuffers/go/buf/validate"
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
	// A text that is not there is an empty one, and a list that is not there has no items.
	value := m.Get(f.FieldDescriptor)
	switch {
	case f.IsMap():
		return f.entries(value.Map())
	case f.IsList():
		return f.items(value.List())
	case f.below != nil && !has:
		return true
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
		if f.required || f.below != nil || len(f.enums)+len(f.texts)+len(f.lists)+len(f.keys)+len(f.numbers) > 0 {
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

// read takes the rules of a field, and says whether it knows them all.
func (f *soundField) read(rules *validate.FieldRules) bool {
	f.required = rules.GetRequired()
	known := onlyKnown(rules.ProtoReflect(), "required", "string", "repeated", "map", "enum", "int32", "cel")
	for _, rule := range rules.GetCel() {
		// The one rule of this kind is about a list.
		known = known && f.IsList() && rule.GetExpression() == "size(this) > 0"
		f.lists = append(f.lists, notEmpty)
	}
	if rules.HasString() {
		known = known && f.Kind() == protoreflect.StringKind && !f.IsList() && f.readText(rules.GetString())
	}
	if rules.HasEnum() {
		known = known && !f.IsList() && f.readEnum(rules.GetEnum())
	}
	if rules.HasInt32() {
		known = known && f.Kind() == protoreflect.Int32Kind && !f.IsList() && f.readNumber(rules.GetInt32())
	}
	if rules.HasRepeated() {
		known = known && f.readList(rules.GetRepeated())
	}
	if rules.HasMap() {
		known = known && f.readMap(rules.GetMap())
	}
	return known
}

func (f *soundField) readEnum(rules *validate.EnumRules) bool {
	if rules.GetDefinedOnly() {
		values := f.Enum().Values()
		f.enums = append(f.enums, func(n protoreflect.EnumNumber) bool { return values.ByNumber(n) != nil })
	}
	for _, not := range rules.GetNotIn() {
		f.enums = append(f.enums, func(n protoreflect.EnumNumber) bool { return int32(n) != not })
	}
	return f.Kind() == protoreflect.EnumKind && onlyKnown(rules.ProtoReflect(), "defined_only", "not_in")
}

func (f *soundField) readNumber(rules *validate.Int32Rules) bool {
	least, most := int64(math.MinInt32), int64(math.MaxInt32)
	if rules.HasGte() {
		least = int64(rules.GetGte())
	}
	if rules.HasLte() {
		most = int64(rules.GetLte())
	}
	f.numbers = append(f.numbers, func(n int64) bool { return least <= n && n <= most })
	return least <= most && onlyKnown(rules.ProtoReflect(), "gte", "lte")
}

func (f *soundField) readList(rules *validate.RepeatedRules) bool {
	known := onlyKnown(rules.ProtoReflect(), "min_items", "unique", "items")
	if least := rules.GetMinItems(); least > 0 {
		f.lists = append(f.lists, func(l protoreflect.List) bool { return uint64(l.Len()) >= least })
	}
	if rules.GetUnique() {
		known = known && (f.Kind() == protoreflect.StringKind || f.Kind() == protoreflect.EnumKind)
		f.lists = append(f.lists, allDifferent)
	}
	predefined, ok := predefinedOf(rules.ProtoReflect())
	known = known && ok
	for _, expression := range predefined {
		known = known && expression == "!rule || size(this) > 0"
		f.lists = append(f.lists, notEmpty)
	}
	items := rules.GetItems()
	known = known && onlyKnown(items.ProtoReflect(), "string", "enum")
	if items.HasString() {
		known = known && f.Kind() == protoreflect.StringKind && f.readText(items.GetString())
	}
	if items.HasEnum() {
		known = known && f.readEnum(items.GetEnum())
	}
	return known
}

func (f *soundField) readMap(rules *validate.MapRules) bool {
	keys := soundField{}
	known := onlyKnown(rules.ProtoReflect(), "keys") && onlyKnown(rules.GetKeys().ProtoReflect(), "string") &&
		f.MapKey().Kind() == protoreflect.StringKind && keys.readText(rules.GetKeys().GetString())
	f.keys = keys.texts
	return known
}

func (f *soundField) readText(rules *validate.StringRules) bool {
	known := onlyKnown(rules.ProtoReflect(), "max_len", "pattern", "in")
	if most := rules.GetMaxLen(); rules.HasMaxLen() {
		f.texts = append(f.texts, func(s string) bool { return uint64(len(s)) <= most || uint64(utf8.RuneCountInString(s)) <= most })
	}
	if rules.HasPattern() {
		pattern, err := regexp.Compile(rules.GetPattern())
		if err != nil {
			return false
		}
		f.texts = append(f.texts, pattern.MatchString)
	}
	if in := rules.GetIn(); len(in) > 0 {
		f.texts = append(f.texts, func(s string) bool { return slices.Contains(in, s) })
	}
	predefined, ok := predefinedOf(rules.ProtoReflect())
	known = known && ok
	for _, expression := range predefined {
		rule, ok := soundText(expression)
		known = known && ok
		f.texts = append(f.texts, rule)
	}
	return known
}

// onlyKnown says whether of the rules of the standard none is set but those that are known by name. Those that the schema adds are
// extensions, which predefinedOf takes.
func onlyKnown(rules protoreflect.Message, names ...protoreflect.Name) bool {
	known := len(rules.GetUnknown()) == 0
	rules.Range(func(field protoreflect.FieldDescriptor, _ protoreflect.Value) bool {
		known = known && (field.IsExtension() || slices.Contains(names, field.Name()))
		return known
	})
	return known
}

// predefinedOf gives the expressions of the rules that the schema adds to the standard's and that are on. It says false where there is one
// that it cannot read.
func predefinedOf(rules protoreflect.Message) (expressions []string, known bool) {
	known = true
	rules.Range(func(field protoreflect.FieldDescriptor, value protoreflect.Value) bool {
		if !field.IsExtension() {
			return true
		}
		predefined, err := protovalidate.ResolvePredefinedRules(field)
		if err != nil || field.Kind() != protoreflect.BoolKind || !value.Bool() || !onlyKnown(predefined.ProtoReflect(), "cel") {
			known = false
			return false
		}
		for _, rule := range predefined.GetCel() {
			expressions = append(expressions, rule.GetExpression())
		}
		return true
	})
	return expressions, known
}

func notEmpty(l protoreflect.List) bool { return l.Len() > 0 }

func allDifferent(l protoreflect.List) bool {
	for i := range l.Len() {
		for j := range i {
			if l.Get(i).Equal(l.Get(j)) {
				return false
			}
		}
	}
	return true
}

// recordSoundness is made once for the process.
var recordSoundness = sync.OnceValue(func() *soundness { return newSoundness(recordKinds()) })

// soundText gives a function for an expression over a text that is of one of the forms of the schema's rules.
func soundText(expression string) (rule func(string) bool, ok bool) {
	body, ok := strings.CutPrefix(expression, "!rule || this == '' || this")
	if !ok {
		return nil, false
	}
	if list, ok := cutAround(body, " in ['", "']"); ok {
		words := make(map[string]bool)
		for word := range strings.SplitSeq(list, "','") {
			words[word] = true
		}
		return func(s string) bool { return s == "" || words[s] }, !strings.ContainsAny(strings.ReplaceAll(list, "','", ""), `'\`)
	}
	pattern, ok := cutAround(body, ".matches('", "')")
	if ok && strings.Contains(pattern, `\`) {
		return nil, false // it is written with escapes
	}
	if !ok {
		pattern, ok = cutAround(body, ".matches(r'", "')")
	}
	if !ok || strings.Contains(pattern, "'") {
		return nil, false
	}
	matcher, err := regexp.Compile(pattern)
	if err != nil {
		return nil, false
	}
	hint := soundPatterns[pattern]
	return func(s string) bool { return s == "" || hint != nil && hint(s) || matcher.MatchString(s) }, true
}

func cutAround(s, before, after string) (inner string, ok bool) {
	inner, begins := strings.CutPrefix(s, before)
	inner, ends := strings.CutSuffix(inner, after)
	return inner, begins && ends
}
