package authorizations

import (
	"fmt"
	"slices"

	"github.com/opencompendium/compendium/catalog/asof"
	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules/facts"
)

var accessDecisionOutsideMandate = validate.Rule{
	ID:       "access-decision-outside-mandate",
	Severity: finding.Error,
	Drug: func(p *validate.RecordPass, d *compendiumv1.Drug) {
		for i, decision := range d.AccessDecisions {
			body := p.Regulators.Get(decision.GetBody())
			if len(body.GetMandates()) == 0 {
				continue
			}
			for k, jurisdiction := range decision.GetJurisdictions() {
				if slices.ContainsFunc(body.Mandates, func(m *compendiumv1.Regulator_Mandate) bool {
					return asof.Within(jurisdiction, m.GetJurisdiction())
				}) {
					continue
				}
				record, _ := p.Get(decision.GetBody())
				p.Report(fmt.Sprintf("%s[%d]", facts.AccessPath(i, "jurisdictions"), k),
					"%s has a mandate for %s only, but the decision is for %s. Correct the jurisdiction or the body.",
					body.DisplayName, facts.Mandates(body), jurisdiction).
					Related(record, "mandates", "The mandates of %s", body.DisplayName)
			}
		}
	},
}
