package validate

import (
	"fmt"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

var ruleUseUnknown = Rule{
	ID:       "use-unknown",
	Severity: finding.Error,
	Title:    "A fact names a use that the record does not have",
	Explanation: "Authorization events, decisions about paying and ways of giving a drug name the use they belong to by its id. A slip in the id " +
		"takes the fact away from its use: an approval under a wrong id leaves the use off label. Correct the id, or add the use. An " +
		"approval for something that is no use here goes under indication, in words.",
	Bad: `-- drugs/examplinib.yaml --
administrations:
  - {route: ORAL, dose_form: TABLET, frequency: once a day, uses: [sarcoma, chrodoma], cites: [label]}
`,
	Good: `-- drugs/examplinib.yaml --
administrations:
  - {route: ORAL, dose_form: TABLET, frequency: once a day, uses: [sarcoma, chordoma], cites: [label]}
`,
	record: func(p *pass, r *catalog.Record) {
		switch m := r.Message().(type) {
		case *compendiumv1.Drug:
			p.administeredUsesKnown(r, m.Administrations)
			for e := range events(m) {
				p.useKnown(r, e.path("use"), e.GetUse())
			}
			for i, decision := range m.AccessDecisions {
				p.useKnown(r, accessPath(i, "use"), decision.GetUse())
			}
		case *compendiumv1.DrugClass:
			p.administeredUsesKnown(r, m.Administrations)
		}
	},
}

func (p *pass) administeredUsesKnown(r *catalog.Record, administrations []*compendiumv1.Administration) {
	for i, a := range administrations {
		for k, use := range a.GetUses() {
			p.useKnown(r, administrationPath(i, fmt.Sprintf("uses[%d]", k)), use)
		}
	}
}

// useKnown reports a use at a path that is none of the record's ids.
func (p *pass) useKnown(r *catalog.Record, path, use string) {
	ids := p.idsOf(r)
	if use == "" || ids.has[use] {
		return
	}
	todo := "Correct the id, or add the use."
	if nearest := ids.meant(use); nearest != "" {
		todo = "Did you mean " + nearest + "?"
	}
	p.report(r, path, "%s has no use %s. %s", r.Name(), use, todo)
}
