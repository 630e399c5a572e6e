package filter

import "slices"

// A plan says in which order items are tried. Its nodes are conjunction, disjunction, negation, leaf and each.
type (
	conjunction []node
	disjunction []node
	negation    struct {
		part node
		// needs is the root of a scope whose message must have labels, or nil.
		needs *variable
	}
	// each holds if its part holds for an item of a list. For a list without items, its part is asked without an item,
	// since an alternative may not need one, unless one is required.
	each struct {
		item     *variable
		required bool
		part     node
	}
)

// planOf returns the plan of a whole filter.
func planOf(e expr) node { return plan(e, nil) }

// plan returns the plan of a part of a filter within which some items are chosen.
//
// Alternatives are independent: an item for which one of them holds is an item for which one holds. So are restrictions
// that have no list in common. Only those that share a list are tried together, item by item, which may separate what
// is left of them in turn.
func plan(e expr, chosen []*variable) node {
	switch e := e.(type) {
	case and:
		return planTogether(flatten(e), chosen)
	case or:
		parts := make(disjunction, len(e))
		for i, part := range e {
			parts[i] = plan(part, chosen)
		}
		return parts
	case not:
		n := negation{part: plan(e.part, nil)}
		if e.needs != nil {
			n.needs = e.needs.root
		}
		return n
	case some:
		return choose(e.item.parent, chosen, each{item: e.item, required: true, part: plan(e.part, nil)})
	case leaf:
		return choose(e.of, chosen, e)
	default:
		panic("a filter of an unknown kind of expression")
	}
}

// choose wraps a node in the choice of an item and of those that it is in, unless they are chosen.
func choose(item *variable, chosen []*variable, part node) node {
	for v := item; isFree(v, chosen); v = v.parent {
		part = each{item: v, part: part}
	}
	return part
}

// isFree reports whether an item is still to be chosen. The roots of scopes never are.
func isFree(v *variable, chosen []*variable) bool {
	return v.scope.root != v && !slices.Contains(chosen, v)
}

// flatten returns the parts of nested conjunctions.
func flatten(e and) []expr {
	var parts []expr
	for _, part := range e {
		if inner, ok := part.(and); ok {
			parts = append(parts, flatten(inner)...)
			continue
		}
		parts = append(parts, part)
	}
	return parts
}

// planTogether plans the parts of a conjunction, those that share items together.
func planTogether(parts []expr, chosen []*variable) node {
	free := make([][]*variable, len(parts))
	for i, part := range parts {
		free[i] = freeOf(part, chosen, nil)
	}
	var nodes conjunction
	planned := make([]bool, len(parts))
	for i := range parts {
		if planned[i] {
			continue
		}
		group, items := []expr{parts[i]}, free[i]
		planned[i] = true
		for j := i + 1; j < len(parts); j++ {
			if planned[j] || !slices.ContainsFunc(free[j], func(v *variable) bool { return slices.Contains(items, v) }) {
				continue
			}
			group, items = append(group, parts[j]), append(slices.Clone(items), free[j]...)
			planned[j] = true
			j = i // what was passed over may share an item with this one
		}
		if len(group) == 1 {
			nodes = append(nodes, plan(parts[i], chosen))
			continue
		}
		// An item that is in no other free one is the first to be chosen.
		item := mostShared(items, chosen)
		nodes = append(nodes, each{item: item, part: planTogether(group, append(slices.Clone(chosen), item))})
	}
	if len(nodes) == 1 {
		return nodes[0]
	}
	return nodes
}

// mostShared returns the item that occurs most often, of those that are in no other free one.
func mostShared(items, chosen []*variable) *variable {
	var best *variable
	most := 0
	for _, v := range items {
		n := 0
		for _, other := range items {
			if other == v {
				n++
			}
		}
		if n > most && !isFree(v.parent, chosen) {
			best, most = v, n
		}
	}
	return best
}

// freeOf adds the items that a part refers to and that are still to be chosen, each once.
func freeOf(e expr, chosen, into []*variable) []*variable {
	switch e := e.(type) {
	case and:
		for _, part := range e {
			into = freeOf(part, chosen, into)
		}
	case or:
		for _, part := range e {
			into = freeOf(part, chosen, into)
		}
	case some:
		into = addFree(e.item.parent, chosen, into)
	case leaf:
		into = addFree(e.of, chosen, into)
	}
	return into
}

func addFree(item *variable, chosen, into []*variable) []*variable {
	for v := item; isFree(v, chosen); v = v.parent {
		if !slices.Contains(into, v) {
			into = append(into, v)
		}
	}
	return into
}
