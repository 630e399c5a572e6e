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
	Title:    "An authorization event lacks the earlier event that it needs",
	Explanation: "Only a license that was granted can be revoked, suspended, restricted or discontinued; only an " +
		"accelerated approval can be converted; only a suspended license can be reinstated; and only a product that is " +
		"approved for something can be expanded to another use. If the earlier event is missing, the history is " +
		"incomplete and the off-label statuses of that time are wrong. Add the earlier event, or correct the event, its " +
		"use or its date. Only dates count, not the order of the list.",
	Drug: func(p *validate.RecordPass, d *compendiumv1.Drug) {
		var begun facts.Beginnings
		causesSought := 0
		for e := range facts.Events(d) {
			if e.Index == 0 {
				begun = facts.BeginningsOf(e.Product)
			}
			_, last, ok := facts.EventDays(e.AuthorizationEvent)
			if !ok {
				continue
			}
			if todo := lacks(begun, e, last); todo != "" {
				report := p.Report(e.Path("event"), "The %s is not possible: %s", e.Words(), todo)
				if causesSought++; causesSought <= validate.MaxHints {
					report.CausedBy(missedBy(p, d, e))
				}
			}
		}
	},
}

// missedBy returns the field, of another event of the product, whose fault may be why an event lacks the earlier one it
// needs: a use that does not exist, a date that is not one, or a date too late in an event that would otherwise do.
func missedBy(p *validate.RecordPass, d *compendiumv1.Drug, e facts.Event) finding.Field {
	ids := facts.Uses(p)
	for other := range facts.Events(d) {
		anyUse := e.GetEvent() == compendiumv1.AuthorizationEvent_EXPANDED // it needs an approval for any use
		if other.ProductIndex != e.ProductIndex || other.Index == e.Index ||
			!anyUse && !facts.Concerns(p, other, ids, e.GetUse(), e.Product.GetJurisdiction()) {
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

// provides reports whether an event is of the kind that another needs before it.
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

// lacks returns what is missing and what to do if nothing that an event needs happened by the day it took effect, or
// "".
func lacks(b facts.Beginnings, e facts.Event, by date.Day) string {
	switch e.GetEvent() {
	case compendiumv1.AuthorizationEvent_REVOKED, compendiumv1.AuthorizationEvent_SUSPENDED,
		compendiumv1.AuthorizationEvent_RESTRICTED,
		compendiumv1.AuthorizationEvent_DISCONTINUED:
		if !b.Has(facts.Granted, facts.SubjectOf(e.AuthorizationEvent), by) {
			return "no earlier event approved its subject. Add the approval, or correct the event, its use or its date."
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
