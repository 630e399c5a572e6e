// Package filter parses filters in the language of AIP-160, checks them against a message type and a catalog, and
// evaluates them over messages.
//
// A restriction is `field operator value`, `within(field, "name")`, `covers(field, "name")`, `any(list, filter)` or
// `status("US", "day") = value`. Restrictions combine with AND, OR (which binds tighter than AND, as in the AIP), NOT
// or a leading minus, and parentheses, which only group; adjacent restrictions mean AND.
//
// A path through a list of messages selects one of its items. All restrictions that are joined by AND and OR speak of
// the same item of a list, and the filter matches if it holds for any item. NOT and != match if it holds for none,
// whatever items the restrictions around them select. any opens an item of its own, and within it fields are those of
// the item. A restriction on a list of values holds if it holds for any of them.
//
// parse.go has the grammar, resolve.go the fields, value.go the values and functions, and known.go rejects restrictions
// that no record can meet. plan.go turns a filter into a plan, which eval.go evaluates over a message. select.go
// narrows the candidates with the index of a release, and never changes the result.
package filter

import (
	"errors"
	"fmt"
	"unicode/utf8"

	"google.golang.org/protobuf/reflect/protoreflect"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/release/file"
)

// Limits that keep the cost of a filter low.
const (
	maxTerms = 100
	maxDepth = 20
	// maxDays is the number of days that status may ask for. The uses of each are derived.
	maxDays = 4
	// maxSteps bounds the comparisons that one message takes.
	maxSteps = 1 << 20
)

// Catalog answers what a filter asks of the catalog that the messages are from.
type Catalog interface {
	// Has reports whether there is a record of a name.
	Has(kind catalog.Kind, name string) bool
	// Nearest returns the name of the record that was most likely meant, or "".
	Nearest(kind catalog.Kind, name string) string
	// Below returns the names of a record and of all records below it, of kinds that a field may name.
	Below(kind catalog.Kind, name string, kinds []catalog.Kind) (map[string]bool, error)
	// Above returns the names of a record and of all records that it is below.
	Above(kind catalog.Kind, name string) (map[string]bool, error)
	// UsesWith returns the names of the uses that have a label of a status in a region on a day; "" is the day that the
	// request asks for.
	UsesWith(region, day string, status protoreflect.EnumNumber) (map[string]bool, error)
	// ListedAs returns the names of the drugs that a list has an entry of a status about.
	ListedAs(list string, status protoreflect.EnumNumber) (map[string]bool, error)
	// Therapies returns the collections of the therapies whose uses are filtered.
	Therapies() []catalog.Kind
	// LastDay returns the last day that can be asked for.
	LastDay() string
	// Index returns the index of a collection, or nil if it is not known.
	Index(kind catalog.Kind) *file.Index
	// Filtered returns the index of the messages that are filtered, or nil if it is not known.
	Filtered() *file.Index
}

// Filter is a parsed and checked filter. It is immutable and safe for concurrent use.
type Filter struct {
	plan      node
	root      *variable // the message
	variables int
	fields    []string
}

// Fields returns the fields of the message that the filter looks at, each once.
func (f *Filter) Fields() []string { return f.fields }

// ErrTooCostly is the error of a filter that takes too many comparisons.
var ErrTooCostly = fmt.Errorf(
	"one record takes more than %d comparisons; do not join lists with AND where each is in an OR with another list",
	maxSteps)

// Matches reports whether a message of the type that the filter was parsed for matches. The error is ErrTooCostly.
func (f *Filter) Matches(m protoreflect.Message) (bool, error) {
	r := run{items: make([]protoreflect.Message, f.variables), left: maxSteps}
	r.items[0] = m
	matches := f.plan.holds(&r)
	if r.left < 0 {
		return false, ErrTooCostly
	}
	return matches, nil
}

// Parse parses a filter for a message type of a catalog. An empty filter matches everything. Errors in the filter are
// *Error; others are those of the catalog.
func Parse(source string, descriptor protoreflect.MessageDescriptor, records Catalog) (*Filter, error) {
	p, root, err := parse(source, descriptor, records)
	if wrong, ok := errors.AsType[*Error](err); ok {
		wrong.Character = utf8.RuneCountInString(source[:wrong.offset]) + 1
	}
	if err != nil {
		return nil, err
	}
	f := &Filter{plan: planOf(root), root: p.scope.root, variables: p.variables, fields: p.fields}
	return f, nil
}
