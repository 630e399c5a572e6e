package label

import (
	"slices"

	"github.com/opencompendium/compendium/catalog/date"
	"github.com/opencompendium/compendium/catalog/scope"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

// license is what a product is licensed for by an approval and the events that change it.
type license struct {
	product *compendiumv1.Product
	// subject is what it is for now; past is what it was for earlier, while it was in force.
	subject subject
	past    []subject
	// events are the IDs of the events that made it what it is.
	events []string

	granted, suspended bool
	ever               bool     // was in force at some time
	until              date.Day // end of the granting regulator's mandate
	basis              compendiumv1.AuthorizationEvent_Basis
}

func (l *license) inForce() bool { return l.granted && !l.suspended }

// inForceOn reports whether the license, as it stands, is in force on a day: its regulator's mandate may have ended.
func (l *license) inForceOn(day date.Day) bool { return l.inForce() && day <= l.until }

// subject is what a license is for.
type subject struct {
	use        string                // exactly this use
	scopes     []*compendiumv1.Scope // alternatives
	conditions []string              // of an indication in words
	unknown    bool                  // not known
}

// compare compares what a license of the drug is for with a use. Words that name conditions do not tell about uses for
// them.
func (s Statuses) compare(of subject, use *compendiumv1.Use) scope.Verdict {
	switch scopes := s.scopes(of, use); {
	case of.use != "" && of.use == use.GetId():
		return scope.Verdict{Coverage: scope.Covers}
	case len(scopes) > 0:
		return scope.Compare(scopes, use, s.records)
	case of.unknown:
		return scope.Verdict{Coverage: scope.CannotTell}
	case len(of.conditions) > 0:
		named := []*compendiumv1.Scope{{Conditions: of.conditions}}
		if scope.Compare(named, use, s.records).Coverage != scope.Not {
			condition := []compendiumv1.Label_Dimension{compendiumv1.Label_CONDITION}
			return scope.Verdict{Coverage: scope.CannotTell, Judged: condition, Limits: condition}
		}
	}
	return scope.Verdict{}
}

// scopes returns what a license states to be compared with a use. A use without an ID is none of the drug's own, such
// as that of a regimen: for it, a license for exactly one of the drug's uses is one for what that use states.
func (s Statuses) scopes(of subject, use *compendiumv1.Use) []*compendiumv1.Scope {
	if len(of.scopes) > 0 || use.GetId() != "" {
		return of.scopes
	}
	if i := s.indexOf(of.use); i >= 0 {
		return []*compendiumv1.Scope{scope.Of(s.drug.Uses[i])}
	}
	return nil
}

// licenses returns the licenses of a product in a jurisdiction as its events up to a day make them. It ignores events
// of bodies without a mandate for the jurisdiction.
func (a *Authorities) licenses(
	product *compendiumv1.Product, events []dated, jurisdiction string, day date.Day, effective effect,
) []*license {
	played := &play{product: product, byKey: make(map[string]*license)}
	for _, e := range ordered(events, day, effective) {
		mandate, ok := a.mandate(e.GetRegulator(), jurisdiction)
		if at := effective(e); ok && at <= day && mandate.since <= e.last && at <= mandate.until {
			played.apply(e.AuthorizationEvent, mandate.until)
		}
	}
	return played.list
}

// play is the state of a product's licenses while its events are applied.
type play struct {
	product *compendiumv1.Product
	list    []*license
	byKey   map[string]*license
}

// apply applies one event of a regulator whose mandate ends on until. An event that names nothing applies to everything
// the product is licensed for, and grants nothing.
func (p *play) apply(e *compendiumv1.AuthorizationEvent, until date.Day) {
	key, of := subjectOf(e)
	switch {
	case e.GetAmends() != "":
		for _, l := range p.list {
			if slices.Contains(l.events, e.GetAmends()) {
				if key != "" {
					l.change(of)
				}
				l.apply(e, until, true)
			}
		}
	case key != "":
		l, ok := p.byKey[key]
		if !ok || key == scopesAlone {
			l = &license{product: p.product, subject: of}
			p.byKey[key] = l
			p.list = append(p.list, l)
		}
		l.apply(e, until, true)
	default:
		for _, l := range p.list {
			l.apply(e, until, false)
		}
	}
	p.shareBasis(e)
}

// scopesAlone is the key of scopes without words, each of which are a subject of their own.
const scopesAlone = "scopes"

// subjectOf returns what an event is about, with a key that events about the same share. The key is empty for an event
// on everything.
func subjectOf(e *compendiumv1.AuthorizationEvent) (key string, of subject) {
	of = subject{use: e.GetUse(), scopes: e.GetScopes(), conditions: e.GetConditions(), unknown: e.GetIndicationUnknown()}
	switch {
	case e.GetUse() != "":
		key = "use " + e.GetUse()
	case e.GetIndication() != "":
		key = "indication " + e.GetIndication()
	case len(e.GetScopes()) > 0:
		key = scopesAlone
	case e.GetIndicationUnknown():
		key = "unknown"
	}
	return key, of
}

// change replaces the subject of a license and records the former one.
func (l *license) change(of subject) {
	if l.ever {
		l.past = append(l.past, l.subject)
	}
	l.subject = of
}

// apply applies an event to a license. named is false for an event on the whole product. A license granted or
// reinstated by a second regulator lasts until the later end of the two mandates.
func (l *license) apply(e *compendiumv1.AuthorizationEvent, until date.Day, named bool) {
	l.events = append(l.events, e.GetId())
	switch event := e.GetEvent(); {
	case event == compendiumv1.AuthorizationEvent_REINSTATED:
		l.suspended = false
		l.until = max(l.until, until)
	case event == compendiumv1.AuthorizationEvent_SUSPENDED:
		l.suspended = true
	case event == compendiumv1.AuthorizationEvent_REVOKED || event == compendiumv1.AuthorizationEvent_EXPIRED:
		l.granted, l.suspended, l.until = false, false, ""
	case Grants(event) && named:
		l.granted = true
		l.until = max(l.until, until)
		l.basis = basisAfter(l.basis, e)
	case event == compendiumv1.AuthorizationEvent_CONVERTED:
		l.basis = e.GetBasis()
	}
	l.ever = l.ever || l.inForce()
}

// basisAfter returns the basis of a license after an event that grants it.
func basisAfter(
	basis compendiumv1.AuthorizationEvent_Basis, e *compendiumv1.AuthorizationEvent,
) compendiumv1.AuthorizationEvent_Basis {
	switch {
	case e.GetBasis() != compendiumv1.AuthorizationEvent_BASIS_UNSPECIFIED:
		return e.GetBasis()
	case e.GetEvent() == compendiumv1.AuthorizationEvent_ACCELERATED: // for one indication, unless it says otherwise
		return compendiumv1.AuthorizationEvent_ACCELERATED_APPROVAL
	case e.GetEvent() == compendiumv1.AuthorizationEvent_EXPANDED:
		return basis
	default:
		return compendiumv1.AuthorizationEvent_BASIS_UNSPECIFIED
	}
}

// shareBasis applies the basis of an approval of the whole product to all licenses of the product: a conditional
// authorization of the EU, or one under exceptional circumstances, covers later indications, too, until it is
// converted.
func (p *play) shareBasis(e *compendiumv1.AuthorizationEvent) {
	shared := func(basis compendiumv1.AuthorizationEvent_Basis) bool {
		return basis == compendiumv1.AuthorizationEvent_CONDITIONAL ||
			basis == compendiumv1.AuthorizationEvent_EXCEPTIONAL_CIRCUMSTANCES
	}
	switch {
	case e.GetEvent() == compendiumv1.AuthorizationEvent_CONVERTED:
		for _, l := range p.list {
			if shared(l.basis) {
				l.basis = e.GetBasis()
			}
		}
	case Grants(e.GetEvent()):
		for _, l := range p.list {
			if i := slices.IndexFunc(p.list, func(o *license) bool { return shared(o.basis) && o.inForce() }); i >= 0 &&
				l.basis == compendiumv1.AuthorizationEvent_BASIS_UNSPECIFIED {
				l.basis = p.list[i].basis
			}
		}
	}
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

// Ends reports whether an event suspends or ends a license.
func Ends(e compendiumv1.AuthorizationEvent_Event) bool {
	switch e {
	case compendiumv1.AuthorizationEvent_SUSPENDED, compendiumv1.AuthorizationEvent_REVOKED,
		compendiumv1.AuthorizationEvent_EXPIRED:
		return true
	default:
		return false
	}
}
