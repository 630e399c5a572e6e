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

// read takes the rules of a field, and says whether it knows them all.
func (f *soundField) read(rules *validate.FieldRules) bool {
	f.required = rules.GetRequired()
	known := onlyKnown(rules.ProtoReflect(), "required", "string", "repeated", "map", "enum", "int32", "cel")
	for _, rule := range rules.GetCel() {
		// The one rule of this kind is about a list.
		known = known && f.IsList() && rule.GetExpression() == "size(this) > 0"
		f.filled = true
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
	if f.Kind() != protoreflect.EnumKind {
		return false
	}
	if rules.GetDefinedOnly() {
		values := f.Enum().Values()
		f.enums = append(f.enums, func(n protoreflect.EnumNumber) bool { return values.ByNumber(n) != nil })
	}
	for _, not := range rules.GetNotIn() {
		f.enums = append(f.enums, func(n protoreflect.EnumNumber) bool { return int32(n) != not })
	}
	return onlyKnown(rules.ProtoReflect(), "defined_only", "not_in")
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
	predefined, known := predefinedOf(rules.ProtoReflect(), "min_items", "unique", "items")
	if least := rules.GetMinItems(); least > 0 {
		f.filled = true
		f.lists = append(f.lists, func(l protoreflect.List) bool { return uint64(l.Len()) >= least })
	}
	if rules.GetUnique() {
		known = known && (f.Kind() == protoreflect.StringKind || f.Kind() == protoreflect.EnumKind)
		f.lists = append(f.lists, allDifferent)
	}
	for _, expression := range predefined {
		known = known && expression == "!rule || size(this) > 0"
		f.filled = true
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
	predefined, known := predefinedOf(rules.ProtoReflect(), "max_len", "pattern", "in")
	if most := rules.GetMaxLen(); rules.HasMaxLen() {
		f.texts = append(f.texts, func(s string) bool { return uint64(len(s)) <= most || uint64(utf8.RuneCountInString(s)) <= most })
	}
	if rules.HasPattern() {
		f.texts = append(f.texts, matcher(rules.GetPattern()))
	}
	if in := rules.GetIn(); len(in) > 0 {
		f.texts = append(f.texts, func(s string) bool { return slices.Contains(in, s) })
	}
	for _, expression := range predefined {
		rule, ok := soundText(expression)
		known = known && ok
		f.texts = append(f.texts, rule)
	}
	return known
}

// onlyKnown says whether no rule is set but those that are known by name. One that the schema adds to the standard's is an extension, and
// not known.
func onlyKnown(rules protoreflect.Message, names ...protoreflect.Name) bool {
	known := len(rules.GetUnknown()) == 0
	rules.Range(func(field protoreflect.FieldDescriptor, _ protoreflect.Value) bool {
		known = known && !field.IsExtension() && slices.Contains(names, field.Name())
		return known
	})
	return known
}

// predefinedOf gives the expressions of the rules that the schema adds to the standard's and that are on. It says false where there is one
// that it cannot read, or one of the standard's that is not known by name.
func predefinedOf(rules protoreflect.Message, names ...protoreflect.Name) (expressions []string, known bool) {
	known = len(rules.GetUnknown()) == 0
	rules.Range(func(field protoreflect.FieldDescriptor, value protoreflect.Value) bool {
		if !field.IsExtension() {
			known = known && slices.Contains(names, field.Name())
			return known
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

// fewItems is up to how many items of a list are compared each with each. Of more, protovalidate judges, which takes time in proportion.
const fewItems = 100

func allDifferent(l protoreflect.List) bool {
	if l.Len() > fewItems {
		return false
	}
	for i := range l.Len() {
		for j := range i {
			if l.Get(i).Equal(l.Get(j)) {
				return false
			}
		}
	}
	return true
}

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
	matches, hint := matcher(pattern), soundPatterns[pattern]
	return func(s string) bool { return s == "" || hint != nil && hint(s) || matches(s) }, true
}

// matcher gives a function that says whether a text matches a pattern. To make it takes a while, which most runs do not need. Nothing matches a
// pattern that is none.
func matcher(pattern string) func(string) bool {
	made := sync.OnceValues(func() (*regexp.Regexp, error) { return regexp.Compile(pattern) })
	return func(s string) bool {
		m, err := made()
		return err == nil && m.MatchString(s)
	}
}

func cutAround(s, before, after string) (inner string, ok bool) {
	inner, begins := strings.CutPrefix(s, before)
	inner, ends := strings.CutSuffix(inner, after)
	return inner, begins && ends
}
