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
	Title:    "The off-label flag must agree with the authorization events",
	Explanation: "The catalog derives from the events of a drug's products where a use stands on the date of the check. off_label: false agrees with " +
		"ON_LABEL; off_label: true with OFF_LABEL, FORMERLY_ON_LABEL and UNLICENSED; a reason in unknown with UNKNOWN. Where they differ, " +
		"either the flag is wrong or an event is missing. Correct the one that is.",
	Drug: func(p *validate.RecordPass, d *compendiumv1.Drug) {
		for i, use := range d.Uses {
			for j, l := range use.Labels {
				agree(p, d, i, j, use, l)
			}
		}
	},
}

// agree compares what a label says with what is derived. What the events and coverage cannot tell is another rule's.
func agree(p *validate.RecordPass, d *compendiumv1.Drug, i, j int, use *compendiumv1.Use, l *compendiumv1.Label) {
	result := p.Status(use.Id, l.Jurisdiction)
	derived := result.Status
	flag := label.OffLabel(derived)
	if flag == nil || l.OffLabel == nil && l.Unknown == "" || l.OffLabel != nil && *l.OffLabel == *flag {
		// UNKNOWN against a flag is coverage-undeclared, neither flag nor reason is off-label-unset.
		return
	}
	fault, unread := facts.EventAtFault(p, d, use.Id, l.Jurisdiction)
	rests := func(finding *validate.Report) { restsOn(p, finding.CausedBy(fault), d, use.Id, l.Jurisdiction, result) }
	switch {
	case unread:
	case l.OffLabel == nil:
		rests(p.Report(facts.LabelPath(i, j, "unknown"), "The label of %s in %s is said to be unknown, and the events and coverage on record make it %s as of %s. Write off_label: %t with its citation.",
			use.Id, l.Jurisdiction, derived, p.AsOf, *flag))
	default:
		rests(p.Report(facts.LabelPath(i, j, "off_label"), "%s in %s is flagged off_label: %t, and the events on record make it %s as of %s. Correct the flag, or add the event that is missing.",
			use.Id, l.Jurisdiction, *l.OffLabel, derived, p.AsOf))
	}
}

// restsOn adds to a finding what a derived status rests on: the last event about the use, or else the coverage that is declared.
func restsOn(p *validate.RecordPass, finding *validate.Report, d *compendiumv1.Drug, use, jurisdiction string, result label.Result) {
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
		finding.Related(finding.Record(), last.Path("event"), "The last event about it on record")
		return
	}
	for _, c := range p.Regulators.Coverages(d.GetName()) {
		if result.Coverage != "" && date.Earliest(c.GetCompleteAsOf()) == result.Coverage && c.GetJurisdiction() == jurisdiction {
			record, _ := p.Get(c.Regulator.GetName())
			finding.Related(record, facts.CoveragePath(c.Index, "complete_as_of"), "Up to this day, the records are declared complete")
		}
	}
}
