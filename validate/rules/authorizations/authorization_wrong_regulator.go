package authorizations

import (
	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules/facts"
)

var authorizationWrongRegulator = validate.Rule{
	ID:       "authorization-wrong-regulator",
	Severity: finding.Error,
	Drug: func(p *validate.RecordPass, d *compendiumv1.Drug) {
		for e := range facts.Events(d) {
			regulator := p.Regulators.Get(e.GetRegulator())
			jurisdiction := e.Product.GetJurisdiction()
			// A regulator without any mandate is the fault of its own record. An event without a first day may be within any
			// mandate.
			if regulator.GetKind() != compendiumv1.Regulator_LICENSING || len(regulator.GetMandates()) == 0 ||
				jurisdiction == "" {
				continue
			}
			first, last, _ := facts.EventDays(e.AuthorizationEvent)
			if facts.LicensesWithin(regulator, jurisdiction, first, last) {
				continue
			}
			record, _ := p.Get(e.GetRegulator())
			p.Report(e.Path("regulator"), "The %s is listed under a product of %s, but %s has a mandate for %s only. Correct "+
				"the regulator or the date, or move the event to another product.",
				e.Words(), jurisdiction, regulator.DisplayName, facts.Mandates(regulator)).
				Related(record, "mandates", "The mandates of %s", regulator.DisplayName).
				CausedBy(finding.Field{File: p.Record.File(), Path: facts.ItemPath("products", e.ProductIndex, "jurisdiction")})
		}
	},
}
