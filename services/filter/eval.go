package filter

import (
	"slices"

	"google.golang.org/protobuf/reflect/protoreflect"

	"github.com/opencompendium/compendium/release/file"
)

// node is a part of a plan.
type node interface {
	// holds reports whether it holds for the items that are chosen.
	holds(*run) bool
	// rows returns the rows of a list in an index for which it may hold, and whether those are all, see select.go. The
	// list is that of the item that was chosen last, or the table.
	rows(s *selection, at *variable) (file.Bits, bool)
	// requires reports whether it never holds without an item.
	requires(*variable) bool
}

// run is the evaluation of a plan over one message.
type run struct {
	items []protoreflect.Message // by variable; nil where a list has none
	left  int                    // steps that may still be taken; negative if there were too many
}

func (n conjunction) holds(r *run) bool {
	for _, part := range n {
		if !part.holds(r) {
			return false
		}
	}
	return true
}

func (n disjunction) holds(r *run) bool {
	return slices.ContainsFunc(n, func(part node) bool { return part.holds(r) })
}

func (n negation) holds(r *run) bool {
	if n.needs != nil {
		m := r.items[n.needs.number]
		if m == nil || !m.Has(m.Descriptor().Fields().ByName(labelsField)) {
			return false
		}
	}
	return !n.part.holds(r)
}

func (n each) holds(r *run) bool {
	v := n.item
	// The same list may be gone through further out, as in a NOT.
	outer := r.items[v.number]
	defer func() { r.items[v.number] = outer }()
	found, tried := false, false
	items(r.items[v.parent.number], v.path, func(item protoreflect.Message) bool {
		tried = true
		r.left--
		r.items[v.number] = item
		found = n.part.holds(r)
		return !found && r.left >= 0
	})
	if !tried && !n.required {
		r.items[v.number] = nil
		return n.part.holds(r)
	}
	return found
}

// items calls f for each item of the list that a path leads to, until f returns false.
func items(m protoreflect.Message, to path, f func(protoreflect.Message) bool) {
	list := to.last()
	m = enter(m, to)
	switch {
	case m == nil:
	case list.IsMap():
		m.Get(list).Map().Range(func(_ protoreflect.MapKey, v protoreflect.Value) bool { return f(v.Message()) })
	default:
		values := m.Get(list).List()
		for i := range values.Len() {
			if !f(values.Get(i).Message()) {
				return
			}
		}
	}
}

// enter returns the message that has the last field of a path, or nil if one on the way is not set.
func enter(m protoreflect.Message, to path) protoreflect.Message {
	for _, field := range to[:len(to)-1] {
		if m == nil || !m.Has(field) {
			return nil
		}
		m = m.Get(field).Message()
	}
	return m
}

func (n leaf) holds(r *run) bool {
	r.left--
	m, field := enter(r.items[n.of.number], n.path), n.path.last()
	if m == nil || r.left < 0 {
		return false
	}
	if _, ok := n.test.(present); ok {
		return m.Has(field)
	}
	if field.IsList() {
		list := m.Get(field).List()
		for i := range list.Len() {
			r.left--
			if n.test.holds(list.Get(i)) {
				return true
			}
		}
		return false
	}
	// A flag that is not set is neither true nor false.
	return (!field.HasPresence() || m.Has(field)) && n.test.holds(m.Get(field))
}
