package validate

import (
	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

var ruleLabelJurisdictionDuplicate = Rule{
	ID:       "label-jurisdiction-duplicate",
	Severity: finding.Error,
	Title:    "A use has two labels for one jurisdiction",
	Explanation: "A use is off label in a jurisdiction or it is not. Two entries for one jurisdiction leave open which one is read, even where they " +
		"agree today. Keep one; often the other was meant for another jurisdiction.",
	Bad: `-- drugs/examplinib.yaml --
uses:
  - id: sarcoma
    condition: conditions/sarcoma
    strength: STANDARD_FIRST
    labels:
      - {jurisdiction: US, off_label: false, cites: [label]}
      - {jurisdiction: US, off_label: false, cites: [page]}
    cites: [page]
`,
	Good: `-- drugs/examplinib.yaml --
uses:
  - id: sarcoma
    condition: conditions/sarcoma
    strength: STANDARD_FIRST
    labels:
      - {jurisdiction: US, off_label: false, cites: [label, page]}
    cites: [page]
`,
	drug: func(p *pass, r *catalog.Record, d *compendiumv1.Drug) {
		for i, use := range d.Uses {
			first := make(map[string]int, len(use.GetLabels()))
			for j, l := range use.GetLabels() {
				at, seen := first[l.GetJurisdiction()]
				switch {
				case l.GetJurisdiction() == "":
				case seen:
					p.report(r, labelPath(i, j, "jurisdiction"), "%s has a second label for %s. Keep one, or correct the jurisdiction.", use.GetId(), l.GetJurisdiction()).
						alongside(r, labelPath(i, at, "jurisdiction"), "The first label for %s", l.GetJurisdiction())
				default:
					first[l.GetJurisdiction()] = j
				}
			}
		}
	},
}
