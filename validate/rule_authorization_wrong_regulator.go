package validate

import (
	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

var ruleAuthorizationWrongRegulator = Rule{
	ID:       "authorization-wrong-regulator",
	Severity: finding.Error,
	Title:    "An event is by a regulator without a mandate where the product is",
	Explanation: "A product is licensed by the regulator of its jurisdiction, and a mandate may end: decisions of the European Union hold in Great " +
		"Britain until the end of 2020 only. An event of another regulator says nothing there, and the catalog passes over it when it derives " +
		"statuses. Correct the regulator, or move the event to the product of the regulator's own jurisdiction.",
	Bad: `-- regulators/office.yaml --
display_name: Office
kind: LICENSING
mandates:
  - {jurisdiction: CA}
-- drugs/examplinib.yaml --
names:
  - {text: examplinib, type: INN}
  - {text: Exampla, type: BRAND, jurisdictions: [US, CA]}
products:
  - brand: Exampla
    jurisdiction: US
    authorizations:
      - {regulator: regulators/agency, use: sarcoma, event: APPROVED, date: "2010-05-01", cites: [label]}
  - brand: Exampla
    jurisdiction: CA
    authorizations:
      - {regulator: regulators/agency, indication: lymphoma, event: APPROVED, date: "2011-05-01", cites: [label]}
`,
	Good: `-- regulators/office.yaml --
display_name: Office
kind: LICENSING
mandates:
  - {jurisdiction: CA}
-- drugs/examplinib.yaml --
names:
  - {text: examplinib, type: INN}
  - {text: Exampla, type: BRAND, jurisdictions: [US, CA]}
products:
  - brand: Exampla
    jurisdiction: US
    authorizations:
      - {regulator: regulators/agency, use: sarcoma, event: APPROVED, date: "2010-05-01", cites: [label]}
  - brand: Exampla
    jurisdiction: CA
    authorizations:
      - {regulator: regulators/office, indication: lymphoma, event: APPROVED, date: "2011-05-01", cites: [label]}
`,
	drug: func(p *pass, r *catalog.Record, d *compendiumv1.Drug) {
		for e := range events(d) {
			regulator := p.regulator(e.GetRegulator())
			jurisdiction := e.product.GetJurisdiction()
			// Without a mandate at all the regulator's record is what is wrong. An event without a first day may be within every mandate.
			if regulator.GetKind() != compendiumv1.Regulator_LICENSING || len(regulator.GetMandates()) == 0 || jurisdiction == "" {
				continue
			}
			first, _, _ := eventDays(e.AuthorizationEvent)
			if licensesOn(regulator, jurisdiction, first) {
				continue
			}
			record, _ := p.Catalog.Get(e.GetRegulator())
			p.report(r, e.path("regulator"), "The %s stands under a product of %s, and %s has a mandate for %s only. Correct the regulator or the date, or move the event to another product.",
				e.words(), jurisdiction, regulator.DisplayName, mandated(regulator)).
				alongside(record, "mandates", "The mandates of %s", regulator.DisplayName).
				following(finding.Field{File: r.File(), Path: itemPath("products", e.productIndex, "jurisdiction")})
		}
	},
}
