package doses

import (
	"math/big"

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
	},
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
