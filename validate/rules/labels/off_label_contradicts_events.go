package labels

import (
	"github.com/opencompendium/compendium/catalog/date"
	"github.com/opencompendium/compendium/catalog/label"
	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules/facts"
)

var offLabelContradictsEvents = validate.Rule{
	ID:       "off-label-contradicts-events",
	Severity: finding.Error,
	Drug: func(p *validate.RecordPass, d *compendiumv1.Drug) {
		for i, use := range d.Uses {
			for j, l := range use.Labels {
				checkAgreement(p, d, i, j, use, l)
			}
		}
	},
}

// checkAgreement compares a label with the derived status.
func checkAgreement(p *validate.RecordPass, d *compendiumv1.Drug, i, j int, use *compendiumv1.Use,
	l *compendiumv1.Label) {
	result := p.Status(use.Id, l.Jurisdiction)
	derived := result.Status
	flag := label.OffLabel(derived)
	if flag == nil || l.OffLabel == nil && l.Unknown == "" || l.OffLabel != nil && *l.OffLabel == *flag {
		// coverage-undeclared reports a flag against UNKNOWN, off-label-unset a label with neither flag nor reason.
		return
	}
	fault, unread := facts.EventAtFault(p, d, use.Id, l.Jurisdiction)
	addBasis := func(report *validate.Report) {
		relateBasis(p, report.CausedBy(fault), d, use.Id, l.Jurisdiction, result)
	}
	switch {
	case unread:
	case l.OffLabel == nil:
		addBasis(p.Report(facts.LabelPath(i, j, "unknown"),
			"The label of %s in %s is said to be unknown, but the events and coverage on record make it %s as of %s. Write "+
				"off_label: %t with its citation.",
			use.Id, l.Jurisdiction, derived, p.AsOf, *flag))
	default:
		addBasis(p.Report(facts.LabelPath(i, j, "off_label"),
			"%s in %s is flagged off_label: %t, but the events on record make it %s as of %s. Correct the flag, or add the "+
				"missing event.",
			use.Id, l.Jurisdiction, *l.OffLabel, derived, p.AsOf))
	}
}

// relateBasis adds the basis of a derived status to a finding: the last event about the use, or else the declared
// coverage.
func relateBasis(p *validate.RecordPass, report *validate.Report, d *compendiumv1.Drug, use, jurisdiction string,
	result label.Result) {
	var last *facts.Event
	for e := range facts.Events(d) {
		first, _, ok := facts.EventDays(e.AuthorizationEvent)
		if e.Product.GetJurisdiction() != jurisdiction || e.GetUse() != use && !e.WholeProduct() || !ok || first > p.AsOf {
			continue
		}
		if last == nil || e.GetDate() >= last.GetDate() {
			last = &e
		}
	}
	if last != nil {
		report.Related(report.Record(), last.Path("event"), "The last event on record about the use")
		return
	}
	for i, c := range d.GetCoverage() {
		if result.Coverage != "" && date.Earliest(c.GetCompleteAsOf()) == result.Coverage &&
			c.GetJurisdiction() == jurisdiction {
			report.Related(p.Record, facts.CoveragePath(i, "complete_as_of"),
				"The records are declared complete up to this day")
		}
	}
}
