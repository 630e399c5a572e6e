package labels

import (
	"github.com/opencompendium/compendium/catalog/words"
	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules/facts"
)

var partlyOnLabel = validate.Rule{
	ID:       "partly-on-label",
	Severity: finding.Error,
	Drug: func(p *validate.RecordPass, d *compendiumv1.Drug) {
		eachFlag(d, func(i, j int, use *compendiumv1.Use, l *compendiumv1.Label) {
			derived := p.Status(use.GetId(), l.GetJurisdiction())
			if derived.Status == compendiumv1.Label_PARTLY_ON_LABEL {
				p.Report(facts.LabelPath(i, j, "off_label"),
					"%s in %s is flagged off_label: %t, but the license covers only a part of the use; the two differ in %s. "+
						"Split the use, or write unknown with the reason in place of the flag.",
					use.GetId(), l.GetJurisdiction(), l.GetOffLabel(), words.List(words.Each(derived.Limits), "and"))
			}
		})
	},
}

// eachFlag calls visit for each label with a flag.
func eachFlag(d *compendiumv1.Drug, visit func(i, j int, use *compendiumv1.Use, l *compendiumv1.Label)) {
	for i, use := range d.GetUses() {
		for j, l := range use.GetLabels() {
			if l.GetJurisdiction() != "" && l.OffLabel != nil {
				visit(i, j, use, l)
			}
		}
	}
}
