package drugs

import (
	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules/facts"
)

var conflictUnresolved = validate.Rule{
	ID:       "conflict-unresolved",
	Severity: finding.Error,
	Title:    "Sources disagree and the conflict is not resolved",
	Explanation: "Two sources say different things about one fact, and the record holds one of them without saying why. " +
		"Resolve the conflict: add resolution with the decision, who made it (by role), when, and its basis.",
	Record: func(p *validate.RecordPass) {
		for i, c := range facts.Conflicts(p.Record) {
			if c.GetResolution() == nil {
				p.Report(facts.ItemPath("conflicts", i, ""),
					"The sources disagree on %s, and the conflict has no resolution. Resolve it and say why.", c.GetField())
			}
		}
	},
}
