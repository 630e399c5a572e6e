package scope

import (
	"slices"

	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

// prior compares the therapy before. A license that requires some covers a use that does not mention it in part; a
// license that rules some out covers it.
func (c *comparison) prior(scope *compendiumv1.Scope, use *compendiumv1.Use) (Coverage, bool) {
	licensed := scope.GetPrior()
	stated := len(use.GetPriorTherapies())+len(use.GetPriorAny())+len(use.GetPriorNone()) > 0 ||
		use.GetPriorTherapyNote() != ""
	if licensed == nil {
		return Covers, stated
	}
	coverage := Covers
	if !stated && use.GetLine() == compendiumv1.Use_FIRST && len(licensed.GetAll())+len(licensed.GetAny()) > 0 {
		return Not, true // the first treatment has none before it
	}
	for _, needed := range licensed.GetAll() {
		coverage = join(coverage, c.had(use, needed))
	}
	if some := licensed.GetAny(); len(some) > 0 {
		coverage = join(coverage, c.hadSome(use, some, max(1, int(licensed.GetAtLeast()))))
	}
	for _, barred := range licensed.GetNoneOf() {
		coverage = join(coverage, c.spared(use, barred))
	}
	return coverage, true
}

// had compares one therapy that must have been given before with those of a use.
func (c *comparison) had(use *compendiumv1.Use, needed string) Coverage {
	isNeeded := func(therapy string) bool { return c.isA(therapy, needed) }
	anyHad := use.GetPriorAny()
	switch {
	case slices.ContainsFunc(use.GetPriorTherapies(), isNeeded),
		len(anyHad) > 0 && !slices.ContainsFunc(anyHad, func(therapy string) bool { return !isNeeded(therapy) }):
		return Covers
	case slices.ContainsFunc(use.GetPriorNone(), func(therapy string) bool { return c.isA(needed, therapy) }):
		return Not
	case use.GetPriorTherapyNote() != "":
		return CannotTell // the words may say so
	default:
		return InPart
	}
}

// hadSome compares therapies of which a number must have been given before with those of a use: two of a class may be
// meant by naming the class.
func (c *comparison) hadSome(use *compendiumv1.Use, some []string, atLeast int) Coverage {
	isOne := func(therapy string) bool {
		return slices.ContainsFunc(some, func(needed string) bool { return c.isA(therapy, needed) })
	}
	had := 0
	for _, therapy := range use.GetPriorTherapies() {
		if isOne(therapy) {
			had++
		}
	}
	if anyHad := use.GetPriorAny(); len(anyHad) > 0 &&
		!slices.ContainsFunc(anyHad, func(therapy string) bool { return !isOne(therapy) }) {
		had++
	}
	switch {
	case had >= atLeast:
		return Covers
	case use.GetPriorTherapyNote() != "":
		return CannotTell
	default:
		return InPart
	}
}

// spared compares a therapy that must not have been given before with those of a use.
func (c *comparison) spared(use *compendiumv1.Use, barred string) Coverage {
	isBarred := func(therapy string) bool { return c.isA(therapy, barred) }
	mayBe := func(therapy string) bool { return c.isA(barred, therapy) }
	switch {
	case slices.ContainsFunc(use.GetPriorTherapies(), isBarred):
		return Not
	case slices.ContainsFunc(use.GetPriorAny(), isBarred), slices.ContainsFunc(use.GetPriorTherapies(), mayBe):
		return InPart
	default:
		return Covers
	}
}

// partners compares what the drug is given with. Most licenses are for the drug alone without saying so: one that names
// no partner does not tell about a use in combination.
func (c *comparison) partners(scope *compendiumv1.Scope, use *compendiumv1.Use) (Coverage, bool) {
	licensed, used := scope.GetPartners(), use.GetPartners()
	switch {
	case licensed == nil && len(used) == 0:
		return Covers, false
	case licensed == nil:
		return CannotTell, true
	case len(used) == 0 && licensed.GetOrAlone():
		return Covers, true
	case len(used) == 0:
		return InPart, true
	}
	var given []string // the licensed partners with which it is given
	broader := false   // the use names only a group to which a licensed partner belongs
	for _, partner := range licensed.GetOf() {
		switch {
		case slices.ContainsFunc(used, func(u string) bool { return c.isA(u, partner) }):
			given = append(given, partner)
		case slices.ContainsFunc(used, func(u string) bool { return c.isA(partner, u) }):
			broader = true
		}
	}
	enough := len(given) == len(licensed.GetOf()) || len(given) > 0 && licensed.GetMatch() == compendiumv1.Match_ANY
	switch {
	case enough && !slices.ContainsFunc(used, func(u string) bool {
		return !slices.ContainsFunc(given, func(partner string) bool { return c.isA(u, partner) })
	}):
		return Covers, true
	case enough: // with something else, too
		return CannotTell, true
	case broader:
		return InPart, true
	default:
		return Not, true
	}
}

// isA reports whether a therapy is another, belongs to it, or is a regimen with a component that does.
func (c *comparison) isA(therapy, other string) bool {
	seen := map[string]bool{}
	var walk func(name string, depth int) bool
	walk = func(name string, depth int) bool {
		if name == other {
			return true
		}
		if depth == 0 || seen[name] {
			return false
		}
		seen[name] = true
		var up []string
		switch record := c.records(name).(type) {
		case *compendiumv1.Drug:
			up = slices.Concat(record.GetClasses(), record.GetIngredients())
		case *compendiumv1.DrugClass:
			up = slices.Concat(record.GetParents(), record.GetReplacedBy())
		case *compendiumv1.Procedure:
			up = slices.Concat(record.GetParents(), record.GetReplacedBy())
		case *compendiumv1.Regimen:
			for _, component := range record.GetComponents() {
				up = append(up, component.GetDrug(), component.GetProcedure())
			}
		}
		return slices.ContainsFunc(up, func(parent string) bool { return parent != "" && walk(parent, depth-1) })
	}
	return walk(therapy, maxDepth)
}
