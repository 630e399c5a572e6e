// Package filter parses filters in the language of AIP-160, checks them against a message type and evaluates them.
//
// It knows the language and descriptors, and nothing of the catalog. It refuses what it does not support, with a
// position.
//
// A restriction is `field operator value`, with the operators = != < <= > >= and : (has). Dots select fields of fields.
// Values are quoted strings, bare words, true and false, integers, and enum value names; dates compare as ISO 8601
// strings. A trailing * in a string matches a prefix, and `field:*` tests whether a field is set. A field of a repeated
// message matches if any of the messages does. Restrictions combine with AND, OR (which binds tighter than AND, as in
// the AIP), NOT or a leading minus, and parentheses; adjacent restrictions mean AND.
package filter

import (
	"errors"
	"strconv"
	"strings"
	"unicode/utf8"

	"google.golang.org/protobuf/reflect/protoreflect"
)

// Limits that keep the cost of a filter low.
const (
	maxTerms = 100
	maxDepth = 20
)

// Filter is a parsed and checked filter. It is immutable and safe for concurrent use.
type Filter struct{ root node }

// Matches reports whether a message of the type that the filter was parsed for matches.
func (f *Filter) Matches(m protoreflect.Message) bool { return f.root.matches(m) }

// Parse parses a filter for a message type. An empty filter matches everything. Errors are *Error.
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
		return &Filter{root: everything{}}, nil
	}
	root, err := p.expression(0)
	if err != nil {
		return nil, err
	}
	if l := p.peek(); l.kind != end {
		return nil, errorAt(l.offset, "unexpected %s; join restrictions with AND or OR", l.describe())
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

// expression parses factors joined by AND, which is implied between adjacent restrictions.
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

// factor parses terms joined by OR, which binds tighter than AND.
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
		return nil, errorAt(l.offset, "missing closing parenthesis before %s", l.describe())
	}
	return inner, nil
}

func (p *parser) restriction() (node, error) {
	field := p.next()
	if field.kind != word {
		return nil, errorAt(field.offset, "expected a field, found %s", field.describe())
	}
	path, err := p.path(field)
	if err != nil {
		return nil, err
	}
	op := p.next()
	if op.kind != operator {
		return nil, errorAt(op.offset, "expected one of = != < <= > >= : after the field %s, found %s", brief(field.value),
			op.describe())
	}
	value := p.next()
	if value.kind != word && value.kind != quoted {
		return nil, errorAt(value.offset, "expected a value after %s, found %s", op.value, value.describe())
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
			return nil, errorAt(offset, "%s is a map; filters do not support maps", name)
		}
		path = append(path, found)
		descriptor = found.Message()
		offset += len(name) + 1
	}
	return path, nil
}

// compile returns the test of a restriction on values of its last field.
func compile(field protoreflect.FieldDescriptor, op, value lexeme) (test, error) {
	if op.value == ":" && value.kind == word && value.value == "*" {
		return present{}, nil
	}
	order := op.value == "<" || op.value == "<=" || op.value == ">" || op.value == ">="
	switch field.Kind() {
	case protoreflect.StringKind:
		return compileString(op.value, value)
	case protoreflect.BoolKind:
		if value.kind != word || value.value != "true" && value.value != "false" {
			return nil, errorAt(value.offset, "%s must be true or false, not %s", field.Name(), value.describe())
		}
		if order {
			return nil, errorAt(op.offset, "%s is a boolean and has no order; use = or !=", field.Name())
		}
		return boolTest{want: value.value == "true", negated: op.value == "!="}, nil
	case protoreflect.EnumKind:
		known := field.Enum().Values().ByName(protoreflect.Name(value.value))
		if known == nil || known.Number() == 0 {
			return nil, errorAt(value.offset, "%s has no value %s; it has %s", field.Name(), value.describe(),
				enumNames(field.Enum()))
		}
		if order {
			return nil, errorAt(op.offset, "%s has no order; use = or !=", field.Name())
		}
		return enumTest{want: known.Number(), negated: op.value == "!="}, nil
	case protoreflect.Int32Kind:
		n, err := strconv.ParseInt(value.value, 10, 32)
		if err != nil {
			return nil, errorAt(value.offset, "%s must be an integer, not %s", field.Name(), value.describe())
		}
		return intTest{operator: op.value, want: n}, nil
	default:
		return nil, errorAt(op.offset, "%s is a message; name one of its fields, or test whether it is set with %s:*",
			field.Name(), field.Name())
	}
}

func compileString(op string, value lexeme) (test, error) {
	if prefix, ok := strings.CutSuffix(value.value, "*"); ok && (op == "=" || op == "!=" || op == ":") {
		return stringTest{operator: op, want: prefix, prefix: true}, nil
	}
	if strings.Contains(value.value, "*") {
		return nil, errorAt(value.offset, "* is supported only at the end of a string, with =, != or :")
	}
	return stringTest{operator: op, want: value.value}, nil
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
