package uses

import (
	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules/facts"
)

var biomarkerUnclear = validate.Rule{
	ID:       "biomarker-unclear",
	Severity: finding.Warning,
	Record: func(p *validate.RecordPass) {
		for s := range settings(p) {
			for i, b := range s.biomarkers {
				at := func(field string) string { return facts.ItemPath(s.biomarkersPath, i, field) }
				if b.GetAlteration() == compendiumv1.Biomarker_WILD_TYPE &&
					b.GetPresence() == compendiumv1.Biomarker_ABSENT {
					p.Report(at("presence"), "%s must not be unaltered, which does not say how it must be altered. Write the "+
						"alteration that must be present.", b.GetTarget())
				}
				if b.GetAlteration() == compendiumv1.Biomarker_ALLELE && b.GetVariant() == "" {
					p.Report(at("alteration"), "The allele of %s is not named. Add variant, as in variant: \"A*02:01\".",
						b.GetTarget())
				}
				if b.GetVariantOf() != "" && b.GetVariant() == "" {
					p.Report(at("variant_of"), "variant_of names the group of a variant, but there is no variant. Move it to "+
						"variant.")
				}
			}
		}
	},
}
