package trials

import (
	"slices"

	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules/facts"
)

var trialRegistrationDiffers = validate.Rule{
	ID:       "trial-registration-differs",
	Severity: finding.Warning,
	Record: func(p *validate.RecordPass) {
		trial, ok := p.Record.Message().(*compendiumv1.Trial)
		number := trial.GetRegistrations().GetNct()
		if !ok || number == "" {
			return
		}
		var entries []*compendiumv1.Source
		for _, key := range trial.GetRegistrations().GetCites() {
			source := facts.Cited(p, trial.GetCitations(), key)
			if source.GetKind() == compendiumv1.Source_TRIAL_REGISTRY && source.GetIdentifiers().GetNct() != "" {
				entries = append(entries, source)
			}
		}
		if len(entries) > 0 && !slices.ContainsFunc(entries, func(source *compendiumv1.Source) bool {
			return source.GetIdentifiers().GetNct() == number
		}) {
			p.Report("registrations.nct", "The trial is %s, but its entry in the register, %s, is %s. Correct the wrong "+
				"number, or cite the entry of this "+
				"trial.", number, entries[0].GetName(), entries[0].GetIdentifiers().GetNct()).
				CausedBy(finding.Field{File: p.FileOf(entries[0].GetName()), Path: "identifiers.nct"})
		}
	},
}
