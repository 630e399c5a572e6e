package doses

import (
	"fmt"
	"math/big"
	"slices"
	"strings"

	"github.com/opencompendium/compendium/catalog/dose"
	"github.com/opencompendium/compendium/catalog/fold"
	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules/facts"
)

var frequencyContradictsDoses = validate.Rule{
	ID:       "frequency-contradicts-doses",
	Severity: finding.Warning,
	Drug: func(p *validate.RecordPass, d *compendiumv1.Drug) {
		for i, a := range d.GetAdministrations() {
			words := fold.Spaced(a.GetFrequency())
			if slices.ContainsFunc(d.GetAdministrations(), func(other *compendiumv1.Administration) bool {
				return other.GetRoute() == a.GetRoute() && fold.Spaced(other.GetFrequency()) != words &&
					(len(a.GetUses()) == 0 || len(other.GetUses()) == 0 || facts.Overlap(a.GetUses(), other.GetUses()))
			}) {
				continue
			}
			steps := stepsFor(p, a)
			for _, said := range sayings(a.GetFrequency()) {
				if s, ok := contradicted(said, steps); ok {
					p.Report(facts.AdministrationPath(i, "frequency"), "The frequency is %s, but no dose by this route agrees: "+
						"the first says %s. Correct the wrong one.", a.GetFrequency(), said.words(s.DoseStep)).
						Related(p.Record, s.path, "The first dose")
					break
				}
			}
		}
		for _, s := range stepsOf(p.Record) {
			n, ok := rateOf(s.DoseStep)
			words, said := frequencyIn(s.GetWords())
			if ok && said != nil && !said.meets(n) {
				p.Report(s.at("words"), "The words say %q, but the step is given %s. Correct the wrong one.", words,
					howOften(s.DoseStep))
			}
		}
		for _, s := range stepsOf(p.Record) {
			checkCycles(p, s)
		}
	},
}

// checkCycles reports a number of cycles in the words of a step that is not the one of its field.
func checkCycles(p *validate.RecordPass, s step) {
	m := upToCycles.FindStringSubmatch(fold.Spaced(s.GetWords()))
	if m == nil || s.GetCycles() == 0 {
		return
	}
	if n, ok := countOf(m[1]); ok && n != int64(s.GetCycles()) {
		p.Report(s.at("cycles"), "The words say %q, but the step has %d cycles. Correct the wrong one.", m[0], s.GetCycles()).
			Related(p.Record, s.at("words"), "The words")
	}
}

// stepsFor returns the steps of the doses of a drug that are for the uses of an administration, by its route.
func stepsFor(p *validate.RecordPass, a *compendiumv1.Administration) []step {
	return slices.DeleteFunc(stepsOf(p.Record), func(s step) bool {
		return len(s.dose.GetUses()) > 0 && len(a.GetUses()) > 0 && !facts.Overlap(s.dose.GetUses(), a.GetUses()) ||
			s.route != 0 && s.route != a.GetRoute()
	})
}

// contradicted returns the first of some steps if none of them agrees with what is said. For how often, one that does
// not say so may agree.
func contradicted(said saying, steps []step) (first step, ok bool) {
	for _, s := range steps {
		agrees, states := said.of(s.DoseStep)
		switch {
		case agrees || !states && said.all:
			return step{}, false
		case states && !ok:
			first, ok = s, true
		}
	}
	return first, ok
}

// howOften writes how often a step is given.
func howOften(s *compendiumv1.DoseStep) string {
	if s.GetEvery() == nil && s.GetFrequency() == nil {
		return fmt.Sprintf("once in a cycle of %d days", s.GetCycleDays())
	}
	if n, ok := perDay(s); ok {
		return often(n)
	}
	return "every " + dose.Quantity(s.GetEvery())
}

// often writes how often a day a drug is given.
func often(n *big.Rat) string {
	if n.IsInt() {
		return n.RatString() + " × a day"
	}
	return n.Num().String() + " × in " + n.Denom().String() + " days"
}

// frequencyIn returns the beginning of a text, up to a comma or point, if it says how often a drug is given, and what
// it means, or nil. What follows may be about some people, or about another amount.
func frequencyIn(text string) (words string, times *timesADay) {
	if end := strings.IndexAny(text, ",.;:"); end >= 0 {
		text = text[:end]
	}
	words = fold.Spaced(text)
	return words, timesIn(words)
}

// hoursIn are the hours of the units of time that always have as many.
var hoursIn = map[string]int64{"h": 1, "d": 24, "wk": 7 * 24}

// perDay returns how often a day a step is given. It returns ok=false if it does not say so in hours, days or weeks.
func perDay(s *compendiumv1.DoseStep) (n *big.Rat, ok bool) {
	times, in := s.GetFrequency().GetTimes(), s.GetFrequency().GetPer()
	if s.GetEvery() != nil {
		times, in = 1, s.GetEvery()
	}
	length, unit, ok := dose.Value(in.GetValue(), in.GetUnit())
	hours := hoursIn[unit]
	if !ok || hours == 0 || length.Sign() <= 0 || times <= 0 {
		return nil, false
	}
	return new(big.Rat).Quo(big.NewRat(int64(times)*24, hours), length), true
}

// rateOf returns how many times a day a step is given, from its frequency or interval, or else from its one day of a
// cycle. Several days may be days of a pause or of a week, which words say otherwise.
func rateOf(s *compendiumv1.DoseStep) (n timesADay, ok bool) {
	times, in := s.GetFrequency().GetTimes(), s.GetFrequency().GetPer()
	switch {
	case s.GetEvery() != nil:
		times, in = 1, s.GetEvery()
	case in == nil && s.GetCycleDays() > 0 && len(s.GetDays()) == 1:
		n := big.NewRat(1, int64(s.GetCycleDays()))
		return timesADay{n, n}, true
	}
	low, high := daysIn(in)
	if low == nil || high == nil || low.Sign() <= 0 || times <= 0 {
		return timesADay{}, false
	}
	return timesIntervals(int64(times), low, high), true
}
