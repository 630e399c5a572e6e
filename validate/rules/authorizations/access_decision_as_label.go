package authorizations

import (
	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules/facts"
)

var accessDecisionAsLabel = validate.Rule{
	ID:       "access-decision-as-label",
	Severity: finding.Error,
	Title:    "A decision about paying is not a license",
	Explanation: "Bodies such as NICE and SMC decide whether a health service pays for a medicine that regulators have licensed. \"Not approved by " +
		"NICE\" says nothing about off label, and a license says nothing about who pays. Record what such a body decides under " +
		"access_decisions, let labels cite what regulators and labels say, and record what a regulator does under a product's authorizations.",
	Drug: func(p *validate.RecordPass, d *compendiumv1.Drug) {
		for e := range facts.Events(d) {
			if body := p.Regulators.Get(e.GetRegulator()); body.GetKind() == compendiumv1.Regulator_HEALTH_TECHNOLOGY_ASSESSMENT {
				p.Report(e.Path("regulator"), "%s decides about paying and licenses nothing. Move the event to access_decisions.", body.DisplayName)
			}
		}
		for i, use := range d.Uses {
			for j, l := range use.GetLabels() {
				labelCitesNoPayer(p, d, facts.LabelPath(i, j, ""), l)
			}
		}
		for i, decision := range d.AccessDecisions {
			if body := p.Regulators.Get(decision.GetBody()); body.GetKind() == compendiumv1.Regulator_LICENSING {
				p.Report(facts.AccessPath(i, "body"), "%s licenses and does not decide about paying. Move the decision to the authorizations of a product, or name the body that made it.",
					body.DisplayName)
			}
		}
	},
}

func labelCitesNoPayer(p *validate.RecordPass, d *compendiumv1.Drug, path string, l *compendiumv1.Label) {
	for k, key := range l.GetCites() {
		source := facts.Cited(p, d.Citations, key)
		if source.GetKind() == compendiumv1.Source_HTA_GUIDANCE {
			p.Report(facts.CitesPath(path, k), "The label for %s cites %s, a decision about paying, which shows nothing about off label. Cite a label or a regulator's notice.",
				l.GetJurisdiction(), source.Name)
		}
	}
}
