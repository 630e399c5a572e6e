package labels

import (
	"github.com/opencompendium/compendium/catalog/label"
	"github.com/opencompendium/compendium/catalog/scope"
	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules/facts"
)

var licenseMayCover = validate.Rule{
	ID:       "license-may-cover",
	Severity: finding.Warning,
	Drug: func(p *validate.RecordPass, d *compendiumv1.Drug) {
		eachFlag(d, func(i, j int, use *compendiumv1.Use, l *compendiumv1.Label) {
			if !l.GetOffLabel() || p.Status(use.GetId(), l.GetJurisdiction()).Status != compendiumv1.Label_OFF_LABEL {
				return
			}
			for e := range facts.Events(d) {
				licensed := useOf(d, e.GetUse())
				if licensed == nil || licensed == use || !label.Grants(e.GetEvent()) ||
					e.Product.GetJurisdiction() != l.GetJurisdiction() ||
					p.Status(licensed.GetId(), l.GetJurisdiction()).Status != compendiumv1.Label_ON_LABEL {
					continue
				}
				if scope.Compare([]*compendiumv1.Scope{scope.Of(licensed)}, use, p.Message).Coverage == scope.Covers {
					p.Report(facts.LabelPath(i, j, "off_label"),
						"%s in %s is flagged off label, but lies within %s, for which %s is licensed there. If the license covers "+
							"it, state its scopes in place of use.",
						use.GetId(), l.GetJurisdiction(), licensed.GetId(), d.GetName()).
						Related(p.Record, e.Path("use"), "The license")
					return
				}
			}
		})
	},
}

// useOf returns the use of an ID, or nil.
func useOf(d *compendiumv1.Drug, id string) *compendiumv1.Use {
	for _, use := range d.GetUses() {
		if id != "" && use.GetId() == id {
			return use
		}
	}
	return nil
}
