package validate

import (
	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

var ruleInvestigationalOnLabel = Rule{
	ID:       "investigational-on-label",
	Severity: finding.Error,
	Title:    "An investigational drug is on label",
	Explanation: "INVESTIGATIONAL means that the drug is licensed nowhere and given in trials only, so no use of it can be on label. Where a product " +
		"is licensed, make the lifecycle ACTIVE; where none is, correct the flag or the event.",
	Bad: `-- drugs/trialimab.yaml --
names:
  - {text: trialimab, type: INN}
  - {text: Triala, type: BRAND, jurisdictions: [US]}
products:
  - brand: Triala
    jurisdiction: US
    authorizations:
      - {regulator: regulators/agency, use: sarcoma, event: ACCELERATED, date: "2024-02-01", cites: [page]}
uses:
  - id: sarcoma
    condition: conditions/sarcoma
    strength: MAY_BE_USED
    labels:
      - {jurisdiction: US, off_label: false, cites: [page]}
    cites: [page]
gaps:
`,
	Good: `-- drugs/trialimab.yaml --
lifecycle: ACTIVE
names:
  - {text: trialimab, type: INN}
  - {text: Triala, type: BRAND, jurisdictions: [US]}
products:
  - brand: Triala
    jurisdiction: US
    authorizations:
      - {regulator: regulators/agency, use: sarcoma, event: ACCELERATED, date: "2024-02-01", cites: [page]}
uses:
  - id: sarcoma
    condition: conditions/sarcoma
    strength: MAY_BE_USED
    labels:
      - {jurisdiction: US, off_label: false, cites: [page]}
    cites: [page]
gaps:
`,
	drug: func(p *pass, r *catalog.Record, d *compendiumv1.Drug) {
		if d.Lifecycle != compendiumv1.Drug_INVESTIGATIONAL {
			return
		}
		for i, use := range d.Uses {
			for j, l := range use.GetLabels() {
				how := ""
				switch {
				case p.status(d, use.GetId(), l.GetJurisdiction()) == compendiumv1.Label_ON_LABEL:
					how = "the events make it on label as of " + string(p.AsOf)
				case l != nil && l.OffLabel != nil && !*l.OffLabel:
					how = "the label says off_label: false"
				default:
					continue
				}
				p.report(r, labelPath(i, j, "off_label"), "%s is INVESTIGATIONAL, and for %s in %s %s. Make the lifecycle ACTIVE, or correct the label and the events.",
					d.DisplayName, use.GetId(), l.GetJurisdiction(), how).
					alongside(r, "lifecycle", "The lifecycle")
			}
		}
	},
}
