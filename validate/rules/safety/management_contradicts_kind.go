package safety

import (
	"strings"

	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
)

var managementContradictsKind = validate.Rule{
	ID:       "management-contradicts-kind",
	Severity: finding.Warning,
	Drug: func(p *validate.RecordPass, d *compendiumv1.Drug) {
		for i, item := range d.GetSafety() {
			switch item.GetManagement() {
			case compendiumv1.SafetyItem_MONITOR, compendiumv1.SafetyItem_ADJUST_DOSE:
			default:
				continue
			}
			if item.GetKind() == compendiumv1.SafetyItem_CONTRAINDICATION {
				p.Report(itemPath(i, "management"), "The item is a CONTRAINDICATION, but its management is %s. Correct the one "+
					"that is wrong.", item.GetManagement()).Related(p.Record, itemPath(i, "kind"), "The kind")
				continue
			}
			for _, phrase := range prohibitions {
				if strings.Contains(strings.ToLower(item.GetText()), phrase) {
					p.Report(itemPath(i, "management"), "The management is %s, but the text says %q. Correct the one that is "+
						"wrong.", item.GetManagement(), phrase).Related(p.Record, itemPath(i, "text"), "The text")
					break
				}
			}
		}
	},
}

// prohibitions are words that say that two drugs are not given together at all.
var prohibitions = []string{"must not be given", "must not be taken", "must not be used", "is contraindicated",
	"are contraindicated"}
