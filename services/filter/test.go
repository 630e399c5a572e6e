package filter

import (
	"math/big"
	"regexp"
	"slices"
	"strings"

	"google.golang.org/protobuf/reflect/protoreflect"

	"github.com/opencompendium/compendium/catalog/fold"
)

// test is a condition on a single value.
type test interface {
	holds(protoreflect.Value) bool
}

// present holds for every value; a field that is not set has none.
type present struct{}

func (present) holds(protoreflect.Value) bool { return true }

type boolTest bool

func (t boolTest) holds(v protoreflect.Value) bool { return v.Bool() == bool(t) }

type enumTest protoreflect.EnumNumber

func (t enumTest) holds(v protoreflect.Value) bool { return v.Enum() == protoreflect.EnumNumber(t) }

type intTest struct {
	operator string
	want     int64
	// zeroIsUnset is set if 0 has no place in the order, since a field without presence is 0 where it is not set.
	zeroIsUnset bool
}

func (t intTest) holds(v protoreflect.Value) bool {
	if t.zeroIsUnset && v.Int() == 0 {
		return false
	}
	switch n := v.Int(); t.operator {
	case "<":
		return n < t.want
	case "<=":
		return n <= t.want
	case ">":
		return n > t.want
	case ">=":
		return n >= t.want
	default: // =, :, and != before it is negated
		return n == t.want
	}
}

// namesTest holds for some names or codes, exactly as they are written.
type namesTest map[string]bool

func (t namesTest) holds(v protoreflect.Value) bool { return t[v.String()] }

// textTest compares whole texts, or their beginning or end, as fold.Name does.
type textTest struct {
	raw, folded    string
	prefix, suffix bool
}

// isRaw reports whether it compares texts as they are. A number is what it is, with its sign and point, as is a text of
// punctuation.
func (t textTest) isRaw() bool { return t.folded == "" || decimal.MatchString(t.raw) }

func (t textTest) holds(v protoreflect.Value) bool {
	switch {
	case t.prefix:
		return strings.HasPrefix(fold.Name(v.String()), t.folded)
	case t.suffix:
		return strings.HasSuffix(fold.Name(v.String()), t.folded)
	case t.isRaw():
		return v.String() == t.raw
	default:
		return fold.Name(v.String()) == t.folded
	}
}

// wordsTest holds for a text that has all of some words.
type wordsTest []wordTest

type wordTest struct {
	word           string
	american       string // the same word, spelled as in America
	prefix, suffix bool   // of word, as it is spelled
}

func (t wordsTest) holds(v protoreflect.Value) bool {
	terms := fold.Terms(v.String())
	for _, want := range t {
		if !slices.ContainsFunc(terms, want.is) {
			return false
		}
	}
	return true
}

func (t wordTest) is(term string) bool {
	if !t.prefix && !t.suffix {
		return term == t.word || term == t.american
	}
	return t.prefix && strings.HasPrefix(term, t.word) || t.suffix && strings.HasSuffix(term, t.word)
}

// orderTest compares texts by bytes, which orders dates, and decimal numbers by value, also for =. A text that is empty
// has no place in either order.
type orderTest struct {
	operator, want string
	number         *big.Rat // of want, or nil
}

func newOrderTest(operator, want string) orderTest {
	t := orderTest{operator: operator, want: want}
	if decimal.MatchString(want) {
		t.number, _ = new(big.Rat).SetString(want)
	}
	return t
}

// decimal matches numbers as fields of the schema hold them.
var decimal = regexp.MustCompile(`^-?(0|[1-9][0-9]{0,14})(\.[0-9]{1,9})?$`)

func (t orderTest) holds(v protoreflect.Value) bool {
	s := v.String()
	if s == "" {
		return false
	}
	c := strings.Compare(s, t.want)
	if t.number != nil && decimal.MatchString(s) {
		number, _ := new(big.Rat).SetString(s)
		c = number.Cmp(t.number)
	}
	switch t.operator {
	case "<":
		return c < 0
	case "<=":
		return c <= 0
	case ">":
		return c > 0
	case ">=":
		return c >= 0
	default: // =, :, and != before it is negated
		return c == 0
	}
}
