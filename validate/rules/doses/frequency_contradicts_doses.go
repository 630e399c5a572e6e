package doses

import (
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
			said := timesInWords[words]
			if said == nil || slices.ContainsFunc(d.GetAdministrations(), func(other *compendiumv1.Administration) bool {
				return other.GetRoute() == a.GetRoute() && fold.Spaced(other.GetFrequency()) != words
			}) {
				continue
			}
			path, times := otherwise(d, a, said)
			if path != "" {
				p.Report(facts.AdministrationPath(i, "frequency"), "The frequency is %s, but no dose by this route agrees: "+
					"the first says %s. Correct the wrong one.", a.GetFrequency(), often(times)).
					Related(p.Record, path, "The first dose")
			}
		}
		for _, s := range stepsOf(p.Record) {
			n, ok := perDay(s.DoseStep)
			words, said := frequencyIn(s.GetWords())
			if ok && said != nil && said.Cmp(n) != 0 {
				p.Report(s.at("words"), "The words say %q, but the step is given %s. Correct the wrong one.", words,
					often(n))
			}
		}
	},
}

// often writes how often a day a drug is given.
func often(n *big.Rat) string {
	if n.IsInt() {
		return n.RatString() + " × a day"
	}
	return n.Num().String() + " × in " + n.Denom().String() + " days"
}

// frequencyIn returns the beginning of a text, up to a comma or point, if it is one of timesInWords, and what it means,
// or nil. What follows may be about some people, or about another amount.
func frequencyIn(text string) (words string, times *big.Rat) {
	if end := strings.IndexAny(text, ",.;:"); end >= 0 {
		text = text[:end]
	}
	words = fold.Spaced(text)
	return words, timesInWords[words]
}

// timesInWords are ways to say how many times a day a drug is given.
var timesInWords = map[string]*big.Rat{
	"once a day": once, "once daily": once, "daily": once, "one time a day": once,
	"twice a day": twice, "twice daily": twice, "2 times a day": twice, "two times a day": twice,
	"three times a day": thrice, "three times daily": thrice, "3 times a day": thrice, "3 times daily": thrice,
	"four times a day": fourTimes, "four times daily": fourTimes, "4 times a day": fourTimes, "4 times daily": fourTimes,
	"once a week": weekly, "once weekly": weekly, "every other day": every2Days, "every second day": every2Days,
}

var once, twice, thrice, fourTimes = big.NewRat(1, 1), big.NewRat(2, 1), big.NewRat(3, 1), big.NewRat(4, 1)
var weekly, every2Days = big.NewRat(1, 7), big.NewRat(1, 2)

// otherwise returns the path of the first step of the doses for a way of giving a drug, and how often a day it is
// given. It returns no path if one is given as often as said, or may be.
func otherwise(d *compendiumv1.Drug, a *compendiumv1.Administration, said *big.Rat) (path string, times *big.Rat) {
	for i, one := range d.GetDoses() {
		if len(one.GetUses()) > 0 && len(a.GetUses()) > 0 && !slices.ContainsFunc(one.GetUses(), func(use string) bool {
			return slices.Contains(a.GetUses(), use)
		}) {
			continue
		}
		for j, s := range one.GetSteps() {
			route := s.GetRoute()
			if route == 0 {
				route = one.GetRoute()
			}
			if route != 0 && route != a.GetRoute() {
				continue
			}
			n, ok := perDay(s)
			if !ok || n.Cmp(said) == 0 {
				return "", nil
			}
			if path == "" {
				path, times = facts.ItemPath(facts.ItemPath("doses", i, "steps"), j, ""), n
			}
		}
	}
	return path, times
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
