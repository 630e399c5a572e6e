package labels

import (
	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules/facts"
)

var labelJurisdictionDuplicate = validate.Rule{
	ID:       "label-jurisdiction-duplicate",
	Severity: finding.Error,
	Drug: func(p *validate.RecordPass, d *compendiumv1.Drug) {
		for i, use := range d.Uses {
			first := make(map[string]int, len(use.GetLabels()))
			for j, l := range use.GetLabels() {
				at, seen := first[l.GetJurisdiction()]
				switch {
				case l.GetJurisdiction() == "":
				case seen:
					p.Report(facts.LabelPath(i, j, "jurisdiction"),
						"%s has a second label for %s. Keep one, or correct the jurisdiction.", use.GetId(), l.GetJurisdiction()).
						Related(p.Record, facts.LabelPath(i, at, "jurisdiction"), "The first label for %s", l.GetJurisdiction())
				default:
					first[l.GetJurisdiction()] = j
				}
			}
		}
	},
}
