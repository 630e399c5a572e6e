package scope

import (
	"slices"

	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

// maxDepth bounds the way over replacements, which a circle in the content would make endless.
const maxDepth = 50

// condition compares conditions. A license covers what lies below its conditions, but for what it excepts and for what
// is named apart from them.
func (c *comparison) condition(scope *compendiumv1.Scope, use *compendiumv1.Use) (Coverage, bool) {
	best := Not
	for _, licensed := range scope.GetConditions() {
		live, exact := c.liveCondition(licensed)
		coverage := c.belowCondition(use.GetCondition(), live, scope.GetSubtypes())
		if !exact {
			coverage = min(coverage, CannotTell)
		}
		best = max(best, coverage)
	}
	if best == Not {
		return Not, true
	}
	for _, excepted := range scope.GetExcept() {
		excepted, _ = c.liveCondition(excepted)
		switch {
		case c.isWithin(use.GetCondition(), excepted):
			return Not, true
		case c.speaksOf(use.GetCondition(), excepted):
			best = min(best, InPart)
		}
	}
	return best, true
}

// liveCondition returns the name of the condition that replaced one that is no longer used, and whether that means the
// same: the old name may have said more, such as "advanced".
func (c *comparison) liveCondition(name string) (live string, exact bool) {
	exact = true
	for range maxDepth {
		tombstone, ok := c.records(name).(*compendiumv1.Condition)
		if !ok || len(tombstone.GetReplacedBy()) != 1 {
			break
		}
		name = tombstone.GetReplacedBy()[0]
		exact = exact && len(tombstone.GetExtent())+len(tombstone.GetBiomarkers()) == 0
	}
	return name, exact
}

// belowCondition compares the condition of a use with one of a license.
func (c *comparison) belowCondition(used, licensed string, subtypes compendiumv1.Scope_Subtypes) Coverage {
	some := subtypes == compendiumv1.Scope_SOME
	switch {
	case used == licensed && some:
		return InPart
	case used == licensed:
		return Covers
	}
	below, apart := c.climb(used, licensed)
	switch {
	case below && (apart || some):
		return CannotTell
	case below:
		return Covers
	}
	if c.speaksOf(used, licensed) {
		return InPart
	}
	return Not
}

// speaksOf reports whether a use for a condition is one for another, too, that lies below it and is not named apart.
func (c *comparison) speaksOf(condition, other string) bool {
	below, apart := c.climb(other, condition)
	return below && !apart
}

// climb reports whether a condition lies below another, and whether it does so only by way of conditions that are named
// apart from it.
func (c *comparison) climb(from, to string) (below, apart bool) {
	type place struct {
		name  string
		apart bool // on the way to it
	}
	seen := map[place]bool{}
	var walk func(at place)
	walk = func(at place) {
		if seen[at] {
			return
		}
		seen[at] = true
		condition, _ := c.records(at.name).(*compendiumv1.Condition)
		at.apart = at.apart || slices.Contains(condition.GetNamedApart(), to)
		for _, parent := range condition.GetParents() {
			at.name, _ = c.liveCondition(parent)
			walk(at)
		}
	}
	walk(place{name: from})
	freely := seen[place{name: to}]
	return freely || seen[place{to, true}], !freely
}

// isWithin reports whether a condition is another or lies below it.
func (c *comparison) isWithin(condition, other string) bool {
	below, _ := c.climb(condition, other)
	return below
}

// underlying compares what the person has besides.
func (c *comparison) underlying(scope *compendiumv1.Scope, use *compendiumv1.Use) (Coverage, bool) {
	licensed, used := scope.GetUnderlying(), use.GetUnderlying()
	switch {
	case len(licensed) == 0:
		return Covers, len(used) > 0
	case len(used) == 0:
		return InPart, true
	}
	covered, overlapping := 0, false
	for _, u := range used {
		best := Not
		for _, l := range licensed {
			l, _ = c.liveCondition(l)
			best = max(best, c.belowCondition(u, l, compendiumv1.Scope_ALL))
		}
		if best == Covers {
			covered++
		}
		overlapping = overlapping || best != Not
	}
	return overlap(covered == len(used), overlapping), true
}
