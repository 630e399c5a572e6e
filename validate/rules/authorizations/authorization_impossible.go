package authorizations

import (
	"fmt"
	"slices"

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
		compendiumv1.AuthorizationEvent_RESTRICTED, compendiumv1.AuthorizationEvent_EXPIRED,
		compendiumv1.AuthorizationEvent_RENEWED, compendiumv1.AuthorizationEvent_TRANSFERRED:
		if !b.Has(facts.Granted, e.Subject(), by) {
			return "no earlier event approved what it is about. Add the approval, or correct the event, its use or its " +
				"date."
		}
		if end := endBefore(e, by); end != nil {
			return fmt.Sprintf("the approval had already ended, with the event %s of %s. Remove one of the two, add the "+
				"approval between them, or correct the event, its use or its date.", end.GetEvent(), end.GetDate())
		}
	case compendiumv1.AuthorizationEvent_REINSTATED:
		if !b.Has(facts.Suspended, e.Subject(), by) {
			return "no earlier event is SUSPENDED. Add the suspension, or correct the event, its use or its date."
		}
	case compendiumv1.AuthorizationEvent_CONVERTED:
		if !b.Has(facts.Accelerated, e.Subject(), by) {
			return "no earlier event is ACCELERATED. Add the accelerated or conditional approval, or make this event APPROVED."
		}
	case compendiumv1.AuthorizationEvent_EXPANDED:
		if e.Index == b.Expansion && !b.Has(facts.Approved, facts.Everything, by) {
			return "no earlier event approved the product for anything. Add the first approval, or make this event APPROVED."
		}
	}
	return ""
}

// endBefore returns an event by which the license that an event is about certainly ended before it, without a new
// approval in between, or nil. Events of other regulators do not count.
func endBefore(e facts.Event, by date.Day) *compendiumv1.AuthorizationEvent {
	first, _, _ := facts.EventDays(e.AuthorizationEvent)
	subject := e.Subject()
	concerns := func(other string) bool { return other == subject || other == facts.Everything }
	for _, end := range e.Product.GetAuthorizations() {
		from, to, ok := facts.EventDays(end)
		if end.GetEvent() != compendiumv1.AuthorizationEvent_REVOKED &&
			end.GetEvent() != compendiumv1.AuthorizationEvent_EXPIRED ||
			!ok || to >= first || end.GetRegulator() != e.GetRegulator() || !concerns(facts.SubjectOf(e.Product, end)) {
			continue
		}
		again := slices.ContainsFunc(e.Product.GetAuthorizations(), func(grant *compendiumv1.AuthorizationEvent) bool {
			earliest, latest, _ := facts.EventDays(grant)
			return label.Grants(grant.GetEvent()) && latest >= from && earliest <= by &&
				(subject == facts.Everything || slices.Contains(facts.SubjectsOf(e.Product, grant), subject))
		})
		if !again {
			return end
		}
	}
	return nil
}
