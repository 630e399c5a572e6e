package filter

import (
	"slices"
	"strconv"
	"strings"

	"google.golang.org/protobuf/reflect/protoreflect"

	"github.com/opencompendium/compendium/catalog/fold"
)

// compile returns the test of a restriction on values of its field. That of != is the test of =, whose restriction is
// negated.
func (p *parser) compile(target resolved, op, value lexeme) (test, error) {
	field := target.path.last()
	if value.value == "*" && len(value.stars) == 1 {
		if op.value == ":" && value.kind == word {
			return present{}, nil
		}
		return nil, errorAt(value.offset, "%q alone matches anything; to ask whether %s is set, write %s:*", "*",
			field.Name(), target.written)
	}
	order := strings.ContainsAny(op.value, "<>")
	switch field.Kind() {
	case protoreflect.StringKind:
		return p.compileString(target, op, value)
	case protoreflect.BoolKind:
		if value.value != "true" && value.value != "false" {
			return nil, errorAt(value.offset, "%s must be true or false, not %s", field.Name(), value.describe())
		}
		if order {
			return nil, errorAt(op.offset, "%s is a boolean and has no order; use = or !=", field.Name())
		}
		return boolTest(value.value == "true"), nil
	case protoreflect.EnumKind:
		number, err := enumValue(field, value)
		if err == nil && order {
			err = errorAt(op.offset, "%s has no order; use = or !=", field.Name())
		}
		return enumTest(number), err
	case protoreflect.Int32Kind, protoreflect.Int64Kind:
		n, err := strconv.ParseInt(value.value, 10, 64)
		if err != nil {
			return nil, errorAt(value.offset, "%s must be an integer, not %s", field.Name(), value.describe())
		}
		return intTest{op.value, n, order && !field.HasPresence() && !field.IsList()}, nil
	default:
		return nil, errorAt(op.offset, "%s is a message; name one of its fields, or test whether it is set with %s:*",
			field.Name(), target.written)
	}
}

// enumValue returns the number of a value of an enum.
func enumValue(field protoreflect.FieldDescriptor, value lexeme) (protoreflect.EnumNumber, error) {
	values := field.Enum().Values()
	known := values.ByName(protoreflect.Name(value.value))
	if known != nil && known.Number() != 0 {
		return known.Number(), nil
	}
	var names []string
	for i := range values.Len() {
		if v := values.Get(i); v.Number() != 0 {
			names = append(names, string(v.Name()))
		}
	}
	return 0, errorAt(value.offset, "%s has no value %s%s", field.Name(), value.describe(), suggest(value.value, names))
}

func (p *parser) compileString(target resolved, op, value lexeme) (test, error) {
	field := target.path.last()
	order := strings.ContainsAny(op.value, "<>")
	switch {
	case value.value == "":
		return nil, errorAt(value.offset, `no %s is ""; to ask for what is not set, write NOT %s:*`, field.Name(),
			target.written)
	case order && len(value.stars) > 0:
		return nil, errorAt(value.offset, "* has no order; use it with =, != or :")
	}
	if order || isNumber(field) && len(value.stars) == 0 {
		if !isOrderable(field, value.value) {
			return nil, shapeError(field, value)
		}
		return newOrderTest(op.value, value.value), nil
	}
	kinds := p.referredKinds(target)
	if len(value.stars) == 0 {
		switch {
		case kinds != nil:
			_, err := p.record(field, kinds, value)
			return namesTest{value.value: true}, err
		case isRegion(field):
			region, err := regionOf(value)
			if err == nil {
				err = p.checkRegion(target, value, region)
			}
			return namesTest{region: true}, err
		}
	}
	compile := compileText
	if op.value == ":" && kinds == nil && !isRegion(field) {
		compile = compileWords
	}
	t, err := compile(value)
	if err != nil {
		return nil, err
	}
	return t, p.checkMet(target, value, t)
}

// misplacedStar is the message about a wildcard that is not supported.
const misplacedStar = `* is supported at the beginning or at the end of a text or, with :, of a word; ` +
	`to find a word anywhere, use : without *; write \* for the character`

func compileText(value lexeme) (test, error) {
	t := textTest{raw: value.value}
	if len(value.stars) > 0 {
		switch {
		case slices.Equal(value.stars, []int{len(value.value) - 1}):
			t.prefix, t.raw = true, value.value[:len(value.value)-1]
		case slices.Equal(value.stars, []int{0}):
			t.suffix, t.raw = true, value.value[1:]
		default:
			return nil, errorAt(value.offset, misplacedStar)
		}
	}
	t.folded = fold.Name(t.raw)
	if t.folded == "" && len(value.stars) > 0 {
		return nil, errorAt(value.offset, "%s has no letter or digit beside *", value.describe())
	}
	return t, nil
}

// compileWords returns the test of a text that has all words of a value.
func compileWords(value lexeme) (test, error) {
	var t wordsTest
	end := 0
	for part := range strings.FieldsSeq(value.value) {
		start := end + strings.Index(value.value[end:], part)
		end = start + len(part)
		before := slices.Contains(value.stars, start)
		after := slices.Contains(value.stars, end-1) && end-1 > start
		for _, star := range value.stars {
			if start < star && star < end-1 || before && after {
				return nil, errorAt(value.offset, misplacedStar)
			}
		}
		words := fold.Words(part)
		if len(words) == 0 {
			continue
		}
		first := len(t)
		for _, w := range words {
			t = append(t, wordTest{word: w, american: fold.American(w)})
		}
		t[first].suffix = before
		t[len(t)-1].prefix = after
	}
	if len(t) == 0 {
		return nil, errorAt(value.offset, "%s has no word to find", value.describe())
	}
	return t, nil
}
