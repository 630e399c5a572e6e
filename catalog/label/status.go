package label

import (
	"slices"

	"github.com/opencompendium/compendium/catalog/date"
	"github.com/opencompendium/compendium/catalog/scope"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

// Result is a derived status.
type Result struct {
	// Status is the status of the use.
	Status compendiumv1.Label_Status
	// Coverage is the day up to which the records are declared complete. It is set where the status rests on the absence
	// of an approval.
	Coverage date.Day
	// Standing is how firm the license is, for a use that is on label, in whole or in part.
	Standing compendiumv1.Label_Standing
	// Products are the IDs of the products on whose label it is, in the order of the drug.
	Products []string
	// Judged are the dimensions in which scopes of licenses and the use were compared. It is empty where events name the
	// use itself.
	Judged []compendiumv1.Label_Dimension
	// Limits are the dimensions that keep a license from covering the whole use, or from telling about it.
	Limits []compendiumv1.Label_Dimension
	// Rest is what the licenses say beyond the dimensions.
	Rest []string
	// Marketed reports whether one of the products can be had, or is nil if the records do not tell.
	Marketed *bool
}

// Statuses holds what is licensed of one drug in one jurisdiction on one day. It is what the statuses of its uses are
// derived from.
type Statuses struct {
	drug     *compendiumv1.Drug
	day      date.Day
	records  scope.Records
	readings []reading
	coverage date.Day
	covered  bool
}

// reading holds the licenses under one assumption on when events of imprecise dates took effect.
type reading struct {
	// licenses hold in the whole jurisdiction, national ones in a part of it, such as a member of the EU.
	licenses, national []*license
}

// Statuses plays the events of a drug for a jurisdiction up to a day.
func (a *Authorities) Statuses(
	drug *compendiumv1.Drug, jurisdiction string, day date.Day, records scope.Records,
) Statuses {
	s := Statuses{drug: drug, day: day, records: records}
	s.coverage, s.covered = a.covered(drug, jurisdiction, day)
	events := make([][]dated, len(drug.GetProducts()))
	for i, product := range drug.GetProducts() {
		events[i] = datedEvents(product)
	}
	for _, effective := range assumptions(events, day) {
		var r reading
		for i, product := range drug.GetProducts() {
			r.licenses = append(r.licenses, a.licenses(product, events[i], jurisdiction, day, effective)...)
			if of := product.GetJurisdiction(); of != jurisdiction && HoldsIn(jurisdiction, of) {
				r.national = append(r.national, a.licenses(product, events[i], of, day, effective)...)
			}
		}
		s.readings = append(s.readings, r)
	}
	return s
}

// OfID returns the status of a use by its ID, as Of does. A use that the drug does not have is compared by its ID
// alone.
func (s Statuses) OfID(id string) Result {
	if i := s.indexOf(id); i >= 0 {
		return s.Of(s.drug.Uses[i])
	}
	return s.Of(&compendiumv1.Use{Id: id})
}

// indexOf returns the index of the drug's use of an ID, or -1.
func (s Statuses) indexOf(id string) int {
	return slices.IndexFunc(s.drug.GetUses(), func(use *compendiumv1.Use) bool { return use.GetId() == id })
}

// Of returns the status of a use. One without an ID is none of the drug's own, such as that of a regimen, and has what
// the drug is given with among its partners:
//
//   - ON_LABEL if the licenses of the drug that are in force cover the use, and PARTLY_ON_LABEL if they cover a part;
//   - UNKNOWN if what license and use state does not tell, or if a license was in force when its regulator's mandate
//     ended;
//   - FORMERLY_ON_LABEL if a license covered it, or a part of it, and none does any more;
//   - otherwise, if the drug's records are declared complete for the jurisdiction, and no national license may cover
//     it: OFF_LABEL if a product is licensed for something else, UNLICENSED if none is;
//   - UNKNOWN in all other cases, and if the answer depends on the day within an imprecise date on which an event took
//     effect.
//
// A declared coverage also holds for the days after its date, until the records are looked at again; the result carries
// the date of the declaration. Events count only within their regulator's mandate: a license in force when the mandate
// ends proves nothing about the time after. Dose and route are not judged.
func (s Statuses) Of(use *compendiumv1.Use) Result {
	agreed := s.read(s.readings[0], use)
	for _, reading := range s.readings[1:] {
		agreed = agree(agreed, s.read(reading, use))
	}
	return agreed
}

// agree returns the common result of a and b, or UNKNOWN.
func agree(a, b Result) Result {
	if a.Status != b.Status || a.Coverage != b.Coverage {
		return Result{Status: compendiumv1.Label_UNKNOWN}
	}
	if a.Standing != b.Standing {
		a.Standing = uncertain(a.Standing, b.Standing)
	}
	a.Products = slices.DeleteFunc(slices.Clone(a.Products), func(id string) bool {
		return !slices.Contains(b.Products, id)
	})
	if a.Marketed == nil || b.Marketed == nil || *a.Marketed != *b.Marketed {
		a.Marketed = nil
	}
	return a
}

// read returns the status of a use under one assumption.
func (s Statuses) read(r reading, use *compendiumv1.Use) Result {
	now := s.inForce(r.licenses, use)
	lapsed, ever := false, false
	if now.Coverage == scope.Not {
		lapsed, ever = s.earlier(r.licenses, use)
	}
	unknown := Result{Status: compendiumv1.Label_UNKNOWN, Judged: now.Judged}
	switch {
	case now.Coverage == scope.Covers:
		return s.onLabel(compendiumv1.Label_ON_LABEL, r.licenses, use, now)
	case now.Coverage == scope.InPart:
		return s.onLabel(compendiumv1.Label_PARTLY_ON_LABEL, r.licenses, use, now)
	case now.Coverage == scope.CannotTell:
		unknown.Limits = now.Limits
		return unknown
	case lapsed:
		return unknown
	case ever:
		return Result{Status: compendiumv1.Label_FORMERLY_ON_LABEL, Judged: now.Judged}
	case !s.covered || s.inForce(r.national, use).Coverage != scope.Not:
		return unknown
	case slices.ContainsFunc(slices.Concat(r.licenses, r.national), s.isInForce):
		return Result{Status: compendiumv1.Label_OFF_LABEL, Coverage: s.coverage, Judged: now.Judged}
	default:
		return Result{Status: compendiumv1.Label_UNLICENSED, Coverage: s.coverage}
	}
}

// isInForce reports whether a license is in force on the day.
func (s Statuses) isInForce(l *license) bool { return l.inForceOn(s.day) }

// inForce compares all licenses in force with a use. Scopes of several licenses may cover it together.
func (s Statuses) inForce(licenses []*license, use *compendiumv1.Use) scope.Verdict {
	var scopes []*compendiumv1.Scope
	best := scope.Verdict{}
	for _, l := range licenses {
		if !s.isInForce(l) {
			continue
		}
		if of := s.scopes(l.subject, use); len(of) > 0 {
			scopes = append(scopes, of...)
		} else if verdict := s.verdict(l, use); verdict.Coverage > best.Coverage {
			best = verdict
		}
	}
	if best.Coverage == scope.Covers || len(scopes) == 0 {
		return best
	}
	if joint := scope.Compare(scopes, use, s.records); joint.Coverage >= best.Coverage {
		return joint
	}
	return best
}

// verdict compares a license with a use. A generic whose indications are not stated as scopes tells of none but its own
// use: it has no indication that the original lacks.
func (s Statuses) verdict(l *license, use *compendiumv1.Use) scope.Verdict {
	verdict := s.compare(l.subject, use)
	if verdict.Coverage == scope.CannotTell && l.product.GetRelation() == compendiumv1.Product_GENERIC &&
		len(s.scopes(l.subject, use)) == 0 {
		return scope.Verdict{}
	}
	return verdict
}

// earlier reports whether a license that is no longer in force covered a use, or a part of it, at some time, and
// whether one was in force when its regulator's mandate ended.
func (s Statuses) earlier(licenses []*license, use *compendiumv1.Use) (lapsed, ever bool) {
	for _, l := range licenses {
		of := s.verdict(l, use).Coverage
		lapsed = lapsed || l.inForce() && of >= scope.CannotTell
		ever = ever || l.ever && of >= scope.InPart ||
			slices.ContainsFunc(l.past, func(past subject) bool {
				return s.compare(past, use).Coverage >= scope.InPart
			})
	}
	return lapsed, ever
}

// onLabel returns the result for a use that licenses in force cover, in whole or in part.
func (s Statuses) onLabel(
	status compendiumv1.Label_Status, licenses []*license, use *compendiumv1.Use, verdict scope.Verdict,
) Result {
	result := Result{Status: status, Judged: verdict.Judged, Limits: verdict.Limits, Rest: verdict.Rest,
		Standing: s.standing(licenses, use, verdict.Coverage)}
	var covering, partly []*license
	for _, l := range licenses {
		switch of := s.compare(l.subject, use).Coverage; {
		case !s.isInForce(l):
		case of == scope.Covers:
			covering = append(covering, l)
		case of == scope.InPart:
			partly = append(partly, l)
		}
	}
	if len(covering) == 0 { // those that cover all of it decide, if there are any
		covering = partly
	}
	for _, l := range covering {
		if id := l.product.GetId(); id != "" && !slices.Contains(result.Products, id) {
			result.Products = append(result.Products, id)
		}
		result.Marketed = either(result.Marketed, CanBeHad(Market(l.product, s.day)))
	}
	return result
}

// standingOf returns how firm a license on a basis is.
func standingOf(basis compendiumv1.AuthorizationEvent_Basis) compendiumv1.Label_Standing {
	switch basis {
	case compendiumv1.AuthorizationEvent_BASIS_UNSPECIFIED:
		return compendiumv1.Label_FULL
	case compendiumv1.AuthorizationEvent_EXCEPTIONAL_CIRCUMSTANCES:
		return compendiumv1.Label_EXCEPTIONAL
	default:
		return compendiumv1.Label_CONDITIONAL
	}
}

// standing returns how firm the licenses are that cover a use so far: the firmest standing at which no less firm
// license is needed for that.
func (s Statuses) standing(
	licenses []*license, use *compendiumv1.Use, coverage scope.Coverage,
) compendiumv1.Label_Standing {
	var firm []*license
	for _, standing := range []compendiumv1.Label_Standing{compendiumv1.Label_FULL, compendiumv1.Label_EXCEPTIONAL} {
		for _, l := range licenses {
			if standingOf(l.basis) == standing {
				firm = append(firm, l)
			}
		}
		if s.inForce(firm, use).Coverage == coverage {
			return standing
		}
	}
	return compendiumv1.Label_CONDITIONAL
}

// uncertain returns the standing of a license that has one of two, depending on when a dated event took effect.
func uncertain(a, b compendiumv1.Label_Standing) compendiumv1.Label_Standing {
	for _, standing := range []compendiumv1.Label_Standing{a, b} {
		if standing != compendiumv1.Label_FULL && standing != compendiumv1.Label_EXCEPTIONAL {
			return compendiumv1.Label_CONFIRMATION_PENDING
		}
	}
	return compendiumv1.Label_EXCEPTIONAL
}
