package filter

import (
	"slices"

	"google.golang.org/protobuf/reflect/protoreflect"
)

// expr is a filter as it was written, with its fields resolved: and, or, not, leaf or some.
type expr any

type (
	and []expr
	or  []expr
	// not says that no items make its part true. It shares none with what is around it.
	not struct {
		part expr
		// needs is the scope in which a list of labels must have an item, or nil. See labelsField.
		needs *scope
	}
	// leaf tests the values at a path from an item.
	leaf struct {
		of   *variable
		path path
		test test
	}
	// some says that a list has an item for which its part holds.
	some struct {
		item *variable
		part expr
	}
)

// variable ranges over the items of a list of messages: any one, but the same wherever the filter names the list.
// That of the message which is filtered has no parent.
type variable struct {
	number int
	parent *variable
	path   path // from the parent's item to the list, which is its last field
	scope  *scope
}

// scope is what paths begin from: the message, or the item of an any.
type scope struct {
	root       *variable
	descriptor protoreflect.MessageDescriptor
	items      []*variable // below root
	list       string      // what any named, to tell what to write
}

// labelsField is the list of which every NOT needs an item: what has no labels is not off label, nor on.
const labelsField = "labels"

type parser struct {
	of        protoreflect.MessageDescriptor // what is filtered
	lexemes   []lexeme
	at        int
	terms     int
	variables int
	scope     *scope
	fields    []string
	days      []string
	records   Catalog
	// labels is set when a restriction on labels of the scope was parsed.
	labels bool
}

func parse(source string, descriptor protoreflect.MessageDescriptor, records Catalog) (*parser, expr, error) {
	lexemes, err := lex(source)
	if err != nil {
		return nil, nil, err
	}
	p := &parser{of: descriptor, lexemes: lexemes, records: records}
	p.scope = &scope{descriptor: descriptor}
	p.scope.root = p.newVariable(p.scope, nil, nil)
	if p.peek().kind == end {
		return p, and{}, nil
	}
	root, err := p.expression(0)
	if err != nil {
		return nil, nil, err
	}
	if l := p.peek(); l.kind != end {
		return nil, nil, errorAt(l.offset, "unexpected %s; join restrictions with AND or OR", l.describe())
	}
	return p, root, nil
}

func (p *parser) newVariable(of *scope, parent *variable, list path) *variable {
	v := &variable{number: p.variables, parent: parent, path: list, scope: of}
	p.variables++
	return v
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

// expect takes a lexeme of a kind.
func (p *parser) expect(kind kind, what string) error {
	if l := p.next(); l.kind != kind {
		return errorAt(l.offset, "missing %s before %s", what, l.describe())
	}
	return nil
}

// expression parses factors joined by AND, which is implied between adjacent restrictions.
func (p *parser) expression(depth int) (expr, error) {
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
		if l := p.peek(); l.kind == end || l.kind == closed || l.kind == operator || l.kind == comma {
			break
		}
	}
	if len(parts) == 1 {
		return parts[0], nil
	}
	return parts, nil
}

// factor parses terms joined by OR, which binds tighter than AND.
func (p *parser) factor(depth int) (expr, error) {
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

func (p *parser) term(depth int) (expr, error) {
	if p.terms++; p.terms > maxTerms {
		return nil, errorAt(p.peek().offset, "the filter has more than %d restrictions", maxTerms)
	}
	negated := p.peek().kind == minus
	if negated {
		p.at++
	} else {
		negated = p.keyword("NOT")
	}
	outer := p.labels
	p.labels = false
	inner, err := p.simple(depth)
	if err == nil && negated {
		inner = p.negate(inner)
	}
	p.labels = p.labels || outer
	return inner, err
}

// negate returns the negation of what was parsed since p.labels was reset.
func (p *parser) negate(inner expr) expr {
	if p.labels {
		return not{part: inner, needs: p.scope}
	}
	return not{part: inner}
}

func (p *parser) simple(depth int) (expr, error) {
	if p.peek().kind != open {
		return p.restriction(depth)
	}
	p.at++
	inner, err := p.expression(depth + 1)
	if err != nil {
		return nil, err
	}
	return inner, p.expect(closed, "closing parenthesis")
}

func (p *parser) restriction(depth int) (expr, error) {
	field := p.next()
	if field.kind != word {
		return nil, errorAt(field.offset, "expected a field, found %s", field.describe())
	}
	if p.peek().kind == open {
		p.at++
		return p.function(field, depth)
	}
	target, err := p.resolve(field)
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
	test, err := p.compile(target, op, value)
	if err != nil {
		return nil, err
	}
	return p.compared(leaf{of: target.of, path: target.path, test: test}, op), nil
}

// compared returns a restriction by equality, negated if the operator is !=.
func (p *parser) compared(equal leaf, op lexeme) expr {
	if op.value == "!=" {
		return p.negate(equal)
	}
	return equal
}

// item returns the variable of a list in the current scope.
func (p *parser) item(parent *variable, list path) *variable {
	i := slices.IndexFunc(p.scope.items,
		func(v *variable) bool { return v.parent == parent && slices.Equal(v.path, list) })
	if i >= 0 {
		return p.scope.items[i]
	}
	v := p.newVariable(p.scope, parent, list)
	p.scope.items = append(p.scope.items, v)
	return v
}
