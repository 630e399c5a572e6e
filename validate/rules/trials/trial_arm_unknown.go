package trials

import (
	"fmt"
	"slices"

	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules/facts"
)

var trialArmUnknown = validate.Rule{
	ID:       "trial-arm-unknown",
	Severity: finding.Error,
	Record: validate.On(func(p *validate.RecordPass, trial *compendiumv1.Trial) {
		for i, outcome := range trial.Outcomes {
			for k, id := range outcome.GetArms() {
				if !slices.ContainsFunc(trial.Arms, func(arm *compendiumv1.Trial_Arm) bool { return arm.GetId() == id }) {
					p.Report(fmt.Sprintf("%s[%d]", facts.ItemPath("outcomes", i, "arms"), k),
						"The trial has no arm %s. Correct the id, or add the arm.", id)
				}
			}
		}
	}),
}
