package doses

import (
	"math/big"
	"slices"

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
			if said == 0 || slices.ContainsFunc(d.GetAdministrations(), func(other *compendiumv1.Administration) bool {
				return other.GetRoute() == a.GetRoute() && fold.Spaced(other.GetFrequency()) != words
			}) {
				continue
			}
			path, times := otherwise(d, a, big.NewRat(said, 1))
			if path != "" {
				p.Report(facts.AdministrationPath(i, "frequency"), "It is given %s, and no dose by this route says so: the first "+
					"says %s × a day. Correct the one that is wrong.", a.GetFrequency(), times.RatString()).
					Related(p.Record, path, "The first dose")
			}
		}
	},
}

// timesInWords are ways to say how many times a day a drug is given.
var timesInWords = map[string]int64{
	"once a day": 1, "once daily": 1, "daily": 1, "one time a day": 1,
	"twice a day": 2, "twice daily": 2, "2 times a day": 2, "two times a day": 2,
	"three times a day": 3, "three times daily": 3, "3 times a day": 3, "3 times daily": 3,
	"four times a day": 4, "four times daily": 4, "4 times a day": 4, "4 times daily": 4,
}

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

// perDay returns how often a day a step is given. It returns ok=false if it does not say so in hours, days or weeks.
func perDay(s *compendiumv1.DoseStep) (n *big.Rat, ok bool) {
	times, in := s.GetFrequency().GetTimes(), s.GetFrequency().GetPer()
	if s.GetEvery() != nil {
		times, in = 1, s.GetEvery()
	}
	length, unit, ok := dose.Value(in.GetValue(), in.GetUnit())
	hours := map[string]int64{"h": 1, "d": 24, "wk": 7 * 24}[unit]
	if !ok || hours == 0 || length.Sign() <= 0 || times <= 0 {
		return nil, false
	}
	return new(big.Rat).Quo(big.NewRat(int64(times)*24, hours), length), true
}
