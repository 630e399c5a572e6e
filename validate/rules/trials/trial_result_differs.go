package trials

import (
	"regexp"
	"slices"
	"strings"

	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules/facts"
)

var trialResultDiffers = validate.Rule{
	ID:       "trial-result-differs",
	Severity: finding.Info,
	Record: validate.On(func(p *validate.RecordPass, trial *compendiumv1.Trial) {
		checkBegun(p, trial)
		for i, result := range trial.GetResults() {
			if !checkCompared(p, trial, i) {
				continue
			}
			switch said := result.GetOutcome(); said {
			case compendiumv1.Trial_BETTER, compendiumv1.Trial_WORSE:
				if first, _, _ := strings.Cut(result.GetSummary(), ". "); noGain.MatchString(first) {
					p.Report(facts.ItemPath("results", i, "outcome"), "The result is %s, and its summary begins otherwise. Correct "+
						"the one that is wrong.", said).Related(p.Record, facts.ItemPath("results", i, "summary"), "The summary")
					continue
				}
			case compendiumv1.Trial_NO_DIFFERENCE:
			default:
				continue
			}
			checkNumbers(p, trial, i)
		}
	}),
}

// checkCompared reports a result that compares, of a trial that has nothing to compare with, and returns false for it.
func checkCompared(p *validate.RecordPass, trial *compendiumv1.Trial, i int) bool {
	switch said := trial.GetResults()[i].GetOutcome(); said {
	case compendiumv1.Trial_BETTER, compendiumv1.Trial_WORSE, compendiumv1.Trial_MIXED, compendiumv1.Trial_NO_DIFFERENCE:
		if !hasComparison(trial) {
			p.Report(facts.ItemPath("results", i, "outcome"), "The result is %s, but the trial has no arm to compare with and "+
				"nothing in compared_with. Add what its source says that it was compared with. If there was nothing, the "+
				"result is UNCONTROLLED; if the source does not say, record a gap on compared_with.", said)
			return false
		}
	default:
	}
	return true
}

// hasComparison reports whether a trial compares, or says that it is not known with what.
func hasComparison(trial *compendiumv1.Trial) bool {
	return len(trial.GetComparedWith()) > 0 || len(trial.GetArms()) > 1 ||
		slices.ContainsFunc(trial.GetArms(), isComparator) ||
		slices.ContainsFunc(trial.GetOutcomes(), func(m *compendiumv1.Trial_Measurement) bool {
			return len(m.GetArms()) > 1 || compares(m.GetMeasure())
		}) ||
		slices.ContainsFunc(trial.GetGaps(), func(g *compendiumv1.Gap) bool {
			return g.GetField() == "compared_with" || g.GetField() == "arms"
		})
}

// noGain matches the words of a summary that tell of no difference.
var noGain = regexp.MustCompile(`(?i)\b(no (longer|better|difference|more often)|not differ)\b`)

// checkNumbers reports a result if there are numbers that it may rest on and none of them shows it. Of several results,
// each rests on the numbers of its own sources.
func checkNumbers(p *validate.RecordPass, trial *compendiumv1.Trial, i int) {
	result := trial.GetResults()[i]
	said, other := result.GetOutcome(), -1
	for k, m := range trial.GetOutcomes() {
		if len(trial.GetResults()) > 1 && !slices.ContainsFunc(m.GetCites(), func(key string) bool {
			return slices.Contains(result.GetCites(), key)
		}) {
			continue
		}
		switch shown, ok := shows(m); {
		case ok && shown != said:
			other = k
		case isOpposite(m, said):
		case said == compendiumv1.Trial_NO_DIFFERENCE && !ok && len(m.GetArms()) == 1: // it tells of one arm alone
		case ok || !isCompared(trial, m.GetEndpoint()):
			return // the result may rest on it
		}
	}
	if other >= 0 {
		p.Report(facts.ItemPath("results", i, "outcome"), "The result is %s, but no number shows it: each interval includes "+
			"no difference or points the other way. Correct what is wrong, or add the number that the result rests "+
			"on.", said).
			Related(p.Record, facts.ItemPath("outcomes", other, ""), "A number that does not show it")
	}
}

