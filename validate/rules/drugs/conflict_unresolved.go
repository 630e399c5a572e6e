package drugs

import (
	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules/facts"
)

var conflictUnresolved = validate.Rule{
	ID:       "conflict-unresolved",
	Severity: finding.Warning,
	Title:    "Sources disagree and the conflict is not resolved",
	Explanation: "Two sources say different things about one fact, and nobody has decided between them. The conflict is " +
		"served and shown with both statements as long as it is open. Where it can be decided, add resolution with the " +
		"decision, who made it (by role), when, and its basis.",
	Record: func(p *validate.RecordPass) {
		for i, c := range facts.Conflicts(p.Record) {
			if c.GetResolution() == nil {
				p.Report(facts.ItemPath("conflicts", i, ""),
					"The sources disagree on %s, and the conflict has no resolution. Resolve it and say why.", c.GetField())
			}
		}
	},
}
