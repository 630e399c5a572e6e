package doses

import (
	"math/big"
	"slices"

	"github.com/opencompendium/compendium/catalog"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules/facts"
)

// statement is a step of a dose or of a regimen, among all that the catalog states of one drug.
type statement struct {
	step

	record *catalog.Record
	// aims are the uses of the drug that it is for, and the regimens that they or it are part of.
	aims []string
	// conditions are what it is for.
	conditions []string
}

// statements returns the steps of all drugs and regimens by the drug that they administer. Drugs come before regimens.
func statements(p *validate.CatalogPass) map[string][]statement {
	all := make(map[string][]statement)
	for _, kind := range []catalog.Kind{catalog.Drugs, catalog.Regimens} {
		for _, r := range p.Catalog.Records(kind) {
			if r.IsTombstone() {
				continue
			}
			for _, s := range stepsOf(r) {
				if s.drug != "" {
					all[s.drug] = append(all[s.drug], statementOf(r, s))
				}
			}
		}
	}
	return all
}

// statementOf returns a step with what it is for.
func statementOf(r *catalog.Record, s step) statement {
	all := statement{step: s, record: r}
	if regimen, ok := r.Message().(*compendiumv1.Regimen); ok {
		all.aims = []string{r.Name()}
		for _, use := range regimen.GetUses() {
			all.conditions = append(all.conditions, use.GetCondition())
		}
		return all
	}
	for _, use := range r.Drug().GetUses() {
		if len(s.dose.GetUses()) == 0 || slices.Contains(s.dose.GetUses(), use.GetId()) {
			all.aims = append(append(all.aims, r.Name()+"/uses/"+use.GetId()), use.GetPartners()...)
			all.conditions = append(all.conditions, use.GetCondition())
		}
	}
	return all
}

// sameList reports whether two steps follow each other in one dose, component or part.
func (s statement) sameList(other statement) bool {
	return s.record == other.record && s.list == other.list
}

// sharesAim reports whether two steps are for the same: a use, a regimen or, if one of them is part of a regimen, a
// condition.
func (s statement) sharesAim(other statement) bool {
	return facts.Overlap(s.aims, other.aims) ||
		(s.dose == nil || other.dose == nil) && facts.Overlap(s.conditions, other.conditions)
}

// elsewhere reports whether two doses are those of two places or products, as of two labels.
func elsewhere(a, b *compendiumv1.Dose) bool {
	return !slices.Equal(a.GetJurisdictions(), b.GetJurisdictions()) || !slices.Equal(a.GetProducts(), b.GetProducts())
}

// comparable reports whether two steps of one drug are for the same people by the same route, as far as both say so,
// and two labels of different places, or one of them is part of a regimen.
func (s statement) comparable(other statement) bool {
	return s.samePeople(other) &&
		(s.dose == nil || other.dose == nil || elsewhere(s.dose, other.dose) && s.sharesAim(other))
}

// samePeople reports whether two steps are not of one dose, and are for the same people by the same route, as far as
// both say so.
func (s statement) samePeople(other statement) bool {
	if s.sameList(other) || s.route != 0 && other.route != 0 && s.route != other.route {
		return false
	}
	if s.dose == nil || other.dose == nil {
		return len(s.dose.GetBands()) == 0 && len(other.dose.GetBands()) == 0
	}
	return sameBands(s.dose, other.dose)
}

// sameBands reports whether two doses have bands of the same measures, and someone may be in all of them.
func sameBands(a, b *compendiumv1.Dose) bool {
	x, y := limitsOf(a), limitsOf(b)
	if len(x) != len(y) {
		return false
	}
	for measure, one := range x {
		other, ok := y[measure]
		if !ok || one.isBelow(other) || other.isBelow(one) {
			return false
		}
	}
	return true
}

// limits are the limits of all bands of one measure; nil is none.
type limits struct{ low, high *big.Rat }

// isBelow reports whether nobody within the limits is within others, or only those at a limit that both have.
func (l limits) isBelow(other limits) bool {
	return l.high != nil && other.low != nil && l.high.Cmp(other.low) <= 0
}

// limitsOf returns the limits of a dose's bands by what they measure, ages in years.
func limitsOf(d *compendiumv1.Dose) map[compendiumv1.Dose_Band_Measure]limits {
	all := make(map[compendiumv1.Dose_Band_Measure]limits)
	for _, b := range d.GetBands() {
		l := all[b.GetMeasure()]
		if low := inYears(b.GetFrom()+b.GetAbove(), b.GetUnit()); low != nil && (l.low == nil || low.Cmp(l.low) > 0) {
			l.low = low
		}
		if high := inYears(b.GetUpTo()+b.GetBelow(), b.GetUnit()); high != nil && (l.high == nil || high.Cmp(l.high) < 0) {
			l.high = high
		}
		all[b.GetMeasure()] = l
	}
	if age := all[compendiumv1.Dose_Band_AGE]; age.high == nil && age.low != nil && age.low.Cmp(adult) >= 0 {
		delete(all, compendiumv1.Dose_Band_AGE) // a dose without bands is that of adults, too
	}
	return all
}

