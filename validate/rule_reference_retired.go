package validate

import (
	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

var ruleReferenceRetired = Rule{
	ID:       "reference-retired",
	Severity: finding.Error,
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
	Fix: "The name of what replaced it in the end is written.",
	fix: fixRetired,
	catalog: func(p *pass) {
		last := make(replacements)
		for ref := range p.Catalog.References() {
			if !retired(ref.Target) {
				continue
			}
			if name := last.of(p.Catalog, ref.To); name != "" {
				p.report(ref.From, ref.Path, "%s is retired. Name what replaced it: %s.", ref.To, name).
					alongside(ref.Target, "replaced_by", "What replaced it")
				continue
			}
			p.report(ref.From, ref.Path, "%s is retired, and its record does not lead to a drug that replaced it. Mend replaced_by there, or name another drug.", ref.To).
				alongside(ref.Target, "replaced_by", "What should lead on")
		}
	},
}

// retired says whether a record is a tombstone.
func retired(r *catalog.Record) bool {
	return r != nil && !r.Broken() && r.Drug().GetLifecycle() == compendiumv1.Drug_RETIRED
}

// replacements keeps for each tombstone the drug that replaced it in the end, so that a row of tombstones is gone through once.
type replacements map[string]string

// of gives the drug that replaced a tombstone in the end, or "" where the tombstones lead to none or in a circle.
func (known replacements) of(c *catalog.Catalog, name string) string {
	var way []string
	last := ""
	for {
		if found, ok := known[name]; ok {
			last = found
			break
		}
		record, ok := c.Get(name)
		if !ok || record.Kind() != catalog.Drugs {
			break
		}
		if !retired(record) {
			last = name
			break
		}
		known[name] = "" // what comes back here goes in a circle
		way = append(way, name)
		name = record.Drug().GetReplacedBy()
	}
	for _, tombstone := range way {
		known[tombstone] = last
	}
	return last
}
