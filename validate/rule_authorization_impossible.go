package validate

import (
	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/date"
	"github.com/opencompendium/compendium/catalog/label"
	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

var ruleAuthorizationImpossible = Rule{
	ID:       "authorization-impossible",
	Severity: finding.Error,
	Title:    "An authorization event needs an earlier one that is missing",
	Explanation: "Only what was approved can be revoked, suspended, restricted or discontinued; only an accelerated approval can be converted, only a " +
		"suspended one reinstated, and only a product that is approved for something can be expanded to another use. Where the earlier " +
		"event is missing, so is a part of the history, and off-label statuses of that time are wrong. Add the earlier event, or correct " +
		"the event, its use or its date. What counts is dates, not the order of the list.",
	Bad: `-- drugs/examplinib.yaml --
products:
  - brand: Exampla
    jurisdiction: US
    authorizations:
      - {regulator: regulators/agency, use: sarcoma, event: APPROVED, date: "2010-05-01", cites: [label]}
      - {regulator: regulators/agency, indication: lymphoma, event: REVOKED, date: "2014-03-01", reason: A trial failed., cites: [label]}
`,
	Good: `-- drugs/examplinib.yaml --
products:
  - brand: Exampla
    jurisdiction: US
    authorizations:
      - {regulator: regulators/agency, use: sarcoma, event: APPROVED, date: "2010-05-01", cites: [label]}
      - {regulator: regulators/agency, indication: lymphoma, event: ACCELERATED, date: "2011-07-01", cites: [label]}
      - {regulator: regulators/agency, indication: lymphoma, event: REVOKED, date: "2014-03-01", reason: A trial failed., cites: [label]}
`,
	drug: func(p *pass, r *catalog.Record, d *compendiumv1.Drug) {
		var begun beginnings
		looked := 0
		for e := range events(d) {
			if e.index == 0 {
				begun = beginningsOf(e.product)
			}
			_, last, ok := eventDays(e.AuthorizationEvent)
			if !ok {
				continue
			}
			if todo := begun.lacks(e, last); todo != "" {
				finding := p.report(r, e.path("event"), "The %s cannot be: %s", e.words(), todo)
				if looked++; looked <= maxHints {
					finding.following(p.missedBy(r, d, e))
				}
			}
		}
	},
}

// missedBy gives the field at fault of another event of the product by which an event lacks what it needs: one of a use that there is not, of no
// day, or one that stands at a later day and would do.
func (p *pass) missedBy(r *catalog.Record, d *compendiumv1.Drug, e event) finding.Field {
	ids := p.idsOf(r)
	for other := range events(d) {
		anyUse := e.GetEvent() == compendiumv1.AuthorizationEvent_EXPANDED // it needs an approval for whatever it may be
		if other.productIndex != e.productIndex || other.index == e.index || !anyUse && !p.concerns(other, ids, e.GetUse(), e.product.GetJurisdiction()) {
			continue
		}
		if fault := p.faultOf(r, d, other, ids); fault != (finding.Field{}) {
			return fault
		}
		if provides(other.GetEvent(), e.GetEvent()) {
			return finding.Field{File: r.File(), Path: other.path("date")}
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

// beginnings holds for one product the first day on which each thing may have happened that a later event may need.
type beginnings struct {
	first map[beginning]date.Day
	// expansion is the index of the event that is the first expansion by date: later ones would only repeat what is wrong with it.
	expansion int
}

type beginning struct {
	what    string
	subject string
}

// What may have begun.
const (
	granted     = "granted"
	approved    = "approved" // granted, and not by an expansion
	accelerated = "accelerated"
	suspended   = "suspended"
)

// Subjects beside uses and indications.
const (
	anything = "anything"
	all      = ""
)

func beginningsOf(product *compendiumv1.Product) beginnings {
	b := beginnings{first: make(map[beginning]date.Day), expansion: -1}
	var firstExpansion date.Day
	for j, e := range product.GetAuthorizations() {
		// A date that is none gives "", which is before every day: the schema has said so, and it must not make other events wrong.
		first, _, _ := eventDays(e)
		switch {
		case e.GetEvent() == compendiumv1.AuthorizationEvent_SUSPENDED:
			b.note(suspended, e, first)
		case label.Grants(e.GetEvent()):
			b.note(granted, e, first)
		}
		switch e.GetEvent() {
		case compendiumv1.AuthorizationEvent_EXPANDED:
			if b.expansion < 0 || first < firstExpansion {
				b.expansion, firstExpansion = j, first
			}
		case compendiumv1.AuthorizationEvent_ACCELERATED:
			b.note(accelerated, e, first)
			b.note(approved, e, first)
		case compendiumv1.AuthorizationEvent_APPROVED, compendiumv1.AuthorizationEvent_CONVERTED:
			b.note(approved, e, first)
		}
	}
	return b
}

func (b beginnings) note(what string, e *compendiumv1.AuthorizationEvent, day date.Day) {
	for _, subject := range []string{subjectOf(e), anything} {
		key := beginning{what, subject}
		if known, ok := b.first[key]; !ok || day < known {
			b.first[key] = day
		}
	}
}

// has says whether something may have begun for a subject, or for the whole product, by a day.
func (b beginnings) has(what, subject string, by date.Day) bool {
	if subject == all {
		subject = anything
	}
	for _, s := range []string{subject, all} {
		if day, ok := b.first[beginning{what, s}]; ok && day <= by {
			return true
		}
	}
	return false
}

// lacks says what is wrong where an event, which took effect by a day, has nothing before it that it needs.
func (b beginnings) lacks(e event, by date.Day) string {
	switch e.GetEvent() {
	case compendiumv1.AuthorizationEvent_REVOKED, compendiumv1.AuthorizationEvent_SUSPENDED, compendiumv1.AuthorizationEvent_RESTRICTED,
		compendiumv1.AuthorizationEvent_DISCONTINUED:
		if !b.has(granted, subjectOf(e.AuthorizationEvent), by) {
			return "no earlier event approved what it is about. Add the approval, or correct the event, its use or its date."
		}
	case compendiumv1.AuthorizationEvent_REINSTATED:
		if !b.has(suspended, subjectOf(e.AuthorizationEvent), by) {
			return "no earlier event is SUSPENDED. Add the suspension, or correct the event, its use or its date."
		}
	case compendiumv1.AuthorizationEvent_CONVERTED:
		if !b.has(accelerated, subjectOf(e.AuthorizationEvent), by) {
			return "no earlier event is ACCELERATED. Add the accelerated or conditional approval, or make this event APPROVED."
		}
	case compendiumv1.AuthorizationEvent_EXPANDED:
		if e.index == b.expansion && !b.has(approved, all, by) {
			return "no earlier event approved the product for anything. Add the first approval, or make this event APPROVED."
		}
	}
	return ""
}

// subjectOf gives the use or indication that an event is about, and all for the whole product.
func subjectOf(e *compendiumv1.AuthorizationEvent) string {
	switch {
	case e.GetUse() != "":
		return "use " + e.GetUse()
	case e.GetIndication() != "":
		return "indication " + e.GetIndication()
	default:
		return all
	}
}
