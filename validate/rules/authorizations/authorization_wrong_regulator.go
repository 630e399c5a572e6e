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
	Title:    "An event is by a regulator without a mandate where the product is",
	Explanation: "A product is licensed by the regulator of its jurisdiction, and a mandate may end: decisions of the European Union hold in Great " +
		"Britain until the end of 2020 only. An event of another regulator says nothing there, and the catalog passes over it when it derives " +
		"statuses. Correct the regulator, or move the event to the product of the regulator's own jurisdiction.",
	Drug: func(p *validate.RecordPass, d *compendiumv1.Drug) {
		for e := range facts.Events(d) {
			regulator := p.Regulators.Get(e.GetRegulator())
			jurisdiction := e.Product.GetJurisdiction()
			// Without a mandate at all the regulator's record is what is wrong. An event without a first day may be within every mandate.
			if regulator.GetKind() != compendiumv1.Regulator_LICENSING || len(regulator.GetMandates()) == 0 || jurisdiction == "" {
				continue
			}
			first, _, _ := facts.EventDays(e.AuthorizationEvent)
			if facts.LicensesOn(regulator, jurisdiction, first) {
				continue
			}
			record, _ := p.Get(e.GetRegulator())
			p.Report(e.Path("regulator"), "The %s stands under a product of %s, and %s has a mandate for %s only. Correct the regulator or the date, or move the event to another product.",
				e.Words(), jurisdiction, regulator.DisplayName, facts.Mandates(regulator)).
				Related(record, "mandates", "The mandates of %s", regulator.DisplayName).
				CausedBy(finding.Field{File: p.Record.File(), Path: facts.ItemPath("products", e.ProductIndex, "jurisdiction")})
		}
	},
}
