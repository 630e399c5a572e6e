package trials

import (
	"google.golang.org/protobuf/proto"

	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules/facts"
)

var trialComparisonUnclear = validate.Rule{
	ID:       "trial-comparison-unclear",
	Severity: finding.Warning,
	Record: validate.On(func(p *validate.RecordPass, trial *compendiumv1.Trial) {
		first := make(map[string]int)
		for i, outcome := range trial.Outcomes {
			if compares(outcome.GetMeasure()) && len(outcome.GetArms()) != 2 && outcome.GetWords() == "" {
				p.Report(facts.ItemPath("outcomes", i, ""),
					"%s compares two arms, but this one names %s. Add both arms, the tested one first, or state in words "+
						"what was compared.",
					outcome.GetMeasure(), validate.Plural(len(outcome.GetArms()), "arm"))
				continue
			}
			of := whatItIsOf(outcome)
			if j, twice := first[of]; twice {
				p.Report(facts.ItemPath("outcomes", i, ""), "%s is of what %s is of: nothing sets the two apart. "+
					"Correct the endpoint or the arms, remove it if it is a copy, or say what differs, as in population or "+
					"timepoint.",
					outcome.GetId(), trial.Outcomes[j].GetId()).
					Related(p.Record, facts.ItemPath("outcomes", j, ""), "The first")
				continue
			}
			first[of] = i
		}
	}),
}

// whatItIsOf returns what sets a measurement apart from the others of its trial: all but its ID and its numbers.
func whatItIsOf(m *compendiumv1.Trial_Measurement) string {
	m = proto.CloneOf(m)
	m.Id, m.Value, m.Low, m.High, m.P = "", "", "", "", ""
	of, err := proto.MarshalOptions{Deterministic: true}.Marshal(m)
	if err != nil { // a text of it is not UTF-8, which is reported where it is
		return m.String()
	}
	return string(of)
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
