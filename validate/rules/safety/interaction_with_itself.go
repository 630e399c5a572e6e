package safety

import (
	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
)

var interactionWithItself = validate.Rule{
	ID:       "interaction-with-itself",
	Severity: finding.Error,
	Drug: func(p *validate.RecordPass, d *compendiumv1.Drug) {
		for i, item := range d.Safety {
			for k, partner := range item.With {
				if partner == p.Record.Name() {
					p.Report(partnerPath(i, k), "%s is said to interact with itself. Name the other drug.", partner)
				}
			}
		}
	},
}
