package label

import (
	"cmp"
	"slices"

	"github.com/opencompendium/compendium/catalog/date"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

// effect returns the day on which an event is assumed to take effect, within its dates.
type effect func(dated) date.Day

// dated is an event with the first and the last day on which it may have taken effect.
type dated struct {
	*compendiumv1.AuthorizationEvent
	first, last date.Day
}

func earliest(e dated) date.Day { return e.first }

func latest(e dated) date.Day { return e.last }

// isUndecided reports whether the event may or may not have taken effect by a day.
func (e dated) isUndecided(day date.Day) bool { return e.first <= day && day < e.last }

// datedEvents returns the events of a product with their days. One that took place on its date or earlier may have done
// so at any time before that the events listed before it allow: records list events from the oldest on.
func datedEvents(product *compendiumv1.Product) []dated {
	events := make([]dated, len(product.GetAuthorizations()))
	for i, e := range product.GetAuthorizations() {
		events[i] = dated{e, date.Earliest(e.GetDate()), date.Latest(e.GetDate())}
		if e.GetOrEarlier() {
			events[i].first = min(notBefore(e, events[:i]), events[i].first)
		}
	}
	return events
}

// notBefore returns the first day on which an event that took place on its date or earlier may have done so, or "" if
// nothing limits it. What changes a license is not older than what it changes. What a document shows to be licensed was
// licensed after the end of an earlier license for the same. An approval is widened after it was given.
func notBefore(e *compendiumv1.AuthorizationEvent, before []dated) date.Day {
	key, _ := subjectOf(e)
	begins := Grants(e.GetEvent())
	for _, earlier := range slices.Backward(before) {
		of, _ := subjectOf(earlier.AuthorizationEvent)
		same := key == of || key == "" || of == ""
		switch {
		case e.GetAmends() != "":
			if earlier.GetId() == e.GetAmends() {
				return earlier.first
			}
		case begins && same && Ends(earlier.GetEvent()), !begins && same,
			begins && e.GetEvent() == compendiumv1.AuthorizationEvent_EXPANDED &&
				!slices.ContainsFunc(before, func(d dated) bool { return d.first < earlier.first }):
			return earlier.first
		}
	}
	return ""
}

// andOnly returns an effect under which, of the events that are undecided on a day, only those of these kinds have
// taken effect, on that day.
func (decided effect) andOnly(kinds func(compendiumv1.AuthorizationEvent_Event) bool, day date.Day) effect {
	return func(e dated) date.Day {
		switch {
		case !e.isUndecided(day):
			return decided(e)
		case kinds(e.GetEvent()):
			return day
		default:
			return e.last
		}
	}
}

// assumptions returns the ways in which events may have taken effect within their dates by a day: one if none may or
// may not have done so.
func assumptions(events [][]dated, day date.Day) []effect {
	undecided, imprecise := false, false
	for _, of := range events {
		for _, e := range of {
			undecided = undecided || e.isUndecided(day)
			imprecise = imprecise || e.first != e.last
		}
	}
	switch {
	case undecided:
		// Of the events that may or may not have taken effect by day, assume also that only the restoring ones did, then
		// only the ending ones.
		assumed := []effect{earliest, latest}
		for _, decided := range []effect{earliest, latest} {
			assumed = append(assumed, decided.andOnly(restores, day), decided.andOnly(Ends, day))
		}
		return assumed
	case imprecise: // the order of events may depend on it
		return []effect{earliest, latest}
	default:
		return []effect{earliest}
	}
}

// ordered sorts events by the day they take effect. Events of one day keep the record's order, undecided ones last, so
// that the derived status stays the same until another event is certain.
func ordered(events []dated, day date.Day, effective effect) []dated {
	sorted := slices.Clone(events)
	slices.SortStableFunc(sorted, func(a, b dated) int {
		if order := cmp.Compare(effective(a), effective(b)); order != 0 {
			return order
		}
		switch last := a.isUndecided(day); {
		case last == b.isUndecided(day):
			return 0
		case last:
			return 1
		default:
			return -1
		}
	})
	return sorted
}

// Amended returns the event of a product that another one changes or ends, or nil.
func Amended(product *compendiumv1.Product, e *compendiumv1.AuthorizationEvent) *compendiumv1.AuthorizationEvent {
	if e.GetAmends() == "" || e.GetAmends() == e.GetId() {
		return nil
	}
	for _, other := range product.GetAuthorizations() {
		if other.GetId() == e.GetAmends() {
			return other
		}
	}
	return nil
}
