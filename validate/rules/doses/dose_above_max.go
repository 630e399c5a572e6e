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

var doseAboveMax = validate.Rule{
	ID:       "dose-above-max",
	Severity: finding.Error,
	Record: func(p *validate.RecordPass) {
		for _, s := range stepsOf(p.Record) {
			for i, m := range s.GetMax() {
				limit, base, ok := most(m.GetAmount())
				if !ok {
					continue
				}
				once, of, ok := most(s.GetAmount())
				if size := smallest[strings.TrimPrefix(of, base)]; ok && of != base && size != nil && strings.HasPrefix(of, base) {
					once, of = once.Mul(once, size), base // in the smallest person
				}
				if ok && of == base && once.Cmp(limit) > 0 {
					reportAboveMax(p, s, i, dose.Quantity(s.GetAmount()))
					continue
				}
				// The upper end of a range may be meant for fewer administrations a day.
				daily, of, ok := least(s.GetAmount())
				if ok && of == base && m.GetScope() == compendiumv1.DoseStep_Max_DAY &&
					daily.Mul(daily, atLeastOnce(s.DoseStep)).Cmp(limit) > 0 {
					reportAboveMax(p, s, i, "What is given in a day")
				}
			}
		}
		if d, ok := p.Record.Message().(*compendiumv1.Drug); ok {
			for i := range d.GetDoses() {
				checkReductions(p, i, d.GetDoses()[i])
			}
		}
	},
}

// smallest are the body surface and the weight of the smallest newborns.
var smallest = map[string]*big.Rat{"/m2": big.NewRat(1, 10), "/kg": big.NewRat(1, 2)}

// checkReductions reports reduced amounts that are larger than each of the dose's own. If the action says how often
// they are given, the amounts of a day are compared; if it says anything else, that may be why. A second reduction to
// more than the first one is reported, too.
func checkReductions(p *validate.RecordPass, i int, d *compendiumv1.Dose) {
	path := func(j int) string { return fmt.Sprintf("doses[%d].reductions[%d].amount", i, j) }
	for j, r := range d.GetReductions() {
		times, ok := timesOfReduction(r)
		if len(d.GetSteps()) == 0 || !ok || slices.ContainsFunc(d.GetSteps(), func(s *compendiumv1.DoseStep) bool {
			return !isLess(s, r.GetAmount(), times)
		}) {
			continue
		}
		p.Report(path(j), "The dose is reduced to %s, which is more than any of its amounts. Correct the wrong one, or "+
			"write in action how much less often it is given.", dose.Quantity(r.GetAmount())).Lower(finding.Warning)
	}
	for j, later := range d.GetReductions() {
		for k, earlier := range d.GetReductions()[:j] {
			if comesAfter(later.GetWhen(), earlier.GetWhen()) && isMore(later, earlier) {
				p.Report(path(j), "This reduction is to %s, and the one before it to %s. Correct the wrong one.",
					dose.Quantity(later.GetAmount()), dose.Quantity(earlier.GetAmount())).
					Related(p.Record, path(k), "The one before").Lower(finding.Warning)
				break
			}
		}
	}
}

// timesOfReduction returns how many times a day the action of a reduction says that it is given, or nil if it has none.
// It returns ok=false if the action says anything else.
func timesOfReduction(r *compendiumv1.Dose_Reduction) (times *big.Rat, ok bool) {
	if r.GetAction() == "" {
		return nil, true
	}
	_, said := frequencyIn(r.GetAction())
	if said == nil || said.least.Cmp(said.most) != 0 {
		return nil, false
	}
	return said.least, true
}

// ordinals are the words that number reductions.
var ordinals = []string{"first", "second", "third", "fourth", "fifth"}

// comesAfter reports whether two texts are the same but for ordinals, and the first has a later one.
func comesAfter(text, before string) bool {
	a, b := fold.Words(text), fold.Words(before)
	if len(a) != len(b) {
		return false
	}
	found := false
	for i := range a {
		if a[i] != b[i] {
			later, earlier := slices.Index(ordinals, a[i]), slices.Index(ordinals, b[i])
			if found || earlier < 0 || later <= earlier {
				return false
			}
			found = true
		}
	}
	return found
}

// isMore reports whether a reduction is to more than another one in a day, as far as both say how often.
func isMore(a, b *compendiumv1.Dose_Reduction) bool {
	x, base, ok := least(a.GetAmount())
	y, of, both := most(b.GetAmount())
	times, isKnown := timesOfReduction(a)
	other, isToo := timesOfReduction(b)
	if !ok || !both || base != of || !isKnown || !isToo || (times == nil) != (other == nil) {
		return false
	}
	if times != nil {
		x.Mul(x, times)
		y.Mul(y, other)
	}
	return x.Cmp(y) > 0
}

// isLess reports whether a step gives less than amount. If times is not nil, it compares what is given in a day, with
// amount given that many times. It returns false if either is unknown.
func isLess(s *compendiumv1.DoseStep, amount *compendiumv1.Quantity, times *big.Rat) bool {
	full, of, ok := most(s.GetAmount())
	reduced, base, isNumber := least(amount)
	if !ok || !isNumber || of != base {
		return false
	}
	if times != nil {
		n, isKnown := perDay(s)
		if !isKnown {
			return false
		}
		full, reduced = full.Mul(full, n), reduced.Mul(reduced, times)
	}
	return full.Cmp(reduced) < 0
}

func reportAboveMax(p *validate.RecordPass, s step, i int, what string) {
	p.Report(s.at("amount"), "%s exceeds the limit of this step, %s. Correct the amount or the limit.", what,
		dose.Quantity(s.GetMax()[i].GetAmount())).
		Related(p.Record, facts.ItemPath(s.at("max"), i, "amount"), "The limit")
}

// atLeastOnce returns how many times a day a step is given, or one if that is less, or not known.
func atLeastOnce(s *compendiumv1.DoseStep) *big.Rat {
	one := big.NewRat(1, 1)
	if n, ok := perDay(s); ok && n.Cmp(one) > 0 {
		return n
	}
	return one
}
