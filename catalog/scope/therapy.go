package scope

import (
	"cmp"
	"slices"
	"strings"

	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

// prior compares the therapy before. A license that requires some covers a use that does not mention it in part; a
// license that rules some out covers it. Where a license also takes people for whom the therapy is unsuitable, they are
// a part of every use.
func (c *comparison) prior(scope *compendiumv1.Scope, use *compendiumv1.Use) (Coverage, bool) {
	licensed := scope.GetPrior()
	stated := len(use.GetPriorTherapies())+len(use.GetPriorAny())+len(use.GetPriorNone()) > 0 ||
		use.GetPriorTherapyNote() != ""
	if licensed == nil {
		return Covers, stated
	}
	coverage := Covers
	for _, needed := range licensed.GetAll() {
		coverage = min(coverage, c.had(use, []string{needed}, 1))
	}
	if some := licensed.GetAny(); len(some) > 0 {
		coverage = min(coverage, c.had(use, some, max(1, int(licensed.GetAtLeast()))))
	}
	if !stated && use.GetLine() == compendiumv1.Use_FIRST && coverage != Covers {
		coverage = Not // the first treatment has none before it
	}
	if licensed.GetOrUnsuitable() && coverage == Not {
		coverage = InPart
	}
	for _, barred := range licensed.GetNoneOf() {
		coverage = min(coverage, c.spared(use, barred))
	}
	return coverage, true
}

// had compares therapies of which a number must have been given before with those of a use: two of a class may be meant
// by naming the class.
func (c *comparison) had(use *compendiumv1.Use, some []string, atLeast int) Coverage {
	isOne := func(therapy string) bool {
		return slices.ContainsFunc(some, func(needed string) bool { return c.isA(therapy, needed) })
	}
	had := 0
	for _, therapy := range use.GetPriorTherapies() {
		if isOne(therapy) {
			had++
		}
	}
	if all(use.GetPriorAny(), isOne) {
		had++
	}
	isOut := func(needed string) bool {
		return slices.ContainsFunc(use.GetPriorNone(), func(therapy string) bool { return c.isA(needed, therapy) })
	}
	switch {
	case had >= atLeast:
		return Covers
	case all(some, isOut): // the use rules out all of them
		return Not
	case use.GetPriorTherapyNote() != "", // the words may say so
		c.mayBeAny(use.GetPriorTherapies(), some), c.mayBeAny(use.GetPriorAny(), some):
		return CannotTell
	default:
		return InPart
	}
}

// spared compares a therapy that must not have been given before with those of a use.
func (c *comparison) spared(use *compendiumv1.Use, barred string) Coverage {
	isBarred := func(therapy string) bool { return c.isA(therapy, barred) }
	holds := func(therapy string) bool { return c.isA(barred, therapy) } // such as its class
	had := slices.Concat(use.GetPriorTherapies(), use.GetPriorAny())
	switch {
	case slices.ContainsFunc(use.GetPriorTherapies(), isBarred), all(use.GetPriorAny(), isBarred):
		return Not
	case slices.ContainsFunc(had, isBarred), slices.ContainsFunc(had, holds):
		return InPart
	case c.mayBeAny(had, []string{barred}):
		return CannotTell
	default:
		return Covers
	}
}

// all reports whether a list has items, and each is such.
func all(list []string, is func(string) bool) bool {
	return len(list) > 0 && !slices.ContainsFunc(list, func(item string) bool { return !is(item) })
}

// mayBeAny reports whether one of the therapies of a use may be meant by one of those of a license: drug treatment in
// general, such as chemotherapy, has no list of its drugs.
func (c *comparison) mayBeAny(therapies, licensed []string) bool {
	return slices.ContainsFunc(licensed, c.isGeneral) &&
		slices.ContainsFunc(therapies, func(therapy string) bool { return c.isDrug(therapy) })
}

// isGeneral reports whether a therapy is drug treatment in general.
func (c *comparison) isGeneral(therapy string) bool {
	procedure, _ := c.records(therapy).(*compendiumv1.Procedure)
	return procedure.GetKind() == compendiumv1.Procedure_SYSTEMIC
}

// isDrug reports whether a therapy is a drug, a class of drugs or a regimen.
func (c *comparison) isDrug(therapy string) bool {
	switch c.records(therapy).(type) {
	case *compendiumv1.Drug, *compendiumv1.DrugClass, *compendiumv1.Regimen:
		return true
	default:
		return false
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
	drug, _, _ := strings.Cut(use.GetName(), "/uses/")
	used = GivenWith(used, drug, c.records)
	least, most := Covers, Not
	for _, partner := range licensed.GetOf() {
		coverage := Covers
		for _, part := range GivenWith([]string{partner}, drug, c.records) {
			coverage = min(coverage, c.partner(part, used))
		}
		least, most = min(least, coverage), max(most, coverage)
	}
	coverage := least
	if licensed.GetMatch() == compendiumv1.Match_ANY {
		coverage = most
	}
	named := GivenWith(licensed.GetOf(), drug, c.records)
	if coverage == Covers && !all(used, func(u string) bool {
		return slices.ContainsFunc(named, func(partner string) bool { return c.isA(u, partner) })
	}) {
		coverage = CannotTell // with something else, too
	}
	return coverage, true
}

// partner compares a partner that a license names with those of a use.
func (c *comparison) partner(licensed string, used []string) Coverage {
	switch {
	case slices.ContainsFunc(used, func(u string) bool { return c.isA(u, licensed) }):
		return Covers
	case slices.ContainsFunc(used, func(u string) bool { return c.isA(licensed, u) }): // such as its class
		return InPart
	case c.mayBeAny(used, []string{licensed}), c.mayBeAny([]string{licensed}, used):
		return CannotTell
	default:
		return Not
	}
}

// GivenWith returns what a drug is given with, by its partners. The other components of a regimen replace it.
func GivenWith(partners []string, drug string, records Records) []string {
	var all []string
	for _, partner := range partners {
		regimen, _ := records(partner).(*compendiumv1.Regimen)
		parts := Partners(regimen, drug)
		if len(parts) == 0 { // not a regimen
			parts = []string{partner}
		}
		all = append(all, parts...)
	}
	return all
}

// Partners returns what a drug is given with in a regimen: its other components, but for those that only counter side
// effects.
func Partners(regimen *compendiumv1.Regimen, drug string) []string {
	var all []string
	for _, component := range regimen.GetComponents() {
		therapy := cmp.Or(component.GetDrug(), component.GetProcedure())
		if therapy != drug && component.GetRole() != compendiumv1.Regimen_Component_SUPPORTIVE {
			all = append(all, therapy)
		}
	}
	return all
}

// isA reports whether a therapy is another, belongs to it, or is a regimen with a component that does.
func (c *comparison) isA(therapy, other string) bool {
	seen := map[string]bool{}
	var walk func(name string) bool
	walk = func(name string) bool {
		if name == other {
			return true
		}
		if seen[name] {
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
		return slices.ContainsFunc(up, walk)
	}
	return walk(therapy)
}
