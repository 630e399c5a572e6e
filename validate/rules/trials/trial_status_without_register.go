package trials

import (
	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules/facts"
)

var trialStatusWithoutRegister = validate.Rule{
	ID:       "trial-status-without-register",
	Severity: finding.Info,
	Record: validate.On(func(p *validate.RecordPass, trial *compendiumv1.Trial) {
		numbers := registrations(trial)
		switch trial.GetStatus() {
		case compendiumv1.Trial_UNKNOWN, compendiumv1.Trial_STATUS_UNSPECIFIED:
			return
		default:
		}
		if len(numbers) == 0 { // no register has it, as far as the record says
			return
		}
		for key := range trial.GetCitations() {
			switch source := facts.Cited(p, trial.GetCitations(), key); {
			case source == nil: // it may be one
				return
			case source.GetKind() == compendiumv1.Source_TRIAL_REGISTRY, source.GetKind() == compendiumv1.Source_REGISTER:
				return
			}
		}
		p.Report("status", "The status is %s, and the record cites no register of trials. Look %s up in its register, and "+
			"cite that under status_cites; if it cannot be looked up and no other source states the status, write UNKNOWN.",
			trial.GetStatus(), numbers[0].number).
			Related(p.Record, "registrations."+numbers[0].field, "The number in the register")
	}),
}
