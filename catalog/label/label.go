// Package label derives whether a use of a drug is off label in a jurisdiction on a date, from authorization events and
// the declared coverage of regulators' records.
//
// It knows the schema's messages and dates, and nothing of files, rules or serving: the linter and the server share the
// same derivation.
package label

import (
	"cmp"
	"slices"
	"strings"

	"google.golang.org/protobuf/proto"

	"github.com/opencompendium/compendium/catalog/date"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

// Authorities holds what the derivation needs to know about regulators. It is immutable and safe for concurrent use.
type Authorities struct {
	mandates  map[mandateKey]date.Day
	coverages map[coverageKey][]coverage
	// ends holds, by drug, the last days on which a coverage counts.
	ends map[string][]date.Day
}

// coverage is a declaration that a regulator's records are complete.
type coverage struct{ asOf, until date.Day }

type mandateKey struct{ regulator, jurisdiction string }

type coverageKey struct{ drug, jurisdiction string }

// Result is a derived status.
type Result struct {
	// Status is the status of the use.
	Status compendiumv1.Label_Status
	// Coverage is the day up to which the records are declared complete. It is set where the status rests on the absence
	// of an approval.
	Coverage date.Day
}

// forever is the end of a mandate that has none. It is after every other day.
const forever = date.Day("9999-12-31")

// NewAuthorities collects the mandates and coverages of licensing regulators. It ignores other bodies.
func NewAuthorities(regulators []*compendiumv1.Regulator) *Authorities {
	a := &Authorities{mandates: make(map[mandateKey]date.Day), coverages: make(map[coverageKey][]coverage),
		ends: make(map[string][]date.Day)}
	for _, r := range regulators {
		if r.GetKind() != compendiumv1.Regulator_LICENSING {
			continue
		}
		for _, m := range r.Mandates {
			until := forever
			if m.GetUntil() != "" {
				until = date.Latest(m.GetUntil())
			}
			key := mandateKey{r.Name, m.GetJurisdiction()}
			a.mandates[key] = max(a.mandates[key], until)
		}
		for _, c := range r.Coverages {
			key := coverageKey{c.GetDrug(), c.GetJurisdiction()}
			// A coverage proves nothing about the time after the regulator's mandate.
			until, ok := a.mandates[mandateKey{r.Name, c.GetJurisdiction()}]
			if !ok {
				until = forever // a rule reports the missing mandate
			} else if until != forever {
				a.ends[c.GetDrug()] = append(a.ends[c.GetDrug()], until)
			}
			a.coverages[key] = append(a.coverages[key], coverage{date.Earliest(c.GetCompleteAsOf()), until})
		}
	}
	return a
}

// Derive returns the status of a use, given its ID, in a jurisdiction on a day:
//
//   - ON_LABEL if a product is licensed for the use;
//   - FORMERLY_ON_LABEL if one was and none is any more;
//   - otherwise, if a regulator with a lasting mandate declares the drug's records complete for the jurisdiction:
//     OFF_LABEL if a product is licensed for something else, UNLICENSED if none is;
//   - UNKNOWN in all other cases, and if the answer depends on the day within an imprecise date on which an event took
//     effect.
//
// A declared coverage also holds for the days after its date, until the records are looked at again; the result carries
// the date of the declaration. Events count only within their regulator's mandate: a license in force when the mandate
// ends proves nothing about the time after.
func (a *Authorities) Derive(drug *compendiumv1.Drug, use, jurisdiction string, day date.Day) Result {
	return a.Statuses(drug, jurisdiction, day).Of(use)
}

// Statuses holds the derived statuses of all uses of one drug in one jurisdiction on one day.
type Statuses struct {
	uses   map[string]Result // uses named by an event
	others Result            // all other uses
}

// Of returns the status of a use, given its ID, as Derive does.
func (s Statuses) Of(use string) Result {
	if r, ok := s.uses[use]; ok {
		return r
	}
	return s.others
}

// Statuses derives the statuses of all uses of a drug in a single pass over its events.
func (a *Authorities) Statuses(drug *compendiumv1.Drug, jurisdiction string, day date.Day) Statuses {
	agreed := a.derive(drug, jurisdiction, day, earliest)
	agreed = agreed.and(a.derive(drug, jurisdiction, day, latest))
	// Of the events that may or may not have taken effect by day, assume that only the restoring ones did, then only the
	// ending ones.
	if anyUndecided(drug, day) {
		for _, decided := range []effect{earliest, latest} {
			agreed = agreed.and(a.derive(drug, jurisdiction, day, decided.andOnly(restores, day)))
			agreed = agreed.and(a.derive(drug, jurisdiction, day, decided.andOnly(Ends, day)))
		}
	}
	return agreed
}

// and returns the statuses on which both agree.
func (s Statuses) and(other Statuses) Statuses {
	agreed := Statuses{uses: make(map[string]Result, len(s.uses)), others: agree(s.others, other.others)}
	for _, one := range []Statuses{s, other} {
		for use := range one.uses {
			agreed.uses[use] = agree(s.Of(use), other.Of(use))
		}
	}
	return agreed
}

// agree returns the common result of a and b, or UNKNOWN.
func agree(a, b Result) Result {
	if a != b {
		return Result{Status: compendiumv1.Label_UNKNOWN}
	}
	return a
}

// effect returns the day on which an event is assumed to take effect, within its date.
type effect func(*compendiumv1.AuthorizationEvent) date.Day

// andOnly returns an effect under which, of the events that are undecided on a day, only those of these kinds have
// taken effect, on that day.
func (decided effect) andOnly(kinds func(compendiumv1.AuthorizationEvent_Event) bool, day date.Day) effect {
	return func(e *compendiumv1.AuthorizationEvent) date.Day {
		switch {
		case !isUndecided(e, day):
			return decided(e)
		case kinds(e.GetEvent()):
			return day
		default:
			return latest(e)
		}
	}
}

func anyUndecided(drug *compendiumv1.Drug, day date.Day) bool {
	for _, product := range drug.GetProducts() {
		if slices.ContainsFunc(product.GetAuthorizations(),
			func(e *compendiumv1.AuthorizationEvent) bool { return isUndecided(e, day) }) {
			return true
		}
	}
	return false
}

// isUndecided reports whether an event may or may not have taken effect by a day.
func isUndecided(e *compendiumv1.AuthorizationEvent, day date.Day) bool {
	return (len(e.GetDate()) < len("2006-01-02") || e.GetOrEarlier()) && earliest(e) <= day && day < latest(e)
}

// earliest returns the first day on which an event may have taken effect.
func earliest(e *compendiumv1.AuthorizationEvent) date.Day {
	if e.GetOrEarlier() {
		return ""
	}
	return date.Earliest(e.GetDate())
}

// latest returns the last day on which an event may have taken effect.
func latest(e *compendiumv1.AuthorizationEvent) date.Day { return date.Latest(e.GetDate()) }

func (a *Authorities) derive(drug *compendiumv1.Drug, jurisdiction string, day date.Day, effective effect) Statuses {
	standings := make(map[string]standing)
	anything := false
	for _, product := range drug.GetProducts() {
		anything = a.play(product, jurisdiction, day, effective, standings) || anything
	}
	coverage, covered := a.covered(drug, jurisdiction, day)
	absent := Result{Status: compendiumv1.Label_UNKNOWN}
	switch {
	case covered && anything:
		absent = Result{Status: compendiumv1.Label_OFF_LABEL, Coverage: coverage}
	case covered:
		absent = Result{Status: compendiumv1.Label_UNLICENSED, Coverage: coverage}
	}
	derived := Statuses{uses: make(map[string]Result, len(standings)), others: absent}
	for use, s := range standings {
		derived.uses[use] = s.result(absent)
	}
	return derived
}

// covered returns the latest day up to which the drug's records are declared complete, and whether they are declared so
// at all.
func (a *Authorities) covered(
	drug *compendiumv1.Drug, jurisdiction string, day date.Day,
) (asOf date.Day, covered bool) {
	for _, c := range a.coverages[coverageKey{drug.GetName(), jurisdiction}] {
		if day <= c.until {
			asOf, covered = max(asOf, c.asOf), true
		}
	}
	return asOf, covered
}

// standing is the state of a use over all products of a drug.
type standing struct {
	ever   bool // was licensed at some time
	now    bool // is licensed
	lapsed bool // was licensed when the mandate of the license's regulator ended
}

func (s standing) result(absent Result) Result {
	switch {
	case s.now:
		return Result{Status: compendiumv1.Label_ON_LABEL}
	case s.lapsed:
		return Result{Status: compendiumv1.Label_UNKNOWN}
	case s.ever:
		return Result{Status: compendiumv1.Label_FORMERLY_ON_LABEL}
	default:
		return absent
	}
}

// play applies a product's events up to a day to the standings of the uses they name, and reports whether the product
// is licensed for anything. It ignores events of bodies without a mandate for the jurisdiction.
func (a *Authorities) play(product *compendiumv1.Product, jurisdiction string, day date.Day, effective effect,
	standings map[string]standing,
) (anything bool) {
	licenses := make(map[string]license)
	for _, e := range ordered(product.GetAuthorizations(), day, effective) {
		until, ok := a.mandates[mandateKey{e.GetRegulator(), jurisdiction}]
		at := effective(e)
		if !ok || at > day || at > until {
			continue
		}
		apply(licenses, e, until)
	}
	for key, l := range licenses {
		now := l.inForce() && day <= l.until
		anything = anything || now
		if use, isUse := strings.CutPrefix(key, usePrefix); isUse {
			s := standings[use]
			s.ever = s.ever || l.ever
			s.now = s.now || now
			s.lapsed = s.lapsed || l.inForce() && day > l.until
			standings[use] = s
		}
	}
	return anything
}

// license is the state of a product's license for one use or indication.
type license struct {
	granted, suspended bool
	ever               bool     // was in force at some time
	until              date.Day // end of the granting regulator's mandate
}

func (l license) inForce() bool { return l.granted && !l.suspended }

// ordered sorts events by the day they take effect. Events of one day keep the record's order, undecided ones last, so
// that the derived status stays the same until another event is certain.
func ordered(
	events []*compendiumv1.AuthorizationEvent, day date.Day, effective effect,
) []*compendiumv1.AuthorizationEvent {
	sorted := slices.Clone(events)
	slices.SortStableFunc(sorted, func(a, b *compendiumv1.AuthorizationEvent) int {
		if order := cmp.Compare(effective(a), effective(b)); order != 0 {
			return order
		}
		switch last := isUndecided(a, day); {
		case last == isUndecided(b, day):
			return 0
		case last:
			return 1
		default:
			return -1
		}
	})
	return sorted
}

// usePrefix distinguishes the keys of licenses for uses from those for indications.
const usePrefix = "use "

// apply applies one event of a regulator whose mandate ends on until. An event without use and indication applies to
// everything the product is licensed for.
func apply(licenses map[string]license, e *compendiumv1.AuthorizationEvent, until date.Day) {
	switch {
	case e.GetUse() != "":
		key := usePrefix + e.GetUse()
		licenses[key] = after(licenses[key], e.GetEvent(), until, true)
	case e.GetIndication() != "":
		key := "indication " + e.GetIndication()
		licenses[key] = after(licenses[key], e.GetEvent(), until, true)
	default:
		for key, l := range licenses {
			licenses[key] = after(l, e.GetEvent(), until, false)
		}
	}
}

// after returns a license after an event. named is false for an event on the whole product, which never grants a new
// license. A license granted or reinstated by a second regulator lasts until the later end of the two mandates.
func after(l license, event compendiumv1.AuthorizationEvent_Event, until date.Day, named bool) license {
	switch {
	case event == compendiumv1.AuthorizationEvent_REINSTATED:
		l.suspended = false
		l.until = max(l.until, until)
	case event == compendiumv1.AuthorizationEvent_SUSPENDED:
		l.suspended = true
	case event == compendiumv1.AuthorizationEvent_REVOKED:
		l.granted, l.suspended, l.until = false, false, ""
	case Grants(event) && named:
		l.granted = true
		l.until = max(l.until, until)
	}
	l.ever = l.ever || l.inForce()
	return l
}

// Grants reports whether an event is an approval of some kind.
func Grants(e compendiumv1.AuthorizationEvent_Event) bool {
	switch e {
	case compendiumv1.AuthorizationEvent_APPROVED, compendiumv1.AuthorizationEvent_ACCELERATED,
		compendiumv1.AuthorizationEvent_CONVERTED,
		compendiumv1.AuthorizationEvent_EXPANDED:
		return true
	default:
		return false
	}
}

// restores reports whether an event puts a license in force, for the first time or again.
func restores(e compendiumv1.AuthorizationEvent_Event) bool {
	return Grants(e) || e == compendiumv1.AuthorizationEvent_REINSTATED
}

// Ends reports whether an event suspends or revokes a license.
func Ends(e compendiumv1.AuthorizationEvent_Event) bool {
	return e == compendiumv1.AuthorizationEvent_SUSPENDED || e == compendiumv1.AuthorizationEvent_REVOKED
}

// OffLabel returns the off-label flag that matches a status, or nil for UNKNOWN, which has a reason instead of a flag.
func OffLabel(s compendiumv1.Label_Status) *bool {
	switch s {
	case compendiumv1.Label_ON_LABEL:
		return new(false)
	case compendiumv1.Label_OFF_LABEL, compendiumv1.Label_FORMERLY_ON_LABEL, compendiumv1.Label_UNLICENSED:
		return new(true)
	default:
		return nil
	}
}

// Resolve returns a copy of a drug with the status and flag of each label as of a day.
func (a *Authorities) Resolve(drug *compendiumv1.Drug, day date.Day) *compendiumv1.Drug {
	resolved := proto.CloneOf(drug)
	statuses := make(map[string]Statuses)
	for _, use := range resolved.GetUses() {
		for _, l := range use.Labels {
			derived, ok := statuses[l.Jurisdiction]
			if !ok {
				derived = a.Statuses(drug, l.Jurisdiction, day)
				statuses[l.Jurisdiction] = derived
			}
			r := derived.Of(use.Id)
			l.Status, l.CoverageDate, l.OffLabel = r.Status, string(r.Coverage), OffLabel(r.Status)
			switch {
			case l.OffLabel != nil:
				l.Unknown = ""
			case l.Unknown == "":
				l.Unknown = "The records do not tell for this day."
			}
		}
	}
	return resolved
}

// ChangeDays returns, in no particular order, all days on which the status of a use of a drug may change.
func (a *Authorities) ChangeDays(drug *compendiumv1.Drug) []date.Day {
	var days []date.Day
	for _, product := range drug.GetProducts() {
		for _, e := range product.GetAuthorizations() {
			days = append(days, latest(e))
			if first := earliest(e); first != "" {
				days = append(days, first)
			}
		}
	}
	for _, until := range a.ends[drug.GetName()] {
		days = append(days, date.Next(until))
	}
	if len(days) == 0 {
		return nil
	}
	for _, until := range a.mandates {
		if until != forever {
			days = append(days, date.Next(until))
		}
	}
	return days
}
