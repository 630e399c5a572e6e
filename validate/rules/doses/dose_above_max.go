package doses

import (
	"fmt"
	"math/big"
	"slices"

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
		for _, s := range stepsOf(p) {
			for i, m := range s.GetMax() {
				limit, base, ok := most(m.GetAmount())
				if !ok {
					continue
				}
				once, of, ok := most(s.GetAmount())
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

// checkReductions reports amounts to which a dose is reduced that are larger than each of its own.
func checkReductions(p *validate.RecordPass, i int, d *compendiumv1.Dose) {
	for j, r := range d.GetReductions() {
		reduced, base, ok := least(r.GetAmount())
		if !ok || len(d.GetSteps()) == 0 || slices.ContainsFunc(d.GetSteps(), func(s *compendiumv1.DoseStep) bool {
			full, of, ok := most(s.GetAmount())
			return !ok || of != base || reduced.Cmp(full) <= 0
		}) {
			continue
		}
		p.Report(fmt.Sprintf("doses[%d].reductions[%d].amount", i, j), "The dose is reduced to %s, and that is more than "+
			"each amount of it. Correct the one that is wrong, or say in action how much less often it is given.",
			dose.Quantity(r.GetAmount())).Lower(finding.Warning)
	}
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
