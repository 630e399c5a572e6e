package trials

import (
	"slices"

	"github.com/opencompendium/compendium/catalog/fold"
	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules/facts"
)

var trialComparesItself = validate.Rule{
	ID:       "trial-compares-itself",
	Severity: finding.Warning,
	Record: validate.On(func(p *validate.RecordPass, trial *compendiumv1.Trial) {
		arms := make(map[string]*compendiumv1.Trial_Arm)
		for _, arm := range trial.GetArms() {
			arms[arm.GetId()] = arm
		}
		for i, outcome := range trial.GetOutcomes() {
			if ids := outcome.GetArms(); len(ids) == 2 && ids[0] != ids[1] && sameArm(arms[ids[0]], arms[ids[1]]) {
				p.Report(facts.ItemPath("outcomes", i, "arms"), "The arms %s and %s are given the same treatment, as far "+
					"as the record says. Correct the wrong one, or state in words of the arms what "+
					"differs.", ids[0], ids[1])
			}
		}
		if len(trial.GetTested()) > 0 && len(trial.GetArms()) == 0 &&
			sameTherapies(trial.GetTested(), trial.GetComparedWith()) {
			p.Report("compared_with", "The trial compares a treatment with itself. Correct the wrong one, or add arms "+
				"that say what differs.").Lower(finding.Info)
		}
	}),
}

// sameArm reports whether two arms of the record are given the same by all that it says.
func sameArm(a, b *compendiumv1.Trial_Arm) bool {
	return a != nil && b != nil && len(a.GetTherapies()) > 0 && sameTherapies(a.GetTherapies(), b.GetTherapies()) &&
		fold.Name(a.GetWords()) == fold.Name(b.GetWords())
}

func sameTherapies(a, b []string) bool {
	return slices.Equal(slices.Sorted(slices.Values(a)), slices.Sorted(slices.Values(b)))
}
