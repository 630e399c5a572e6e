// Package filter reads filters in the language of AIP-160, checks them against a message of the schema and evaluates them.
//
// It knows the language and descriptors, and nothing of the catalog. What it does not know it refuses, with the place.
//
// Read are: comparisons `field operator value` with = != < <= > >= and : (has), fields of fields with dots, texts in double or single
// quotes or bare, true and false, whole numbers, names of enum values, dates as texts (ISO 8601 compares as text), a star at the
// end of a text for a prefix, AND, OR (which binds tighter, as the AIP has it), NOT and a minus before a restriction, and
// parentheses. Two restrictions side by side mean AND. A field of a repeated message matches when one of the messages does;
// `field:*` asks whether the field is set.
package filter

import (
	"errors"
	"strconv"
	"strings"
	"unicode/utf8"

	"google.golang.org/protobuf/reflect/protoreflect"
)

// Bounds of one filter, so that none costs much.
const (
	maxTerms = 100
	maxDepth = 20
)

// Filter is a filter that was read and checked. It is immutable and safe for concurrent use.
type Filter struct{ root node }

// Matches evaluates the filter over a message of the type that it was checked against.
func (f *Filter) Matches(m protoreflect.Message) bool { return f.root.matches(m) }

// Parse reads a filter and checks it against a message type. An empty filter matches everything. Errors are *Error.
func Parse(source string, descriptor protoreflect.MessageDescriptor) (*Filter, error) {
	parsed, err := parse(source, descriptor)
	if wrong, ok := errors.AsType[*Error](err); ok {
		wrong.Character = utf8.RuneCountInString(source[:wrong.offset]) + 1
	}
	return parsed, err
}

func parse(source string, descriptor protoreflect.MessageDescriptor) (*Filter, error) {
	lexemes, err := lex(source)
	if err != nil {
		return nil, err
	}
	p := &parser{lexemes: lexemes, descriptor: descriptor}
	if p.peek().kind == end {
		return &Filter{root: all{}}, nil
	}
	root, err := p.expression(0)
	if err != nil {
		return nil, err
	}
	if l := p.peek(); l.kind != end {
		return nil, errorAt(l.offset, "%s has no meaning here; join restrictions with AND or OR", l.describe())
	}
	return &Filter{root: root}, nil
}

type parser struct {
	lexemes    []lexeme
	at         int
	terms      int
	descriptor protoreflect.MessageDescriptor
}

func (p *parser) peek() lexeme { return p.lexemes[p.at] }

func (p *parser) next() lexeme {
	l := p.lexemes[p.at]
	if l.kind != end {
		p.at++
	}
	return l
}

func (p *parser) keyword(name string) bool {
	if l := p.peek(); l.kind == word && l.value == name {
		p.at++
		return true
	}
	return false
}

// expression reads sequences joined by AND; restrictions side by side are joined by AND too.
func (p *parser) expression(depth int) (node, error) {
	if depth > maxDepth {
		return nil, errorAt(p.peek().offset, "the filter is nested more than %d deep", maxDepth)
	}
	var parts and
	for {
		part, err := p.factor(depth)
		if err != nil {
			return nil, err
		}
		parts = append(parts, part)
		if p.keyword("AND") {
			continue
		}
		if l := p.peek(); l.kind == end || l.kind == closed || l.kind == operator {
			break
		}
	}
	if len(parts) == 1 {
		return parts[0], nil
	}
	return parts, nil
}

// factor reads terms joined by OR, which binds tighter than AND.
func (p *parser) factor(depth int) (node, error) {
	var parts or
	for {
		part, err := p.term(depth)
		if err != nil {
			return nil, err
		}
		parts = append(parts, part)
		if !p.keyword("OR") {
			break
		}
	}
	if len(parts) == 1 {
		return parts[0], nil
	}
	return parts, nil
}

func (p *parser) term(depth int) (node, error) {
	if p.terms++; p.terms > maxTerms {
		return nil, errorAt(p.peek().offset, "the filter has more than %d restrictions", maxTerms)
	}
	negated := p.peek().kind == minus
	if negated {
		p.at++
	} else {
		negated = p.keyword("NOT")
	}
	inner, err := p.simple(depth)
	if err != nil || !negated {
		return inner, err
	}
	return not{inner}, nil
}

func (p *parser) simple(depth int) (node, error) {
	if p.peek().kind != open {
		return p.restriction()
	}
	p.at++
	inner, err := p.expression(depth + 1)
	if err != nil {
		return nil, err
	}
	if l := p.next(); l.kind != closed {
		return nil, errorAt(l.offset, "a parenthesis is not closed before %s", l.describe())
	}
	return inner, nil
}

