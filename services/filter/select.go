package filter

import (
	"slices"
	"strings"

	"google.golang.org/protobuf/reflect/protoreflect"

	"github.com/opencompendium/compendium/release/file"
)

// Select returns the records of a table that may match, by its index, and whether exactly those do. Each record that
// matches is among them.
func (f *Filter) Select(index *file.Index) (records file.Bits, exact bool) {
	s := &selection{index: index, absent: make(map[*variable]bool)}
	return f.plan.rows(s, f.root)
}

// selection is the evaluation of a plan over an index, which knows the items of lists by rows. It is exact but where
// items of different lists are tied together, as by an OR, and where values are not indexed.
type selection struct {
	index *file.Index
	// absent has the items that are not there, while an alternative is asked that does not need them.
	absent map[*variable]bool
}

func (s *selection) list(v *variable) *file.Rows { return s.index.Rows(v.fullPath()) }

func (s *selection) none(v *variable) file.Bits { return file.NewBits(s.list(v).Len()) }

func (s *selection) all(v *variable) file.Bits { return s.complement(s.none(v), v) }

func (s *selection) complement(set file.Bits, of *variable) file.Bits {
	for i := range set {
		set[i] = ^set[i]
	}
	if rest := s.list(of).Len() % 64; rest > 0 {
		set[len(set)-1] &= 1<<rest - 1
	}
	return set
}

// isAbsent reports whether an item is not there, or one that it is in.
func (s *selection) isAbsent(v *variable) bool {
	for ; v != nil; v = v.parent {
		if s.absent[v] {
			return true
		}
	}
	return false
}

// without evaluates a node without an item.
func (s *selection) without(v *variable, n node, at *variable) (file.Bits, bool) {
	outer := s.absent[v]
	defer func() { s.absent[v] = outer }()
	s.absent[v] = true
	return n.rows(s, at)
}

// within returns the items of which the rows of a set are, or that are in them.
func (s *selection) within(set file.Bits, of, at *variable) file.Bits {
	if of == at {
		return set
	}
	return s.list(at).Below(s.within(set, of, at.parent))
}

// isIn reports whether an item is another one, or in it.
func (v *variable) isIn(other *variable) bool {
	for ; v != nil; v = v.parent {
		if v == other {
			return true
		}
	}
	return false
}

func (n conjunction) rows(s *selection, at *variable) (file.Bits, bool) {
	if len(n) == 0 {
		return s.all(at), true
	}
	result, exact := n[0].rows(s, at)
	for _, part := range n[1:] {
		rows, ok := part.rows(s, at)
		for i := range result {
			result[i] &= rows[i]
		}
		exact = exact && ok
	}
	return result, exact
}

func (n disjunction) rows(s *selection, at *variable) (file.Bits, bool) {
	result, exact := n[0].rows(s, at)
	for _, part := range n[1:] {
		rows, ok := part.rows(s, at)
		for i := range result {
			result[i] |= rows[i]
		}
		exact = exact && ok
	}
	return result, exact
}

func (n negation) rows(s *selection, at *variable) (file.Bits, bool) {
	root := at.scope.root
	rows, exact := n.part.rows(s, root)
	if !exact {
		return s.all(at), false
	}
	rows = s.complement(rows, root)
	if n.needs != nil {
		labels, ok := s.index.Presence(strings.TrimPrefix(root.fullPath()+"."+labelsField, "."))
		if !ok {
			return s.all(at), false
		}
		for i := range rows {
			rows[i] &= labels[i]
		}
	}
	return s.within(rows, root, at), true
}

func (n each) rows(s *selection, at *variable) (file.Bits, bool) {
	v := n.item
	if s.isAbsent(v.parent) {
		if n.required {
			return s.none(at), true
		}
		return s.without(v, n.part, at)
	}
	// Beside an item of another list, it would take each with each.
	if at != v.parent || s.list(v) == nil {
		return s.all(at), false
	}
	outer := s.absent[v]
	s.absent[v] = false
	items, exact := n.part.rows(s, v)
	s.absent[v] = outer
	rows := s.list(v).Above(items)
	if n.required || n.part.requires(v) {
		return rows, exact
	}
	// What holds without an item holds with any.
	others, ok := s.without(v, n.part, at)
	for i := range rows {
		rows[i] |= others[i]
	}
	return rows, exact && ok
}

