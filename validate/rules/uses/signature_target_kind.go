package uses

import (
	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules/facts"
)

var signatureTargetKind = validate.Rule{
	ID:       "signature-target-kind",
	Severity: finding.Error,
	Record: func(p *validate.RecordPass) {
		for s := range settings(p) {
			for i, b := range s.biomarkers {
				record, ok := p.Get(b.GetTarget())
				if !ok || record.Broken() || b.GetAlteration() != compendiumv1.Biomarker_SIGNATURE {
					continue
				}
				target, _ := record.Message().(*compendiumv1.Target)
				if kind := target.GetKind(); kind != compendiumv1.Target_KIND_UNSPECIFIED && kind != compendiumv1.Target_SIGNATURE {
					p.Report(facts.ItemPath(s.biomarkersPath, i, "alteration"), "%s is of kind %s, which has no signature. "+
						"Refer to a target of kind SIGNATURE, or correct the alteration.", b.GetTarget(), kind).
						Related(record, "kind", "The kind of the target")
				}
			}
		}
	},
}
