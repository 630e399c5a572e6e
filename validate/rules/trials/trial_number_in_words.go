package trials

import (
	"regexp"

	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules/facts"
)

var trialNumberInWords = validate.Rule{
	ID:       "trial-number-in-words",
	Severity: finding.Info,
	Record: validate.On(func(p *validate.RecordPass, trial *compendiumv1.Trial) {
		for i, m := range trial.GetOutcomes() {
			if said := pInWords.FindString(m.GetWords()); said != "" && m.GetP() == "" {
				p.Report(facts.ItemPath("outcomes", i, "words"), "The words have the p value of %s, %q, which nothing finds "+
					"there. Write it in p, or say in the words of what else it is the p value.", m.GetId(), said)
			}
			if said := intervalInWords(m); said != "" {
				p.Report(facts.ItemPath("outcomes", i, "words"), "The words have the interval of %s, %q, which nothing "+
					"compares there. Write it in low and high.", m.GetId(), said)
			}
		}
	}),
}

// pInWords matches a p value, and not that for an interaction or a trend, which says what it is for.
var pInWords = regexp.MustCompile(`\b[Pp](?: value)? ?[=<>≤≥] ?0?\.[0-9]+`)

// interval matches a confidence interval in words, and its ends.
var interval = regexp.MustCompile(`\b(?:[0-9.]+ ?% (?:CI|confidence interval)|CI|[Cc]onfidence interval)[:,]? ?(?:of |from )?` +
	`(-?[0-9]+(?:\.[0-9]+)?) ?%?(?: to | ?[-–] ?|, )(-?[0-9]+(?:\.[0-9]+)?)`)

// intervalInWords returns the interval that the words of a number have, and its own fields do not. One that the number
// is not within is of another number.
func intervalInWords(m *compendiumv1.Trial_Measurement) string {
	if m.GetLow() != "" || m.GetHigh() != "" {
		return ""
	}
	for _, said := range interval.FindAllStringSubmatch(m.GetWords(), -1) {
		value, low, isLow := numbers(m.GetValue(), said[1])
		_, high, isHigh := numbers(m.GetValue(), said[2])
		if isLow && isHigh && low.Cmp(value) <= 0 && value.Cmp(high) <= 0 {
			return said[0]
		}
	}
	return ""
}
