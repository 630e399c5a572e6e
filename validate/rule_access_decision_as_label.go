package validate

import (
	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

var ruleAccessDecisionAsLabel = Rule{
	ID:       "access-decision-as-label",
	Severity: finding.Error,
	Title:    "A decision about paying is not a license",
	Explanation: "Bodies such as NICE and SMC decide whether a health service pays for a medicine that regulators have licensed. \"Not approved by " +
		"NICE\" says nothing about off label, and a license says nothing about who pays. Record what such a body decides under " +
		"access_decisions, let labels cite what regulators and labels say, and record what a regulator does under a product's authorizations.",
	Bad: `-- drugs/examplinib.yaml --
products:
  - brand: Exampla
    jurisdiction: US
    authorizations:
      - {regulator: regulators/agency, use: sarcoma, event: APPROVED, date: "2010-05-01", cites: [label]}
      - {regulator: regulators/payer, use: chordoma, event: REFUSED, date: "2014-05-01", reason: It costs too much., cites: [page]}
`,
	Good: `-- drugs/examplinib.yaml --
access_decisions:
  - {body: regulators/payer, use: chordoma, decision: NOT_RECOMMENDED, date: "2014-05-01", summary: It costs too much., cites: [page]}
`,
	drug: func(p *pass, r *catalog.Record, d *compendiumv1.Drug) {
		for e := range events(d) {
			if body := p.regulator(e.GetRegulator()); body.GetKind() == compendiumv1.Regulator_HEALTH_TECHNOLOGY_ASSESSMENT {
				p.report(r, e.path("regulator"), "%s decides about paying and licenses nothing. Move the event to access_decisions.", body.DisplayName)
			}
		}
		for i, use := range d.Uses {
			for j, l := range use.GetLabels() {
				p.labelCitesNoPayer(r, d, labelPath(i, j, ""), l)
			}
		}
		for i, decision := range d.AccessDecisions {
			if body := p.regulator(decision.GetBody()); body.GetKind() == compendiumv1.Regulator_LICENSING {
				p.report(r, accessPath(i, "body"), "%s licenses and does not decide about paying. Move the decision to the authorizations of a product, or name the body that made it.",
					body.DisplayName)
			}
		}
	},
}

func (p *pass) labelCitesNoPayer(r *catalog.Record, d *compendiumv1.Drug, path string, l *compendiumv1.Label) {
	for k, key := range l.GetCites() {
		source := p.cited(d.Citations, key)
		if source.GetKind() == compendiumv1.Source_HTA_GUIDANCE {
			p.report(r, citesPath(path, k), "The label for %s cites %s, a decision about paying, which shows nothing about off label. Cite a label or a regulator's notice.",
				l.GetJurisdiction(), source.Name)
		}
	}
}
