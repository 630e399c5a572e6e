package safety

import (
	"fmt"
	"slices"

	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
)

var boxedWarningElsewhere = validate.Rule{
	ID:       "boxed-warning-elsewhere",
	Severity: finding.Info,
	Drug: func(p *validate.RecordPass, d *compendiumv1.Drug) {
		for i, item := range d.Safety {
			if item.Kind != compendiumv1.SafetyItem_BOXED_WARNING || item.None {
				continue
			}
			for k, j := range item.Jurisdictions {
				if slices.Contains(withoutBoxes, j) {
					p.Report(itemPath(i, fmt.Sprintf("jurisdictions[%d]", k)), "Labels of %s have no boxed warnings. Use "+
						"CONTRAINDICATION or WARNING, or correct the jurisdiction.", j)
				}
			}
		}
	},
}

// withoutBoxes are the jurisdictions whose labels surely have no boxed warnings.
var withoutBoxes = []string{"EU", "GB"}
