package validate

import (
	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/finding"
)

var ruleConflictUnresolved = Rule{
	ID:       "conflict-unresolved",
	Severity: finding.Error,
	Title:    "Sources disagree and nobody has settled it",
	Explanation: "Two sources say different things about one fact, and the record holds one of them without saying why. Settle it: add resolution with " +
		"the decision, who made it by role, when, and what it rests on.",
	Bad: `-- trials/example.yaml --
conflicts:
  - field: tested
    statements:
      - {says: The page says one drug., cites: [page]}
      - {says: The page says two drugs., cites: [page]}
`,
	Good: `-- trials/example.yaml --
conflicts:
  - field: tested
    statements:
      - {says: The page says one drug., cites: [page]}
      - {says: The page says two drugs., cites: [page]}
    resolution: {decision: One., by_role: content editor, date: "2026-01-01", cites: [page]}
`,
	record: func(p *pass, r *catalog.Record) {
		e, ok := evidenceOf(r)
		if !ok {
			return
		}
		for i, c := range e.GetConflicts() {
			if c.GetResolution() == nil {
				p.report(r, itemPath("conflicts", i, ""), "The sources disagree on %s, and the conflict has no resolution. Settle it and say why.", c.GetField())
			}
		}
	},
}
