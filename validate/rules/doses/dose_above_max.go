package doses

import (
	"fmt"
	"math/big"
	"slices"
	"strings"

	"github.com/opencompendium/compendium/catalog/dose"
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
					daily.Mul(daily, timesADay(s.DoseStep)).Cmp(limit) > 0 {
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
// they are given, the amounts of a day are compared; if it says anything else, that may be why.
func checkReductions(p *validate.RecordPass, i int, d *compendiumv1.Dose) {
	for j, r := range d.GetReductions() {
		_, times := frequencyIn(r.GetAction())
		if len(d.GetSteps()) == 0 || r.GetAction() != "" && times == nil ||
			slices.ContainsFunc(d.GetSteps(), func(s *compendiumv1.DoseStep) bool { return !isLess(s, r.GetAmount(), times) }) {
			continue
		}
		p.Report(fmt.Sprintf("doses[%d].reductions[%d].amount", i, j), "The dose is reduced to %s, which is more than "+
			"any of its amounts. Correct the wrong one, or write in action how much less often it is given.",
			dose.Quantity(r.GetAmount())).Lower(finding.Warning)
	}
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

// timesADay returns how many times a day a step is given, or one if that is less, or not known.
func timesADay(s *compendiumv1.DoseStep) *big.Rat {
	one := big.NewRat(1, 1)
	if n, ok := perDay(s); ok && n.Cmp(one) > 0 {
		return n
	}
	return one
}
