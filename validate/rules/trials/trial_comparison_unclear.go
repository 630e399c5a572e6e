package trials

import (
	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules/facts"
)

var trialComparisonUnclear = validate.Rule{
	ID:       "trial-comparison-unclear",
	Severity: finding.Warning,
	Record: func(p *validate.RecordPass) {
		trial, ok := p.Record.Message().(*compendiumv1.Trial)
		if !ok {
			return
		}
		for i, outcome := range trial.Outcomes {
			if compares(outcome.GetMeasure()) && len(outcome.GetArms()) != 2 && outcome.GetWords() == "" {
				p.Report(facts.ItemPath("outcomes", i, ""),
					"%s compares two arms, but this one names %s. Add both arms, the tested one first, or state in words "+
						"what was compared.",
					outcome.GetMeasure(), validate.Plural(len(outcome.GetArms()), "arm"))
			}
		}
	},
}

// compares reports whether a number of this kind is a comparison of two groups.
func compares(measure compendiumv1.Trial_Measurement_Measure) bool {
	return isRatio(measure) || measure == compendiumv1.Trial_Measurement_DIFFERENCE
}

func isRatio(measure compendiumv1.Trial_Measurement_Measure) bool {
	switch measure {
	case compendiumv1.Trial_Measurement_HAZARD_RATIO, compendiumv1.Trial_Measurement_ODDS_RATIO,
		compendiumv1.Trial_Measurement_RISK_RATIO:
		return true
	default:
		return false
	}
}
