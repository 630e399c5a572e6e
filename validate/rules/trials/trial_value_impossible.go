package trials

import (
	"cmp"
	"math/big"
	"slices"
	"strings"

	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules/facts"
)

var trialValueImpossible = validate.Rule{
	ID:       "trial-value-impossible",
	Severity: finding.Error,
	Record: validate.On(func(p *validate.RecordPass, trial *compendiumv1.Trial) {
		for i, outcome := range trial.Outcomes {
			if checkRange(p, i, outcome) {
				checkInterval(p, i, outcome)
				checkSignificance(p, i, outcome)
			}
			checkCount(p, i, outcome, trial.Arms)
			checkFraction(p, i, outcome, trial.Arms)
		}
	}),
}

func checkInterval(p *validate.RecordPass, i int, m *compendiumv1.Trial_Measurement) {
	for _, order := range []struct{ smaller, greater, words, field string }{
		{m.GetLow(), m.GetValue(), "the value " + m.GetValue() + " is below " + m.GetLow() + ", its lower bound", "low"},
		{m.GetValue(), m.GetHigh(), "the value " + m.GetValue() + " is above " + m.GetHigh() + ", its upper bound", "high"},
		{m.GetLow(), m.GetHigh(), "the lower bound " + m.GetLow() + " is above the upper one, " + m.GetHigh(), "low"},
	} {
		if smaller, greater, ok := numbers(order.smaller, order.greater); ok && smaller.Cmp(greater) > 0 {
			p.Report(facts.ItemPath("outcomes", i, order.field), "For %s, %s. Correct the wrong one.",
				m.GetId(), order.words)
			return
		}
	}
}

// checkSignificance reports a p value that its interval of 95 percent excludes by far: a small one of an interval that
// includes no difference, or a great one of an interval that does not. Other tests than that of the interval differ
// less.
func checkSignificance(p *validate.RecordPass, i int, m *compendiumv1.Trial_Measurement) {
	shown, isShown := shows(m)
	text := strings.TrimLeft(m.GetP(), "<=≤ ")
	value, limit, ok := numbers(text, "0.01")
	great, _ := number("0.2")
	if !isShown || !ok {
		return
	}
	none := shown == compendiumv1.Trial_NO_DIFFERENCE
	if none && value.Cmp(limit) < 0 || !none && text == m.GetP() && value.Cmp(great) > 0 {
		p.Report(facts.ItemPath("outcomes", i, "p"), "The p value is %s, and the interval from %s to %s says otherwise. "+
			"Correct the one that is wrong.", m.GetP(), m.GetLow(), m.GetHigh()).Lower(finding.Warning)
	}
}

// checkFraction reports a share, in percent, of fewer than half a person of the one arm that it is of: it may be meant
// as a fraction.
func checkFraction(p *validate.RecordPass, i int, m *compendiumv1.Trial_Measurement, arms []*compendiumv1.Trial_Arm) {
	k := armOf(m, arms)
	value, half, ok := numbers(m.GetValue(), "50")
	if k < 0 || !ok || m.GetMeasure() != compendiumv1.Trial_Measurement_PERCENT || value.Sign() <= 0 {
		return
	}
	if people := new(big.Rat).SetInt64(int64(arms[k].GetParticipants())); value.Mul(value, people).Cmp(half) < 0 {
		p.Report(facts.ItemPath("outcomes", i, "value"), "%s percent of the %d participants of %s is not even one. Write "+
			"a share in percent: 40 and not 0.4.", m.GetValue(), arms[k].GetParticipants(), arms[k].GetId()).
			Lower(finding.Warning)
	}
}

// armOf returns the index of the one arm that a number is of, or -1 if it is of several or the arm does not say how
// many people it has.
func armOf(m *compendiumv1.Trial_Measurement, arms []*compendiumv1.Trial_Arm) int {
	return slices.IndexFunc(arms, func(arm *compendiumv1.Trial_Arm) bool {
		return len(m.GetArms()) == 1 && arm.GetId() == m.GetArms()[0] && arm.GetParticipants() > 0
	})
}

// checkRange reports numbers that are out of their range, and returns whether the value and its bounds may be right.
func checkRange(p *validate.RecordPass, i int, m *compendiumv1.Trial_Measurement) bool {
	possible := true
	least, most, words := "", "", ""
	switch measure := m.GetMeasure(); {
	case measure == compendiumv1.Trial_Measurement_PERCENT:
		least, most, words = "0", "100", "A share is 0 to 100 percent"
	case isRatio(measure):
		least, words = "0", "A ratio is not negative"
	case measure == compendiumv1.Trial_Measurement_COUNT:
		least, words = "0", "A number of people is not negative"
	}
	for _, bound := range []struct{ field, text, least, most, words string }{
		{"value", m.GetValue(), least, most, words},
		{"low", m.GetLow(), least, most, words},
		{"high", m.GetHigh(), least, most, words},
		{"level", m.GetLevel(), "50", "100", "The level of an interval is 50 to 100 percent, mostly 95"},
		{"p", strings.TrimLeft(m.GetP(), "<>=≤≥ "), "0", "1", "A p value is 0 to 1"},
	} {
		number, smallest, isNumber := numbers(bound.text, cmp.Or(bound.least, bound.text))
		greatest, _, _ := numbers(cmp.Or(bound.most, bound.text), bound.text)
		if isNumber && (number.Cmp(smallest) < 0 || number.Cmp(greatest) > 0) {
			p.Report(facts.ItemPath("outcomes", i, bound.field), "%s, but this is %s. Correct it.", bound.words, bound.text)
			possible = possible && (bound.field == "p" || bound.field == "level")
		}
	}
	return possible
}

// checkCount reports a number of people that is greater than that of the one arm that they are counted in.
func checkCount(p *validate.RecordPass, i int, m *compendiumv1.Trial_Measurement, arms []*compendiumv1.Trial_Arm) {
	k := armOf(m, arms)
	if m.GetMeasure() != compendiumv1.Trial_Measurement_COUNT || k < 0 {
		return
	}
	number, _, ok := numbers(m.GetValue(), m.GetValue())
	if ok && number.Cmp(new(big.Rat).SetInt64(int64(arms[k].GetParticipants()))) > 0 {
		p.Report(facts.ItemPath("outcomes", i, "value"), "The arm %s has %d participants, but this counts %s. Correct "+
			"the wrong one.",
			arms[k].GetId(), arms[k].GetParticipants(), m.GetValue()).
			Related(p.Record, facts.ItemPath("arms", k, "participants"), "The participants of the arm")
	}
}

// numbers parses two numbers. It returns ok=false unless both are decimal numbers, short enough to be meant.
func numbers(a, b string) (x, y *big.Rat, ok bool) {
	x, isX := number(a)
	y, isY := number(b)
	return x, y, isX && isY
}

func number(s string) (*big.Rat, bool) {
	const longest = 30
	if s == "" || len(s) > longest || strings.Trim(s, "-.0123456789") != "" {
		return nil, false
	}
	return new(big.Rat).SetString(s)
}
