package authorizations

import (
	"slices"

	"github.com/opencompendium/compendium/catalog/date"
	"github.com/opencompendium/compendium/catalog/label"
	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules/facts"
)

var lifecycleContradictsLicenses = validate.Rule{
	ID:       "lifecycle-contradicts-licenses",
	Severity: finding.Error,
	Drug: func(p *validate.RecordPass, d *compendiumv1.Drug) {
		// If a regulator's record cannot be read, its decisions are not known.
		if !p.Regulators.Complete() || len(d.GetProducts()) == 0 {
			return
		}
		// The lifecycle is that of the day of the review, if that is later than the day of the check.
		day := p.AsOf
		if _, reviewed, ok := facts.Days(d.GetReview().GetDate()); ok {
			day = max(day, reviewed)
		}
		licensed := p.Licensed(day)
		inForce := slices.Index(licensed, label.InForce)
		ended := slices.Index(licensed, label.Ended)
		switch d.GetLifecycle() {
		case compendiumv1.Drug_WITHDRAWN:
			if inForce >= 0 {
				contradicted(p, d, inForce, "is licensed on "+string(day), "Make the lifecycle ACTIVE, or add the event "+
					"that ended the license. If it is only no longer sold, record that under marketing.")
			}
		case compendiumv1.Drug_INVESTIGATIONAL:
			switch {
			case onLabel(p, d): // investigational-on-label reports it
			case inForce >= 0:
				contradicted(p, d, inForce, "is licensed on "+string(day), "Make the lifecycle ACTIVE, or correct the events.")
			case ended >= 0:
				contradicted(p, d, ended, "was licensed", "Make the lifecycle WITHDRAWN, or correct the events.")
			}
		case compendiumv1.Drug_ACTIVE:
			if inForce < 0 && !slices.Contains(licensed, label.Untold) && coveredOn(d, day) {
				p.Report("lifecycle", "%s is ACTIVE, but none of its products is licensed on %s, and its events are declared "+
					"complete where they are. Add the product that is licensed, or correct the lifecycle or the events.",
					facts.Called(d), day).CausedBy(anyFault(p, d)).Lower(finding.Warning)
			}
		}
	},
}

// contradicted reports a lifecycle that a product contradicts.
func contradicted(p *validate.RecordPass, d *compendiumv1.Drug, product int, how, todo string) {
	p.Report("lifecycle", "%s is %s, but its product of %s %s. %s", facts.Called(d), d.GetLifecycle(),
		d.GetProducts()[product].GetJurisdiction(), how, todo).
		Related(p.Record, facts.ItemPath("products", product, ""), "The product").CausedBy(anyFault(p, d))
}

// onLabel reports whether a label of a drug is on label, by its flag or the events.
func onLabel(p *validate.RecordPass, d *compendiumv1.Drug) bool {
	for _, use := range d.GetUses() {
		for _, l := range use.GetLabels() {
			flagged := l != nil && l.OffLabel != nil && !l.GetOffLabel()
			if flagged || p.Status(use.GetId(), l.GetJurisdiction()).Status == compendiumv1.Label_ON_LABEL {
				return true
			}
		}
	}
	return false
}

// coveredOn reports whether the events of a drug are declared complete, up to some day before, for the jurisdictions of
// all its products.
func coveredOn(d *compendiumv1.Drug, day date.Day) bool {
	for _, product := range d.GetProducts() {
		if !slices.ContainsFunc(d.GetCoverage(), func(c *compendiumv1.Coverage) bool {
			return c.GetJurisdiction() == product.GetJurisdiction() && date.Earliest(c.GetCompleteAsOf()) <= day
		}) {
			return false
		}
	}
	return true
}

// anyFault returns the field at fault of the first event that cannot be understood, or the zero field.
func anyFault(p *validate.RecordPass, d *compendiumv1.Drug) finding.Field {
	for e := range facts.Events(d) {
		if fault := facts.FaultOf(p, d, e, facts.Uses(p)); fault != (finding.Field{}) {
			return fault
		}
	}
	return finding.Field{}
}
