package authorizations

import (
	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules/facts"
)

var accessDecisionAsLabel = validate.Rule{
	ID:       "access-decision-as-label",
	Severity: finding.Error,
	Catalog: func(p *validate.CatalogPass) {
		licenses, decisions := make(map[string]int), make(map[string]int) // by regulator
		for _, r := range p.Catalog.Records(catalog.Drugs) {
			for e := range facts.Events(r.Drug()) {
				licenses[e.GetRegulator()]++
			}
			for _, decision := range r.Drug().GetAccessDecisions() {
				decisions[decision.GetBody()]++
			}
		}
		for _, regulator := range p.Regulators.All() {
			name := regulator.GetName()
			record, ok := p.Catalog.Get(name)
			if !ok {
				continue
			}
			const several = 3
			switch {
			case isPayer(regulator) && licenses[name] >= several && decisions[name] == 0:
				p.Report(record, "kind", "%s is said to decide about reimbursement, but it made %d authorization events and no "+
					"access decision. Correct the kind, or the regulator of the events.", regulator.GetDisplayName(),
					licenses[name])
			case regulator.GetKind() == compendiumv1.Regulator_LICENSING && decisions[name] >= several && licenses[name] == 0:
				p.Report(record, "kind", "%s is said to license medicines, but it made %d access decisions and no authorization "+
					"event. Correct the kind, or the body of the decisions.", regulator.GetDisplayName(), decisions[name])
			}
		}
	},
	Drug: func(p *validate.RecordPass, d *compendiumv1.Drug) {
		for e := range facts.Events(d) {
			body := p.Regulators.Get(e.GetRegulator())
			if body.GetKind() == compendiumv1.Regulator_HEALTH_TECHNOLOGY_ASSESSMENT {
				p.Report(e.Path("regulator"), "%s decides about reimbursement and licenses nothing. Move the event to "+
					"access_decisions.", body.DisplayName).CausedBy(kindOf(p, body))
			}
		}
		for i, use := range d.Uses {
			for j, l := range use.GetLabels() {
				checkLabelSources(p, d, facts.LabelPath(i, j, ""), l)
			}
		}
		for i, decision := range d.AccessDecisions {
			if body := p.Regulators.Get(decision.GetBody()); body.GetKind() == compendiumv1.Regulator_LICENSING {
				p.Report(facts.AccessPath(i, "body"),
					"%s licenses medicines and does not decide about reimbursement. Move the decision to the authorizations of a "+
						"product, or name the body that made it.",
					body.DisplayName).CausedBy(kindOf(p, body))
			}
		}
	},
}

// kindOf returns the field with the kind of a regulator. It is at fault if all that the regulator did is of another
// kind.
func kindOf(p *validate.RecordPass, regulator *compendiumv1.Regulator) finding.Field {
	return finding.Field{File: p.FileOf(regulator.GetName()), Path: "kind"}
}

// checkLabelSources reports reimbursement decisions that a label cites.
func checkLabelSources(p *validate.RecordPass, d *compendiumv1.Drug, path string, l *compendiumv1.Label) {
	for k, key := range l.GetCites() {
		source := facts.Cited(p, d.Citations, key)
		if source.GetKind() == compendiumv1.Source_HTA_GUIDANCE {
			p.Report(facts.CitesPath(path, k), "The label for %s cites %s, a reimbursement decision, which does not show "+
				"whether the use is off label. Cite a product label or a regulator's notice.",
				l.GetJurisdiction(), source.Name)
		}
	}
}
