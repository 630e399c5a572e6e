package safety

import (
	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
)

var safetyNoneContradicted = validate.Rule{
	ID:       "safety-none-contradicted",
	Severity: finding.Error,
	Drug: func(p *validate.RecordPass, d *compendiumv1.Drug) {
		for i, none := range d.Safety {
			if !none.None {
				continue
			}
			for j, item := range d.Safety {
				if !item.None && item.Kind == none.Kind && meet(p, d, none, item) {
					p.Report(itemPath(i, "none"), "The item says that there is no %s, and another item has one for the same "+
						"jurisdiction and product. Remove the wrong one, or say where and for which products each holds.", none.Kind).
						Related(p.Record, itemPath(j, ""), "The other item")
					break
				}
			}
		}
	},
}
