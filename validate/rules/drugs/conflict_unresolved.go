package drugs

import (
	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules/facts"
)

var conflictUnresolved = validate.Rule{
	ID:       "conflict-unresolved",
	Severity: finding.Warning,
	Record: func(p *validate.RecordPass) {
		for i, c := range catalog.Conflicts(p.Record.Message()) {
			if c.GetResolution() == nil {
				p.Report(facts.ItemPath("conflicts", i, ""),
					"The sources disagree on %s, and the conflict has no resolution. Resolve it and say why.", c.GetField())
			}
		}
	},
}
