package filter

import (
	"iter"
	"slices"
	"strings"

	"google.golang.org/protobuf/reflect/protoreflect"

	"github.com/opencompendium/compendium/release/file"
)

// Select returns the records of a table that may match, by its index, and whether exactly those do. Each record that
// matches is among them.
func (f *Filter) Select(index *file.Index) (records file.Bits, exact bool) {
	s := &selection{index: index}
	rows, exact := f.plan.rows(s)
	return index.Records(rows), exact
}

// selection is the evaluation of a plan over an index. An index knows which rows have a value at a path, and not which
// values belong to one item of a list. So it is exact only where no two restrictions share an item, or where the items
// are rows of their own, as labels are in the table of uses.
type selection struct{ index *file.Index }

func (s *selection) none() file.Bits { return file.NewBits(s.index.Rows()) }

func (s *selection) all() file.Bits { return s.complement(s.none()) }

func (s *selection) complement(set file.Bits) file.Bits {
	for i := range set {
		set[i] = ^set[i]
	}
	if rest := s.index.Rows() % 64; rest > 0 {
		set[len(set)-1] &= 1<<rest - 1
	}
	return set
}

// isRow reports whether an item is what a row of the index is.
func (s *selection) isRow(v *variable) bool { return s.index.HasItems() && v.fullPath() == labelsField }

// speaksOf returns the items, other than rows, that a node needs to be chosen.
func (s *selection) speaksOf(n node, into []*variable) []*variable {
	add := func(v *variable) {
		for ; v.parent != nil; v = v.parent {
			if !s.isRow(v) {
				into = append(into, v)
			}
		}
	}
	switch n := n.(type) {
	case conjunction:
		for _, part := range n {
			into = s.speaksOf(part, into)
		}
	case disjunction:
		for _, part := range n {
			into = s.speaksOf(part, into)
		}
	case negation:
		into = s.speaksOf(n.part, into)
	case each:
		inner := s.speaksOf(n.part, nil)
		into = append(into, slices.DeleteFunc(inner, func(v *variable) bool { return v == n.item })...)
		add(n.item.parent)
	case leaf:
		add(n.of)
	}
	return into
}

func (n conjunction) rows(s *selection) (file.Bits, bool) {
	result, exact := s.all(), true
	var shared []*variable
	for _, part := range n {
		rows, ok := part.rows(s)
		for i := range result {
			result[i] &= rows[i]
		}
		own := s.speaksOf(part, nil)
		exact = exact && ok && !slices.ContainsFunc(own, func(v *variable) bool { return slices.Contains(shared, v) })
		shared = append(shared, own...)
	}
	return result, exact
}

func (n disjunction) rows(s *selection) (file.Bits, bool) {
	result, exact := s.none(), true
	for _, part := range n {
		rows, ok := part.rows(s)
		for i := range result {
			result[i] |= rows[i]
		}
		exact = exact && ok
	}
	return result, exact
}

func (n negation) rows(s *selection) (file.Bits, bool) {
	rows, exact := n.part.rows(s)
	if !exact || len(s.speaksOf(n.part, nil)) > 0 {
		return s.all(), false
	}
	rows = s.complement(rows)
	if n.needs == nil {
		return rows, true
	}
	labels, ok := s.index.Presence(strings.TrimPrefix(n.needs.fullPath()+"."+labelsField, "."))
	if !ok {
		return rows, false
	}
	for i := range rows {
		rows[i] &= labels[i]
	}
	return rows, n.needs.parent == nil
}

func (n each) rows(s *selection) (file.Bits, bool) {
	rows, exact := n.part.rows(s)
	if n.required {
		if present, ok := s.index.Presence(n.item.fullPath()); ok {
			for i := range rows {
				rows[i] &= present[i]
			}
		} else {
			exact = false
		}
	}
	if s.isRow(n.item) {
		rows = s.index.Whole(rows)
	}
	return rows, exact
}

func (n leaf) rows(s *selection) (file.Bits, bool) {
	field := n.path.last()
	name := strings.TrimPrefix(n.of.fullPath()+"."+n.path.String(), ".")
	_, isPresent := n.test.(present)
	if isPresent && field.Message() != nil {
		if rows, ok := s.index.Presence(name); ok {
			return rows, true
		}
		return s.all(), false
	}
	values, ok := s.index.Path(name)
	if !ok {
		return s.all(), false
	}
	rows := s.none()
	for i := range candidates(n.test, values) {
		// A field without presence is set if it is not its zero value.
		v := values.Value(i)
		if isPresent && !field.IsList() && !field.HasPresence() && v.Equal(field.Default()) {
			continue
		}
		if n.test.holds(v) {
			values.Rows(i, rows)
		}
	}
	return rows, true
}

// candidates returns the indexes of the values of a path for which a test may hold.
func candidates(t test, values *file.Path) iter.Seq[int] {
	switch t := t.(type) {
	case textTest:
		if !t.prefix && !t.suffix {
			return slices.Values(values.Folded(t.folded))
		}
	case wordsTest:
		for _, w := range t {
			if !w.prefix && !w.suffix {
				return slices.Values(values.WithWord(w.word))
			}
		}
	}
	// Beyond a few values it takes less to go over all.
	const few = 16
	exact := exactValues(t)
	if exact == nil || len(exact) > values.Len()/few+1 {
		return func(yield func(int) bool) {
			for i := range values.Len() {
				if !yield(i) {
					return
				}
			}
		}
	}
	return func(yield func(int) bool) {
		for _, v := range exact {
			if i, found := values.From(v); found && !yield(i) {
				return
			}
		}
	}
}

// exactValues returns the only values for which a test holds, or nil if others may be.
func exactValues(t test) []protoreflect.Value {
	switch t := t.(type) {
	case boolTest:
		return []protoreflect.Value{protoreflect.ValueOfBool(bool(t))}
	case enumTest:
		return []protoreflect.Value{protoreflect.ValueOfEnum(protoreflect.EnumNumber(t))}
	case namesTest:
		values := []protoreflect.Value{}
		for name := range t {
			values = append(values, protoreflect.ValueOfString(name))
		}
		return values
	default:
		return nil
	}
}

// fullPath returns the dotted path from the message to the list of an item, and "" for the message.
func (v *variable) fullPath() string {
	if v.parent == nil {
		return ""
	}
	return strings.TrimPrefix(v.parent.fullPath()+"."+v.path.String(), ".")
}

// String returns the path with dots.
func (p path) String() string {
	names := make([]string, len(p))
	for i, field := range p {
		names[i] = string(field.Name())
	}
	return strings.Join(names, ".")
}
