package authorizations

import (
	"github.com/opencompendium/compendium/catalog/date"
	"github.com/opencompendium/compendium/catalog/label"
	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules/facts"
)

var authorizationImpossible = validate.Rule{
	ID:       "authorization-impossible",
	Severity: finding.Error,
	Title:    "An authorization event needs an earlier one that is missing",
	Explanation: "Only what was approved can be revoked, suspended, restricted or discontinued; only an accelerated approval can be converted, only a " +
		"suspended one reinstated, and only a product that is approved for something can be expanded to another use. Where the earlier " +
		"event is missing, so is a part of the history, and off-label statuses of that time are wrong. Add the earlier event, or correct " +
		"the event, its use or its date. What counts is dates, not the order of the list.",
	Drug: func(p *validate.RecordPass, d *compendiumv1.Drug) {
		var begun facts.Beginnings
		looked := 0
		for e := range facts.Events(d) {
			if e.Index == 0 {
				begun = facts.BeginningsOf(e.Product)
			}
			_, last, ok := facts.EventDays(e.AuthorizationEvent)
			if !ok {
				continue
			}
			if todo := lacks(begun, e, last); todo != "" {
				finding := p.Report(e.Path("event"), "The %s cannot be: %s", e.Words(), todo)
				if looked++; looked <= validate.MaxHints {
					finding.CausedBy(missedBy(p, d, e))
				}
			}
		}
	},
}

// missedBy gives the field at fault of another facts.Event of the product by which an event lacks what it needs: one of a use that there is not, of no
// day, or one that stands at a later day and would do.
func missedBy(p *validate.RecordPass, d *compendiumv1.Drug, e facts.Event) finding.Field {
	ids := facts.Uses(p)
	for other := range facts.Events(d) {
		anyUse := e.GetEvent() == compendiumv1.AuthorizationEvent_EXPANDED // it needs an approval for whatever it may be
		if other.ProductIndex != e.ProductIndex || other.Index == e.Index || !anyUse && !facts.Concerns(p, other, ids, e.GetUse(), e.Product.GetJurisdiction()) {
			continue
		}
		if fault := facts.FaultOf(p, d, other, ids); fault != (finding.Field{}) {
			return fault
		}
		if provides(other.GetEvent(), e.GetEvent()) {
			return finding.Field{File: p.Record.File(), Path: other.Path("date")}
		}
	}
	return finding.Field{}
}

// provides says whether an event is of a kind that another needs to be before it.
func provides(event, needs compendiumv1.AuthorizationEvent_Event) bool {
	switch needs {
	case compendiumv1.AuthorizationEvent_REINSTATED:
		return event == compendiumv1.AuthorizationEvent_SUSPENDED
	case compendiumv1.AuthorizationEvent_CONVERTED:
		return event == compendiumv1.AuthorizationEvent_ACCELERATED
	default:
		return label.Grants(event)
	}
}

// lacks says what is wrong where an event, which took effect by a day, has nothing before it that it needs.
func lacks(b facts.Beginnings, e facts.Event, by date.Day) string {
	switch e.GetEvent() {
	case compendiumv1.AuthorizationEvent_REVOKED, compendiumv1.AuthorizationEvent_SUSPENDED, compendiumv1.AuthorizationEvent_RESTRICTED,
		compendiumv1.AuthorizationEvent_DISCONTINUED:
		if !b.Has(facts.Granted, facts.SubjectOf(e.AuthorizationEvent), by) {
			return "no earlier event approved what it is about. Add the approval, or correct the event, its use or its date."
		}
	case compendiumv1.AuthorizationEvent_REINSTATED:
		if !b.Has(facts.Suspended, facts.SubjectOf(e.AuthorizationEvent), by) {
			return "no earlier event is SUSPENDED. Add the suspension, or correct the event, its use or its date."
		}
	case compendiumv1.AuthorizationEvent_CONVERTED:
		if !b.Has(facts.Accelerated, facts.SubjectOf(e.AuthorizationEvent), by) {
			return "no earlier event is ACCELERATED. Add the accelerated or conditional approval, or make this event APPROVED."
		}
	case compendiumv1.AuthorizationEvent_EXPANDED:
		if e.Index == b.Expansion && !b.Has(facts.Approved, facts.Everything, by) {
			return "no earlier event approved the product for anything. Add the first approval, or make this event APPROVED."
		}
	}
	return ""
}