func (p *parser) restriction() (node, error) {
	field := p.next()
	if field.kind != word {
		return nil, errorAt(field.offset, "a restriction begins with a field, and this is %s", field.describe())
	}
	path, err := p.path(field)
	if err != nil {
		return nil, err
	}
	op := p.next()
	if op.kind != operator {
		return nil, errorAt(op.offset, "after the field %s comes one of = != < <= > >= : and then a value, and this is %s", brief(field.value), op.describe())
	}
	value := p.next()
	if value.kind != word && value.kind != text {
		return nil, errorAt(value.offset, "after %s comes a value, and this is %s", op.value, value.describe())
	}
	test, err := compile(path[len(path)-1], op, value)
	if err != nil {
		return nil, err
	}
	return restriction{path: path, test: test}, nil
}

// path resolves a dotted field against the message type.
func (p *parser) path(field lexeme) ([]protoreflect.FieldDescriptor, error) {
	var path []protoreflect.FieldDescriptor
	descriptor, offset := p.descriptor, field.offset
	for name := range strings.SplitSeq(field.value, ".") {
		if descriptor == nil {
			return nil, errorAt(offset, "%s has no fields", path[len(path)-1].Name())
		}
		found := descriptor.Fields().ByName(protoreflect.Name(name))
		if found == nil {
			return nil, errorAt(offset, "%s has no field %q; it has %s", descriptor.Name(), brief(name), fieldNames(descriptor))
		}
		if found.IsMap() {
			return nil, errorAt(offset, "filters do not look into %s", name)
		}
		path = append(path, found)
		descriptor = found.Message()
		offset += len(name) + 1
	}
	return path, nil
}

// compile makes the test of a restriction on values of its last field.
func compile(field protoreflect.FieldDescriptor, op, value lexeme) (test, error) {
	if op.value == ":" && value.kind == word && value.value == "*" {
		return present{}, nil
	}
	order := op.value == "<" || op.value == "<=" || op.value == ">" || op.value == ">="
	switch field.Kind() {
	case protoreflect.StringKind:
		return compileText(op.value, value)
	case protoreflect.BoolKind:
		if value.kind != word || value.value != "true" && value.value != "false" {
			return nil, errorAt(value.offset, "%s takes true or false, and this is %s", field.Name(), value.describe())
		}
		if order {
			return nil, errorAt(op.offset, "%s is true or false and has no order; use = or !=", field.Name())
		}
		return flag{want: value.value == "true", negated: op.value == "!="}, nil
	case protoreflect.EnumKind:
		known := field.Enum().Values().ByName(protoreflect.Name(value.value))
		if known == nil || known.Number() == 0 {
			return nil, errorAt(value.offset, "%s does not take %s; it knows %s", field.Name(), value.describe(), enumNames(field.Enum()))
		}
		if order {
			return nil, errorAt(op.offset, "%s has no order; use = or !=", field.Name())
		}
		return choice{want: known.Number(), negated: op.value == "!="}, nil
	case protoreflect.Int32Kind:
		n, err := strconv.ParseInt(value.value, 10, 32)
		if err != nil {
			return nil, errorAt(value.offset, "%s takes a whole number, and this is %s", field.Name(), value.describe())
		}
		return number{operator: op.value, want: n}, nil
	default:
		return nil, errorAt(op.offset, "%s is not a single value; name one of its fields, or ask whether it is set with %s:*", field.Name(), field.Name())
	}
}

func compileText(op string, value lexeme) (test, error) {
	if prefix, ok := strings.CutSuffix(value.value, "*"); ok && (op == "=" || op == "!=" || op == ":") {
		return words{operator: op, want: prefix, prefix: true}, nil
	}
	if strings.Contains(value.value, "*") {
		return nil, errorAt(value.offset, "a star stands for the end of a text only, with = or :")
	}
	return words{operator: op, want: value.value}, nil
}

func fieldNames(descriptor protoreflect.MessageDescriptor) string {
	names := make([]string, descriptor.Fields().Len())
	for i := range names {
		names[i] = string(descriptor.Fields().Get(i).Name())
	}
	return strings.Join(names, ", ")
}

func enumNames(enum protoreflect.EnumDescriptor) string {
	var names []string
	for i := range enum.Values().Len() {
		if v := enum.Values().Get(i); v.Number() != 0 {
			names = append(names, string(v.Name()))
		}
	}
	return strings.Join(names, ", ")
}
