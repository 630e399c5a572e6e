// Package label derives whether a use of a drug is off label in a jurisdiction on a date, from authorization events and from how far
// the regulators' records are covered.
//
// It knows the messages of the schema and dates, and nothing of files, rules or serving: the same derivation answers the linter
// and the server.
package label

import (
	"cmp"
	"slices"
	"strings"

	"google.golang.org/protobuf/proto"

	"github.com/opencompendium/compendium/catalog/date"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

// Authorities is what the derivation needs to know of regulators. It is immutable and safe for concurrent use.
type Authorities struct {
	mandates  map[mandateKey]date.Day
	coverages map[coverageKey][]coverage
	// ends are the days after which a coverage of a drug no longer counts, by drug.
	ends map[string][]date.Day
}

// coverage is that a regulator's records are declared complete.
type coverage struct{ asOf, until date.Day }

type mandateKey struct{ regulator, jurisdiction string }

type coverageKey struct{ drug, jurisdiction string }

// Result is what was derived.
type Result struct {
	// Status of the use.
	Status compendiumv1.Label_Status
	// Coverage is the day up to which the records are declared complete, where the status rests on the absence of an approval.
	Coverage date.Day
}

// forever stands for the end of a mandate that lasts; every day is before it.
const forever = date.Day("9999-12-31")

// NewAuthorities takes mandates and coverages from the regulators' records. Bodies that do not license are passed over.
func NewAuthorities(regulators []*compendiumv1.Regulator) *Authorities {
	a := &Authorities{mandates: make(map[mandateKey]date.Day), coverages: make(map[coverageKey][]coverage), ends: make(map[string][]date.Day)}
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
			// What a regulator has licensed tells nothing about the time after its mandate.
			until, ok := a.mandates[mandateKey{r.Name, c.GetJurisdiction()}]
			if !ok {
				until = forever // that the mandate is missing is for others to say
			} else if until != forever {
				a.ends[c.GetDrug()] = append(a.ends[c.GetDrug()], until)
			}
			a.coverages[key] = append(a.coverages[key], coverage{date.Earliest(c.GetCompleteAsOf()), until})
		}
	}
	return a
}

// Derive gives the status of a use, by its id, of a drug in a jurisdiction on a day:
//
//   - ON_LABEL where a product is licensed for the use;
//   - FORMERLY_ON_LABEL where one was, and none is any more;
//   - otherwise, where the records of the drug are declared complete for the jurisdiction, by a regulator whose mandate lasts: OFF_LABEL where
//     a product is licensed for something else, UNLICENSED where none is;
//   - UNKNOWN in all other cases, and where the answer depends on which day within an imprecise date an event took effect.
//
// A declaration of coverage holds for the days after its date too, until the records are looked at again; the result carries its
// date, so that whoever reads it can tell. Events count where and for as long as their regulator's mandate holds: a license
// still in force when the mandate ends says nothing about the time after.
func (a *Authorities) Derive(drug *compendiumv1.Drug, use, jurisdiction string, day date.Day) Result {
	return a.Statuses(drug, jurisdiction, day).Of(use)
}

// Statuses are what was derived for all uses of one drug in one jurisdiction on one day.
type Statuses struct {
	uses   map[string]Result // of the uses that some event is about
	others Result
}

// Of gives what was derived for a use, by its id, as Derive does.
func (s Statuses) Of(use string) Result {
	if r, ok := s.uses[use]; ok {
		return r
	}
	return s.others
}

// Statuses derives for all uses of a drug at once, by playing its events once. Who asks for many uses of a drug asks here.
func (a *Authorities) Statuses(drug *compendiumv1.Drug, jurisdiction string, day date.Day) Statuses {
	agreed := a.derive(drug, jurisdiction, day, earliest)
	agreed = agreed.and(a.derive(drug, jurisdiction, day, latest))
	// Of the events that may or may not have taken effect yet, those that put in force may have and the others not, on the day itself.
	if anyUndecided(drug, day) {
		for _, decided := range []effect{earliest, latest} {
			agreed = agreed.and(a.derive(drug, jurisdiction, day, decided.andOnly(restores, day)))
			agreed = agreed.and(a.derive(drug, jurisdiction, day, decided.andOnly(Ends, day)))
		}
	}
	return agreed
}

