package facts

import (
	"github.com/opencompendium/compendium/catalog/date"
	"github.com/opencompendium/compendium/catalog/label"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

// Beginnings holds, for one product, the earliest possible day of each act that a later event may need.
type Beginnings struct {
	first map[beginning]date.Day
	// Expansion is the index of the first expansion by date, or -1. Later ones would only repeat its fault.
	Expansion int
}

type beginning struct {
	what    string
	subject string
}

// What may have begun.
const (
	// Granted is a license by any event.
	Granted = "granted"
	// Approved is a license by an event other than an expansion.
	Approved = "approved"
	// Accelerated is a license on early evidence.
	Accelerated = "accelerated"
	// Suspended is a suspension.
	Suspended = "suspended"
)

// Everything is the subject of an event about the whole product.
const Everything = ""

// anything is the key for any subject.
const anything = "anything"

// BeginningsOf returns the beginnings of a product.
func BeginningsOf(product *compendiumv1.Product) Beginnings {
	b := Beginnings{first: make(map[beginning]date.Day), Expansion: -1}
	var firstExpansion date.Day
	for j, e := range product.GetAuthorizations() {
		// An invalid date becomes "", which is before every day: the schema reports it, and it must not make other events
		// wrong.
		first, _, _ := EventDays(e)
		granted := SubjectsOf(product, e)
		switch {
		case e.GetEvent() == compendiumv1.AuthorizationEvent_SUSPENDED:
			b.note(Suspended, first, SubjectOf(product, e))
		case label.Grants(e.GetEvent()):
			b.note(Granted, first, granted...)
		}
		switch e.GetEvent() {
		case compendiumv1.AuthorizationEvent_EXPANDED:
			if b.Expansion < 0 || first < firstExpansion {
				b.Expansion, firstExpansion = j, first
			}
		case compendiumv1.AuthorizationEvent_ACCELERATED:
			b.note(Accelerated, first, granted...)
			b.note(Approved, first, granted...)
		case compendiumv1.AuthorizationEvent_APPROVED, compendiumv1.AuthorizationEvent_CONVERTED:
			b.note(Approved, first, granted...)
		}
	}
	return b
}

func (b Beginnings) note(what string, day date.Day, subjects ...string) {
	for _, subject := range append(subjects, anything) {
		key := beginning{what, subject}
		if known, ok := b.first[key]; !ok || day < known {
			b.first[key] = day
		}
	}
}

// Has reports whether what may have begun for a subject, or for the whole product, by a day.
func (b Beginnings) Has(what, subject string, by date.Day) bool {
	if subject == Everything {
		subject = anything
	}
	for _, s := range []string{subject, Everything} {
		if day, ok := b.first[beginning{what, s}]; ok && day <= by {
			return true
		}
	}
	return false
}

// SubjectOf returns what an event of a product is about: a use, an indication, the scope of an event, or Everything for
// the whole product. An event that changes another is about what that one is about.
func SubjectOf(product *compendiumv1.Product, e *compendiumv1.AuthorizationEvent) string {
	for range product.GetAuthorizations() { // at most: the events may amend each other in a circle
		amended := label.Amended(product, e)
		if amended == nil {
			break
		}
		e = amended
	}
	return ownSubject(e)
}

// SubjectsOf returns what an approval is about: what it says itself, and the subject of the approval that it widens.
func SubjectsOf(product *compendiumv1.Product, e *compendiumv1.AuthorizationEvent) []string {
	return []string{SubjectOf(product, e), ownSubject(e)}
}

// ownSubject returns what an event itself says that it is about.
func ownSubject(e *compendiumv1.AuthorizationEvent) string {
	switch {
	case e.GetUse() != "":
		return "use " + e.GetUse()
	case e.GetIndication() != "":
		return "indication " + e.GetIndication()
	case len(e.GetScopes()) > 0 || e.GetIndicationUnknown():
		return "event " + e.GetId()
	default:
		return Everything
	}
}
