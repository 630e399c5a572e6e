package doses

import (
	"maps"
	"math/big"
	"slices"

	"github.com/opencompendium/compendium/catalog/dose"
	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules/facts"
)

var doseUnitUnlike = validate.Rule{
	ID:       "dose-unit-unlike",
	Severity: finding.Info,
	Catalog: func(p *validate.CatalogPass) {
		all := statements(p)
		for _, drug := range slices.Sorted(maps.Keys(all)) {
			for j := range all[drug] {
				checkAmountUnit(p, all[drug], j)
				checkTimeUnits(p, all[drug], j)
			}
		}
	},
	Drug: func(p *validate.RecordPass, d *compendiumv1.Drug) {
		checkReductionUnits(p, d)
		checkAgeUnits(p, d)
	},
	Record: validate.On(checkIntervals),
}

// checkAmountUnit reports an amount whose number is that of other doses for the same people, by the same route, while
// its unit is none of theirs: mg where all others are in mg/m2.
func checkAmountUnit(p *validate.CatalogPass, all []statement, j int) {
	s := all[j]
	_, base, ok := most(s.GetAmount())
	if _, known := dose.UnitOf(s.GetAmount().GetUnit()); !ok || !known {
		return
	}
	others, alone, first := 0, true, -1
	for i, other := range all {
		_, of, known := most(other.GetAmount())
		if !known || !s.samePeople(other) {
			continue
		}
		if of == base {
			return
		}
		if !s.comparable(other) {
			continue
		}
		others++
		if powerOfTen(s.GetAmount(), other.GetAmount()) || !sameNumber(s.GetAmount(), other.GetAmount()) &&
			!within(all, s, of) {
			continue
		}
		alone = alone && i > j
		if first < 0 {
			first = i
		}
	}
	if first < 0 || alone && others == 1 {
		return // the later of two is the one that is unlike
	}
	other := all[first]
	p.Report(s.record, s.at("amount.unit"), "The number is that of other doses, which are in %s, and none of them is in "+
		"%s. Correct the unit, or say in words of the step why it differs.", other.GetAmount().GetUnit(),
		s.GetAmount().GetUnit()).Related(other.record, other.at("amount.unit"), "Another dose")
}

// within reports whether the number of a step lies between those of at least two other ones in a unit.
func within(all []statement, s statement, base string) bool {
	number, ok := new(big.Rat).SetString(s.GetAmount().GetValue())
	var numbers []*big.Rat
	for _, other := range all {
		if _, of, known := most(other.GetAmount()); !known || of != base || !s.comparable(other) {
			continue
		}
		for _, text := range []string{other.GetAmount().GetValue(), other.GetAmount().GetLow(), other.GetAmount().GetHigh()} {
			if n, isNumber := new(big.Rat).SetString(text); isNumber {
				numbers = append(numbers, n)
			}
		}
	}
	if !ok || len(numbers) == 0 {
		return false
	}
	low, high := slices.MinFunc(numbers, (*big.Rat).Cmp), slices.MaxFunc(numbers, (*big.Rat).Cmp)
	return low.Cmp(high) < 0 && low.Cmp(number) <= 0 && number.Cmp(high) <= 0
}

// times are the lengths of time of a step.
var times = []struct {
	field string
	of    func(*compendiumv1.DoseStep) *compendiumv1.Quantity
}{
	{"every", (*compendiumv1.DoseStep).GetEvery},
	{"over", (*compendiumv1.DoseStep).GetOver},
	{"duration", (*compendiumv1.DoseStep).GetDuration},
	{"frequency.per", func(s *compendiumv1.DoseStep) *compendiumv1.Quantity { return s.GetFrequency().GetPer() }},
	{"after.offset", func(s *compendiumv1.DoseStep) *compendiumv1.Quantity { return s.GetAfter().GetOffset() }},
}

// checkTimeUnits reports lengths of time whose number is that of another step of the same amount, in another unit: over
// 48 minutes and over 48 hours. Of two that differ, it is the one that no other dose states, or else the later one.
// Daily and weekly are both usual.
func checkTimeUnits(p *validate.CatalogPass, all []statement, j int) {
	s := all[j]
	for _, t := range times {
		mine := t.of(s.DoseStep)
		if mine == nil || mine.GetValue() == "1" || hasTime(all, s, t.of, mine.GetUnit()) {
			continue
		}
		i := slices.IndexFunc(all, func(other statement) bool {
			unit := t.of(other.DoseStep).GetUnit()
			return unit != mine.GetUnit() && hasTime([]statement{other}, s, t.of, unit)
		})
		if i < 0 || i > j && !hasTime(all, all[i], t.of, t.of(all[i].DoseStep).GetUnit()) {
			continue
		}
		p.Report(s.record, s.at(t.field+".unit"), "The same amount is elsewhere given with the same number in another unit, "+
			"%s. Correct the wrong unit.", dose.Quantity(t.of(all[i].DoseStep))).
			Related(all[i].record, all[i].at(t.field+".unit"), "The other")
	}
}