// and gives what is so by other statuses too.
func (s Statuses) and(other Statuses) Statuses {
	agreed := Statuses{uses: make(map[string]Result, len(s.uses)), others: agree(s.others, other.others)}
	for _, one := range []Statuses{s, other} {
		for use := range one.uses {
			agreed.uses[use] = agree(s.Of(use), other.Of(use))
		}
	}
	return agreed
}

// agree gives what is so by both.
func agree(a, b Result) Result {
	if a != b {
		return Result{Status: compendiumv1.Label_UNKNOWN}
	}
	return a
}

// effect gives a day within the date of an event as that on which it takes effect.
type effect func(*compendiumv1.AuthorizationEvent) date.Day

// andOnly has those events that may or may not have taken effect by a day do so on that day that are of some kinds, and the others not.
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
		if slices.ContainsFunc(product.GetAuthorizations(), func(e *compendiumv1.AuthorizationEvent) bool { return isUndecided(e, day) }) {
			return true
		}
	}
	return false
}

// isUndecided says whether an event may have taken effect by a day, or may not.
func isUndecided(e *compendiumv1.AuthorizationEvent, day date.Day) bool {
	return (len(e.GetDate()) < len("2006-01-02") || e.GetOrEarlier()) && earliest(e) <= day && day < latest(e)
}

// earliest gives the first day on which an event may have taken effect.
func earliest(e *compendiumv1.AuthorizationEvent) date.Day {
	if e.GetOrEarlier() {
		return ""
	}
	return date.Earliest(e.GetDate())
}

// latest gives the last day on which an event may have taken effect.
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

// covered gives the day up to which the records on a drug are declared complete, and whether they are. Of two regulators with a mandate, the later
// declaration knows more.
func (a *Authorities) covered(drug *compendiumv1.Drug, jurisdiction string, day date.Day) (asOf date.Day, covered bool) {
	for _, c := range a.coverages[coverageKey{drug.GetName(), jurisdiction}] {
		if day <= c.until {
			asOf, covered = max(asOf, c.asOf), true
		}
	}
	return asOf, covered
}

// standing is where a use stands with all products of a drug together.
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

// play plays a product's events up to a day, adds to the standings of the uses they are about, and says whether the product is
// licensed for anything. An event of a body without a mandate for the jurisdiction says nothing there.
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

// license is what a product's events have made of one use or indication.
type license struct {
	granted, suspended bool
	ever               bool     // was in force at some time
	until              date.Day // the end of the mandate that it rests on
}

func (l license) inForce() bool { return l.granted && !l.suspended }

// ordered sorts events by the day they take effect. Within a day it keeps the record's order, with those last that may take effect on a later
// day too: what is derived is then the same on each day until something more is certain.
func ordered(events []*compendiumv1.AuthorizationEvent, day date.Day, effective effect) []*compendiumv1.AuthorizationEvent {
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

// usePrefix begins the keys of licenses for uses, and keeps them apart from those for indications.
const usePrefix = "use "

// apply plays one event, by a regulator whose mandate ends on a day. An event without use and indication is about all that the
// product is licensed for.
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

// after gives a license after an event. An event on the whole product, which is not named, never grants what was not granted. A
// license that a second regulator grants too, or puts back in force, lasts as long as the longer of the two mandates.
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

// Grants says whether an event is an approval of some kind.
func Grants(e compendiumv1.AuthorizationEvent_Event) bool {
	switch e {
	case compendiumv1.AuthorizationEvent_APPROVED, compendiumv1.AuthorizationEvent_ACCELERATED, compendiumv1.AuthorizationEvent_CONVERTED,
		compendiumv1.AuthorizationEvent_EXPANDED:
		return true
	default:
		return false
	}
}

// restores says whether an event puts a license in force, anew or again.
func restores(e compendiumv1.AuthorizationEvent_Event) bool {
	return Grants(e) || e == compendiumv1.AuthorizationEvent_REINSTATED
}

// Ends says whether an event puts a license out of force, for a time or for good.
func Ends(e compendiumv1.AuthorizationEvent_Event) bool {
	return e == compendiumv1.AuthorizationEvent_SUSPENDED || e == compendiumv1.AuthorizationEvent_REVOKED
}

// OffLabel gives the flag that agrees with a status, or nil where no flag does: UNKNOWN is a reason and not a flag.
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

// Resolve gives a copy of a drug in which every label has its status, and the flag that agrees with it, as they were on a day.
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

// ChangeDays gives the days on which the status of some use of a drug may become another one, in no order. On every other day it is
// as on the day before.
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
