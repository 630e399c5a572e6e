package uses

import (
	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules/facts"
)

var biomarkerDuplicate = validate.Rule{
	ID:       "biomarker-duplicate",
	Severity: finding.Warning,
	Record: func(p *validate.RecordPass) {
		for s := range settings(p) {
			first := make(map[string]int)
			for i, b := range s.biomarkers {
				key := canonical(b.ProtoReflect())
				at, seen := first[key]
				switch {
				case b.GetTarget() == "": // field-required reports it
				case seen:
					p.Report(facts.ItemPath(s.biomarkersPath, i, ""), "This biomarker of %s is listed twice. Keep one.",
						b.GetTarget()).
						Related(p.Record, facts.ItemPath(s.biomarkersPath, at, ""), "The first")
				default:
					first[key] = i
				}
			}
		}
	},
}