// adult is the age of adults in years.
var adult = big.NewRat(18, 1)

// perYear are how many units of age make a year.
var perYear = map[string]int64{"d": 365, "wk": 52, "mo": 12}

// inYears returns a limit of a band, in years if it is one of age, or nil if it is none.
func inYears(number, unit string) *big.Rat {
	value, ok := new(big.Rat).SetString(number)
	if !ok {
		return nil
	}
	if n := perYear[unit]; n > 0 {
		value.Quo(value, big.NewRat(n, 1))
	}
	return value
}

// sameAmount reports whether two amounts are equal, in whatever unit.
func sameAmount(a, b *compendiumv1.Quantity) bool {
	return sameEnd(least, a, b) && sameEnd(most, a, b)
}

func sameEnd(end func(*compendiumv1.Quantity) (*big.Rat, string, bool), a, b *compendiumv1.Quantity) bool {
	x, base, ok := end(a)
	y, other, both := end(b)
	return ok == both && (!ok || base == other && x.Cmp(y) == 0)
}

// sameNumber reports whether two quantities are written with the same number or range.
func sameNumber(a, b *compendiumv1.Quantity) bool {
	return a.GetValue() == b.GetValue() && a.GetLow() == b.GetLow() && a.GetHigh() == b.GetHigh()
}

// timing are the fields of a step that say when and how often it is given, in words for people, with whether two steps
// that state both say the same.
var timing = []struct {
	field, words string
	stated       func(*compendiumv1.DoseStep) bool
	same         func(a, b *compendiumv1.DoseStep) bool
}{
	{"days", "the days", func(s *compendiumv1.DoseStep) bool { return len(s.GetDays()) > 0 }, sameDays},
	{"cycle_days", "the length of the cycle", func(s *compendiumv1.DoseStep) bool { return s.GetCycleDays() > 0 },
		func(a, b *compendiumv1.DoseStep) bool { return a.GetCycleDays() == b.GetCycleDays() }},
	{"cycles", "the number of cycles", func(s *compendiumv1.DoseStep) bool { return s.GetCycles() > 0 },
		func(a, b *compendiumv1.DoseStep) bool { return a.GetCycles() == b.GetCycles() }},
	{"count", "the number of times", func(s *compendiumv1.DoseStep) bool { return s.GetCount() > 0 },
		func(a, b *compendiumv1.DoseStep) bool { return a.GetCount() == b.GetCount() }},
	{"frequency", "how often", isRepeated, func(a, b *compendiumv1.DoseStep) bool {
		n, ok := perDay(a)
		m, both := perDay(b)
		return !ok || !both || n.Cmp(m) == 0
	}},
	{"max", "what the limit is on", func(s *compendiumv1.DoseStep) bool { return len(s.GetMax()) == 1 },
		func(a, b *compendiumv1.DoseStep) bool {
			x, y := a.GetMax()[0], b.GetMax()[0]
			return x.GetScope() == y.GetScope() || !sameAmount(x.GetAmount(), y.GetAmount())
		}},
	{"duration", "how long", func(s *compendiumv1.DoseStep) bool { return s.GetDuration() != nil },
		func(a, b *compendiumv1.DoseStep) bool { return sameLength(a.GetDuration(), b.GetDuration()) }},
}

// isRepeated reports whether a step says how often it is given.
func isRepeated(s *compendiumv1.DoseStep) bool { return s.GetFrequency() != nil || s.GetEvery() != nil }

// sameDays reports whether two steps are given on the same days, or on as many with the same ones between, where they
// are not of equally long cycles.
func sameDays(a, b *compendiumv1.DoseStep) bool {
	x, y := slices.Sorted(slices.Values(a.GetDays())), slices.Sorted(slices.Values(b.GetDays()))
	if len(x) != len(y) {
		return false
	}
	shift := y[0] - x[0]
	if a.GetCycleDays() > 0 && a.GetCycleDays() == b.GetCycleDays() {
		shift = 0
	}
	for i := range x {
		if y[i]-x[i] != shift {
			return false
		}
	}
	return true
}

// sameLength reports whether two lengths of time are equal, or cannot be compared.
func sameLength(a, b *compendiumv1.Quantity) bool {
	x, y := lengthInDays(a), lengthInDays(b)
	return x == nil || y == nil || x.Cmp(y) == 0
}

// timingDiffers returns which fields of timing two steps both state and differ in.
func timingDiffers(a, b *compendiumv1.DoseStep) []int {
	var differ []int
	for i, t := range timing {
		if t.stated(a) && t.stated(b) && !t.same(a, b) {
			differ = append(differ, i)
		}
	}
	return differ
}
