package drugs

import (
	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules/facts"
)

var conflictUnresolved = validate.Rule{
	ID:       "conflict-unresolved",
	Severity: finding.Error,
	Title:    "Sources disagree and nobody has settled it",
	Explanation: "Two sources say different things about one fact, and the record holds one of them without saying why. Settle it: add resolution with " +
		"the decision, who made it by role, when, and what it rests on.",
	Record: func(p *validate.RecordPass) {
		e, ok := facts.Evidence(p.Record)
		if !ok {
			return
		}
		for i, c := range e.GetConflicts() {
			if c.GetResolution() == nil {
				p.Report(facts.ItemPath("conflicts", i, ""), "The sources disagree on %s, and the conflict has no resolution. Settle it and say why.", c.GetField())
			}
		}
	},
}
