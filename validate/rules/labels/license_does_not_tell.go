package labels

import (
	"github.com/opencompendium/compendium/catalog/words"
	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules/facts"
)

var licenseDoesNotTell = validate.Rule{
	ID:       "license-does-not-tell",
	Severity: finding.Error,
	Drug: func(p *validate.RecordPass, d *compendiumv1.Drug) {
		eachFlag(d, func(i, j int, use *compendiumv1.Use, l *compendiumv1.Label) {
			derived := p.Status(use.GetId(), l.GetJurisdiction())
			if derived.Status == compendiumv1.Label_UNKNOWN && len(derived.Limits) > 0 {
				p.Report(facts.LabelPath(i, j, "off_label"),
					"%s in %s is flagged off_label: %t, but what is on record of the license does not show whether it covers "+
						"the use; look at %s. State more there, or write unknown with the reason in place of the flag.",
					use.GetId(), l.GetJurisdiction(), l.GetOffLabel(), words.List(words.Each(derived.Limits), "and"))
			}
		})
	},
}
