package safety

import (
	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules/facts"
)

var safetyNoneWithoutLabel = validate.Rule{
	ID:       "safety-none-without-label",
	Severity: finding.Error,
	Drug: func(p *validate.RecordPass, d *compendiumv1.Drug) {
		for i, item := range d.Safety {
			if item.None && facts.CitesNoLabel(p, d.Citations, item.Cites) {
				p.Report(itemPath(i, "none"), "The item says that the label has no %s, but none of its sources is a label. Cite "+
					"that label, or record a gap.", item.Kind)
			}
		}
	},
}
