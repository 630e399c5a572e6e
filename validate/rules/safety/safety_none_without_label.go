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
	Title:    "That a drug has no statement of a kind must come from a label",
	Explanation: "none: true says that a label was read and has no statement of this kind. A page for patients, or an " +
		"article, that does not mention one proves nothing. Cite the label, or record a gap.",
	Drug: func(p *validate.RecordPass, d *compendiumv1.Drug) {
		for i, item := range d.Safety {
			if item.None && facts.CitesNoLabel(p, d.Citations, item.Cites) {
				p.Report(itemPath(i, "none"), "The item says that the label has no %s, but none of its sources is a label. Cite "+
					"that label, or record a gap.", item.Kind)
			}
		}
	},
}
