package labels

import (
	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules/facts"
)

var investigationalOnLabel = validate.Rule{
	ID:       "investigational-on-label",
	Severity: finding.Error,
	Drug: func(p *validate.RecordPass, d *compendiumv1.Drug) {
		if d.Lifecycle != compendiumv1.Drug_INVESTIGATIONAL {
			return
		}
		for i, use := range d.Uses {
			for j, l := range use.GetLabels() {
				how := ""
				switch {
				case p.Status(use.GetId(), l.GetJurisdiction()).Status == compendiumv1.Label_ON_LABEL:
					how = "the events make it on label as of " + string(p.AsOf)
				case l != nil && l.OffLabel != nil && !*l.OffLabel:
					how = "the label says off_label: false"
				default:
					continue
				}
				p.Report(facts.LabelPath(i, j, "off_label"),
					"%s is INVESTIGATIONAL, but for %s in %s %s. Make the lifecycle ACTIVE, or correct the label and the events.",
					d.DisplayName, use.GetId(), l.GetJurisdiction(), how).
					Related(p.Record, "lifecycle", "The lifecycle")
			}
		}
	},
}