// hasTime reports whether another dose states the same amount as a step, and a length of time with the same number, in
// a unit.
func hasTime(all []statement, s statement, of func(*compendiumv1.DoseStep) *compendiumv1.Quantity, unit string) bool {
	return slices.ContainsFunc(all, func(other statement) bool {
		theirs := of(other.DoseStep)
		return theirs != nil && !s.sameList(other) && s.GetAmount() != nil && sameAmount(s.GetAmount(), other.GetAmount()) &&
			sameNumber(of(s.DoseStep), theirs) && theirs.GetUnit() == unit
	})
}

// checkReductionUnits reports reduced amounts in a unit that neither a step of the dose nor a limit of one has.
func checkReductionUnits(p *validate.RecordPass, d *compendiumv1.Drug) {
	for i, one := range d.GetDoses() {
		bases := make(map[string]bool)
		given := -1 // the first step with an amount
		for j, s := range one.GetSteps() {
			if _, base, ok := most(s.GetAmount()); ok {
				bases[base] = true
				if given < 0 {
					given = j
				}
			}
			for _, m := range s.GetMax() {
				_, base, _ := most(m.GetAmount())
				bases[base] = true
			}
		}
		for j, reduction := range one.GetReductions() {
			_, base, ok := most(reduction.GetAmount())
			if ok && given >= 0 && !bases[base] {
				p.Report(facts.ItemPath(facts.ItemPath("doses", i, "reductions"), j, "amount.unit"), "The dose is in %s, "+
					"and its reduction in %s. Correct the unit, or say in words of a step what the flat amount is.",
					one.GetSteps()[given].GetAmount().GetUnit(), reduction.GetAmount().GetUnit()).
					Related(p.Record, facts.ItemPath(facts.ItemPath("doses", i, "steps"), given, "amount"), "The dose")
			}
		}
	}
}

// checkAgeUnits reports a limit of age whose number is that of another dose in years. Up to 12 it is left alone:
// children of 2 months and of 2 years are both usual limits.
func checkAgeUnits(p *validate.RecordPass, d *compendiumv1.Drug) {
	years := make(map[string]string) // paths of limits in years, by number
	type limit struct{ number, path string }
	var others []limit
	for i, one := range d.GetDoses() {
		for j, b := range one.GetBands() {
			path := facts.ItemPath(facts.ItemPath("doses", i, "bands"), j, "unit")
			for _, number := range []string{b.GetFrom(), b.GetAbove(), b.GetBelow(), b.GetUpTo()} {
				value, ok := new(big.Rat).SetString(number)
				switch {
				case b.GetMeasure() != compendiumv1.Dose_Band_AGE || !ok || value.Cmp(big.NewRat(12, 1)) <= 0:
				case b.GetUnit() == "a":
					years[number] = path
				default:
					others = append(others, limit{number, path})
				}
			}
		}
	}
	for _, one := range others {
		if other := years[one.number]; other != "" {
			p.Report(one.path, "Another dose has the same limit of age, %s, in years. Correct the wrong unit.", one.number).
				Related(p.Record, other, "The other")
		}
	}
}

// checkIntervals reports an interval of a block with the number of another block in another unit.
func checkIntervals(p *validate.RecordPass, regimen *compendiumv1.Regimen) {
	for j, b := range regimen.GetBlocks() {
		for i, other := range regimen.GetBlocks()[:j] {
			mine, theirs := b.GetInterval(), other.GetInterval()
			if mine == nil || theirs == nil || mine.GetUnit() == theirs.GetUnit() || !sameNumber(mine, theirs) {
				continue
			}
			p.Report(facts.ItemPath("blocks", j, "interval.unit"), "Another block has the interval %s. Correct the wrong "+
				"unit.", dose.Quantity(theirs)).Related(p.Record, facts.ItemPath("blocks", i, "interval"), "The other block")
			break
		}
	}
}