func (n conjunction) requires(v *variable) bool {
	return slices.ContainsFunc(n, func(part node) bool { return part.requires(v) })
}

func (n disjunction) requires(v *variable) bool {
	for _, part := range n {
		if !part.requires(v) {
			return false
		}
	}
	return true
}

func (negation) requires(*variable) bool { return false }

func (n each) requires(v *variable) bool { return n.required && n.item.isIn(v) || n.part.requires(v) }

func (n leaf) requires(v *variable) bool { return n.of.isIn(v) }

func (n leaf) rows(s *selection, at *variable) (file.Bits, bool) {
	if s.isAbsent(n.of) {
		return s.none(at), true
	}
	rows, exact := n.own(s)
	return s.within(rows, n.of, at), exact
}

// own returns the rows of the item that has the field.
func (n leaf) own(s *selection) (file.Bits, bool) {
	field := n.path.last()
	name := pathName(n.of, n.path)
	if n.isPresence() && field.Message() != nil {
		if rows, ok := s.index.Presence(name); ok {
			return rows, true
		}
		return s.all(n.of), false
	}
	if words, ok := n.test.(wordsTest); ok {
		if of := s.index.Words(name); of != nil {
			// Two words may be of two texts of a list.
			return words.rows(of, s.all(n.of)), len(words) == 1 || !field.IsList()
		}
	}
	values, complete := s.index.Path(name)
	if values == nil {
		return s.all(n.of), false
	}
	rows := s.none(n.of)
	for i := range candidates(n.test, values) {
		// A field without presence is set if it is not its zero value.
		v := values.Value(i)
		if n.isPresence() && !field.IsList() && !field.HasPresence() && v.Equal(field.Default()) {
			continue
		}
		if n.test.holds(v) {
			values.Rows(i, rows)
		}
	}
	values.Long(rows)
	return rows, complete
}

func (n leaf) isPresence() bool {
	_, ok := n.test.(present)
	return ok
}

// rows narrows rows to those that have all words.
func (t wordsTest) rows(words *file.Path, rows file.Bits) file.Bits {
	for _, want := range t {
		having := make(file.Bits, len(rows))
		for i := range want.among(words) {
			words.Rows(i, having)
		}
		for i := range rows {
			rows[i] &= having[i]
		}
	}
	return rows
}

// among returns the indexes of the words that match.
func (t wordTest) among(words *file.Path) func(yield func(int) bool) {
	return func(yield func(int) bool) {
		if !t.prefix && !t.suffix {
			for _, word := range slices.Compact([]string{t.word, t.american}) {
				if i, found := words.Find([]byte(word)); found && !yield(i) {
					return
				}
			}
			return
		}
		first := 0
		if !t.suffix {
			first, _ = words.Find([]byte(t.word))
		}
		for i := first; i < words.Len(); i++ {
			if t.is(string(words.Encoded(i))) {
				if !yield(i) {
					return
				}
			} else if !t.suffix {
				return // words with one beginning follow each other
			}
		}
	}
}

// isNoneOf reports whether no word matches.
func (t wordTest) isNoneOf(words *file.Path) bool {
	for range t.among(words) {
		return false
	}
	return true
}

// candidates returns the indexes of the values of a path for which a test may hold.
func candidates(t test, values *file.Path) func(yield func(int) bool) {
	if t, ok := t.(textTest); ok && !t.suffix && (t.prefix || !t.isRaw()) {
		if folded, ok := values.Folded(t.folded); ok {
			return func(yield func(int) bool) {
				for i := range folded {
					if !t.holds(values.Value(i)) || !yield(i) {
						return
					}
				}
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
	case textTest:
		if t.prefix || t.suffix || !t.isRaw() {
			return nil
		}
		return []protoreflect.Value{protoreflect.ValueOfString(t.raw)}
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

// pathName returns the dotted path from the message to a field of an item.
func pathName(of *variable, to path) string {
	return strings.TrimPrefix(of.fullPath()+"."+to.String(), ".")
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
