package validate

import (
	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

var ruleWithdrawnAsStandard = Rule{
	ID:       "withdrawn-as-standard",
	Severity: finding.Error,
	Title:    "A drug that is not available is presented as treatment",
	Explanation: "A drug that was withdrawn, that is only given in trials or that no product is licensed for any more is nobody's standard first " +
		"treatment; a reader would ask for it in vain. Look at what the source says today and lower the strength, or correct the lifecycle or " +
		"the events. That a withdrawn drug may be used, or sometimes is, is a warning: the source may be older than the withdrawal.",
	Bad: `-- drugs/trialimab.yaml --
uses:
  - id: sarcoma
    condition: conditions/sarcoma
    strength: STANDARD_FIRST
    labels:
      - {jurisdiction: US, off_label: true, cites: [page]}
    cites: [page]
`,
	Good: `-- drugs/trialimab.yaml --
uses:
  - id: sarcoma
    condition: conditions/sarcoma
    strength: INVESTIGATIONAL
    labels:
      - {jurisdiction: US, off_label: true, cites: [page]}
    cites: [page]
`,
	drug: func(p *pass, r *catalog.Record, d *compendiumv1.Drug) {
		for i, use := range d.Uses {
			switch use.GetStrength() {
			case compendiumv1.Use_STANDARD_FIRST:
				p.standardCanBeHad(r, d, i, use)
			case compendiumv1.Use_MAY_BE_USED, compendiumv1.Use_SOMETIMES_USED:
				if d.Lifecycle == compendiumv1.Drug_WITHDRAWN {
					p.report(r, usePath(i, "strength"), "%s is WITHDRAWN, and its use %s is presented as usable: %s. Look whether the source is older than the withdrawal.",
						d.DisplayName, use.GetId(), use.GetStrength()).
						alongside(r, "lifecycle", "The lifecycle").as(finding.Warning)
				}
			}
		}
	},
}

func (p *pass) standardCanBeHad(r *catalog.Record, d *compendiumv1.Drug, i int, use *compendiumv1.Use) {
	const todo = "Lower the strength, or correct the %s."
	switch {
	case d.Lifecycle == compendiumv1.Drug_WITHDRAWN || d.Lifecycle == compendiumv1.Drug_INVESTIGATIONAL:
		p.report(r, usePath(i, "strength"), "%s is %s, and its use %s is presented as the standard first treatment. "+todo, d.DisplayName, d.Lifecycle, use.GetId(), "lifecycle").
			alongside(r, "lifecycle", "The lifecycle")
	case p.licensedNowhere(d, use):
		fault, unread := p.eventOfLabelsAtFault(r, d, use)
		if unread {
			return
		}
		p.report(r, usePath(i, "strength"), "%s is licensed for %s in none of the jurisdictions of its labels as of %s: the license ended, or there never was one. The use is presented as the standard first treatment. "+todo,
			d.DisplayName, use.GetId(), p.AsOf, "events").
			alongside(r, usePath(i, "labels"), "The labels of the use").following(fault)
	}
}

// licensedNowhere says whether the use has labels, and in each of their jurisdictions its license has ended or the drug never had one.
func (p *pass) licensedNowhere(d *compendiumv1.Drug, use *compendiumv1.Use) bool {
	for _, l := range use.GetLabels() {
		switch p.status(d, use.GetId(), l.GetJurisdiction()) {
		case compendiumv1.Label_FORMERLY_ON_LABEL, compendiumv1.Label_UNLICENSED:
		default:
			return false
		}
	}
	return len(use.GetLabels()) > 0
}

// eventOfLabelsAtFault finds an event at fault, as eventAtFault does, in any of the jurisdictions that a use has labels for.
func (p *pass) eventOfLabelsAtFault(r *catalog.Record, d *compendiumv1.Drug, use *compendiumv1.Use) (at finding.Field, unread bool) {
	for _, l := range use.GetLabels() {
		fault, lost := p.eventAtFault(r, d, use.GetId(), l.GetJurisdiction())
		unread = unread || lost
		if at == (finding.Field{}) {
			at = fault
		}
	}
	return at, unread
}