// isOpposite reports whether the hazard ratio of a survival without an interval is on the other side of 1 than what a
// result says.
func isOpposite(m *compendiumv1.Trial_Measurement, said compendiumv1.Trial_Outcome) bool {
	value, none, ok := numbers(m.GetValue(), "1")
	if !ok || m.GetMeasure() != compendiumv1.Trial_Measurement_HAZARD_RATIO || !isSurvival(m.GetEndpoint()) {
		return false
	}
	return said == compendiumv1.Trial_BETTER && value.Cmp(none) > 0 ||
		said == compendiumv1.Trial_WORSE && value.Cmp(none) < 0
}

// checkBegun reports numbers or a result of a trial that is said not to have begun.
func checkBegun(p *validate.RecordPass, trial *compendiumv1.Trial) {
	switch trial.GetStatus() {
	case compendiumv1.Trial_NOT_YET_RECRUITING, compendiumv1.Trial_WITHDRAWN:
	default:
		return
	}
	report := func(path string) {
		p.Report("status", "The status is %s, but the trial has results. Look the trial up in its register, and correct "+
			"what is wrong. Where no source tells the present status, it is UNKNOWN.", trial.GetStatus()).
			Related(p.Record, path, "A result")
	}
	if len(trial.GetOutcomes()) > 0 {
		report(facts.ItemPath("outcomes", 0, ""))
		return
	}
	if i := slices.IndexFunc(trial.GetResults(), func(result *compendiumv1.Trial_Result) bool {
		return result.GetOutcome() != compendiumv1.Trial_PENDING
	}); i >= 0 {
		report(facts.ItemPath("results", i, "outcome"))
	}
}

// shows returns what a comparison shows by its interval. It returns ok=false for another number, and where it
// depends on the endpoint whether more is better.
func shows(m *compendiumv1.Trial_Measurement) (compendiumv1.Trial_Outcome, bool) {
	none := "0"
	if isRatio(m.GetMeasure()) {
		none = "1"
	}
	low, equal, isLow := numbers(m.GetLow(), none)
	high, _, isHigh := numbers(m.GetHigh(), none)
	switch usual := m.GetLevel() == "" || m.GetLevel() == "95"; {
	case !compares(m.GetMeasure()) || !isLow || !isHigh || !usual:
		return 0, false
	case low.Cmp(equal) <= 0 && high.Cmp(equal) >= 0:
		return compendiumv1.Trial_NO_DIFFERENCE, true
	case m.GetMeasure() != compendiumv1.Trial_Measurement_HAZARD_RATIO || !isSurvival(m.GetEndpoint()):
		return 0, false
	case high.Cmp(equal) < 0:
		return compendiumv1.Trial_BETTER, true
	default:
		return compendiumv1.Trial_WORSE, true
	}
}

// isCompared reports whether there is a comparison with an interval for an endpoint.
func isCompared(trial *compendiumv1.Trial, endpoint compendiumv1.Trial_Measurement_Endpoint) bool {
	return slices.ContainsFunc(trial.GetOutcomes(), func(m *compendiumv1.Trial_Measurement) bool {
		_, ok := shows(m)
		return ok && m.GetEndpoint() == endpoint
	})
}

// isSurvival reports whether an endpoint is a time that is better the longer it is.
func isSurvival(endpoint compendiumv1.Trial_Measurement_Endpoint) bool {
	switch endpoint {
	case compendiumv1.Trial_Measurement_OVERALL_SURVIVAL, compendiumv1.Trial_Measurement_PROGRESSION_FREE_SURVIVAL,
		compendiumv1.Trial_Measurement_EVENT_FREE_SURVIVAL, compendiumv1.Trial_Measurement_DISEASE_FREE_SURVIVAL:
		return true
	default:
		return false
	}
}
