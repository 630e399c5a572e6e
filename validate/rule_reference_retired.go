package validate

import (
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

var ruleReferenceRetired = Rule{
	ID:       "reference-retired",
	Severity: Error,
	Title:    "A reference leads to a retired name",
	Explanation: "A retired record is a tombstone that says what replaced it, for clients that still have the old name. Within the catalog " +
		"nothing refers to it. Name what replaced it.",
	Bad: `-- drugs/oldimab.yaml --
display_name: Oldimab
lifecycle: RETIRED
replaced_by: drugs/trialimab
-- trials/example.yaml --
tested: [drugs/oldimab]
`,
	Good: `-- drugs/oldimab.yaml --
display_name: Oldimab
lifecycle: RETIRED
replaced_by: drugs/trialimab
-- trials/example.yaml --
tested: [drugs/trialimab]
`,
	catalog: func(p *pass) {
		for _, ref := range p.Catalog.References() {
			if ref.Target == nil || ref.Target.Broken() {
				continue
			}
			if drug := ref.Target.Drug(); drug != nil && drug.Lifecycle == compendiumv1.Drug_RETIRED {
				p.report(ref.From, ref.Path, "%s is retired. Name what replaced it: %s.", ref.To, drug.ReplacedBy).
					alongside(ref.Target, "replaced_by", "What replaced it")
			}
		}
	},
}
