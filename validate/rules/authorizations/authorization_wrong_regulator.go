package authorizations

import (
	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules/facts"
)

var authorizationWrongRegulator = validate.Rule{
	ID:       "authorization-wrong-regulator",
	Severity: finding.Error,
	Catalog: func(p *validate.CatalogPass) {
		outside := make(map[string][]licensed) // by regulator
		within := make(map[string]bool)
		for _, r := range p.Catalog.Records(catalog.Drugs) {
			if r.IsTombstone() {
				continue
			}
			for e := range facts.Events(r.Drug()) {
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
					within[regulator.GetName()] = true
					continue
				}
				outside[regulator.GetName()] = append(outside[regulator.GetName()], licensed{r, e})
			}
		}
		for _, regulator := range p.Regulators.All() {
			reportOutside(p, regulator, outside[regulator.GetName()], within[regulator.GetName()])
		}
	},
}

// licensed is an event of a drug.
type licensed struct {
	record *catalog.Record
	event  facts.Event
}

func (l licensed) jurisdiction() finding.Field {
	return finding.Field{File: l.record.File(), Path: facts.ItemPath("products", l.event.ProductIndex, "jurisdiction")}
}

// reportOutside reports the events that are outside the mandates of their regulator. If it has no other events, one
// finding about the mandates speaks for several, and so does one about the jurisdiction of a product without others.
func reportOutside(p *validate.CatalogPass, regulator *compendiumv1.Regulator, events []licensed, others bool) {
	record, _ := p.Catalog.Get(regulator.GetName())
	mandates := facts.Mandates(regulator)
	const several = 3
	ofRecord := len(events) >= several && !others
	if ofRecord {
		p.Report(record, "mandates", "%s has a mandate for %s, but none of its %s is within that. Correct the "+
			"mandates, or the regulator of the events.",
			regulator.GetDisplayName(), mandates, validate.Plural(len(events), "authorization event")).
			Related(events[0].record, events[0].event.Path("regulator"), "The first event")
	}
	count := make(map[finding.Field]int) // by the jurisdiction of the product
	for _, at := range events {
		count[at.jurisdiction()]++
	}
	for _, at := range events {
		jurisdiction := at.event.Product.GetJurisdiction()
		cause := at.jurisdiction()
		if n := count[cause]; !ofRecord && at.event.Index == 0 && n > 1 && n == len(at.event.Product.GetAuthorizations()) {
			p.Report(at.record, cause.Path, "The product is of %s, and all its authorization events are by %s, which has a "+
				"mandate for %s only. Correct the jurisdiction, or the regulator of each event.",
				jurisdiction, regulator.GetDisplayName(), mandates).
				Related(record, "mandates", "The mandates of %s", regulator.GetDisplayName()).
				CausedBy(cause) // if it is no region
		}
		if ofRecord {
			cause = finding.Field{File: record.File(), Path: "mandates"}
		}
		if path := facts.MandateAtFault(regulator, jurisdiction); path != "" {
			cause = finding.Field{File: record.File(), Path: path}
		}
		p.Report(at.record, at.event.Path("regulator"), "The %s is listed under a product of %s, but %s has a mandate "+
			"for %s only. Correct the regulator or the date, or move the event to another product.",
			at.event.Words(), jurisdiction, regulator.GetDisplayName(), mandates).
			Related(record, "mandates", "The mandates of %s", regulator.GetDisplayName()).
			CausedBy(cause)
	}
}
