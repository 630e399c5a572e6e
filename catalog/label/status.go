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
	drug    *compendiumv1.Drug
	day     date.Day
	records scope.Records
	// readings are the licenses under each assumption on when events of imprecise dates took effect.
	readings [][]*license
	coverage date.Day
	covered  bool
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
		var reading []*license
		for i, product := range drug.GetProducts() {
			reading = append(reading, a.licenses(product, events[i], jurisdiction, day, effective)...)
		}
		s.readings = append(s.readings, reading)
	}
	return s
}

// OfID returns the status of a use by its ID, as Of does. A use that the drug does not have is compared by its ID
// alone.
func (s Statuses) OfID(id string) Result {
	i := slices.IndexFunc(s.drug.GetUses(), func(use *compendiumv1.Use) bool { return use.GetId() == id })
	if i < 0 {
		return s.Of(&compendiumv1.Use{Id: id})
	}
	return s.Of(s.drug.Uses[i])
}

// Of returns the status of a use:
//
//   - ON_LABEL if the licenses of the drug that are in force cover the use, and PARTLY_ON_LABEL if they cover a part;
//   - UNKNOWN if what license and use state does not tell, or if a license was in force when its regulator's mandate
//     ended;
//   - FORMERLY_ON_LABEL if a license covered it, or a part of it, and none does any more;
//   - otherwise, if the drug's records are declared complete for the jurisdiction, and no license is in force whose
//     indication is unknown: OFF_LABEL if a product is licensed for something else, UNLICENSED if none is;
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
		a.Standing = compendiumv1.Label_STANDING_UNSPECIFIED
	}
	a.Products = slices.DeleteFunc(slices.Clone(a.Products), func(id string) bool {
		return !slices.Contains(b.Products, id)
	})
	return a
}

// read returns the status of a use under one assumption.
func (s Statuses) read(licenses []*license, use *compendiumv1.Use) Result {
	now := s.inForce(licenses, use)
	lapsed, ever := false, false
	if now.Coverage == scope.Not {
		lapsed, ever = s.earlier(licenses, use)
	}
	licensed, blind := false, false // for anything; for what is not known
	for _, l := range licenses {
		if l.inForceOn(s.day) {
			licensed = true
			blind = blind || l.subject.unknown && l.product.GetRelation() != compendiumv1.Product_GENERIC
		}
	}
	unknown := Result{Status: compendiumv1.Label_UNKNOWN, Judged: now.Judged}
	switch {
	case now.Coverage == scope.Covers:
		return s.onLabel(compendiumv1.Label_ON_LABEL, licenses, use, now)
	case now.Coverage == scope.InPart:
		return s.onLabel(compendiumv1.Label_PARTLY_ON_LABEL, licenses, use, now)
	case now.Coverage == scope.CannotTell:
		unknown.Limits = now.Limits
		return unknown
	case lapsed:
		return unknown
	case ever:
		return Result{Status: compendiumv1.Label_FORMERLY_ON_LABEL, Judged: now.Judged}
	case !s.covered || blind:
		return unknown
	case licensed:
		return Result{Status: compendiumv1.Label_OFF_LABEL, Coverage: s.coverage, Judged: now.Judged}
	default:
		return Result{Status: compendiumv1.Label_UNLICENSED, Coverage: s.coverage}
	}
}

// inForce compares all licenses in force with a use. Scopes of several licenses may cover it together.
func (s Statuses) inForce(licenses []*license, use *compendiumv1.Use) scope.Verdict {
	var scopes []*compendiumv1.Scope
	best := scope.Verdict{}
	for _, l := range licenses {
		if !l.inForceOn(s.day) {
			continue
		}
		if len(l.subject.scopes) > 0 {
			scopes = append(scopes, l.subject.scopes...)
		} else if verdict := l.subject.compare(use, s.records); verdict.Coverage > best.Coverage {
			if verdict.Coverage == scope.CannotTell && l.product.GetRelation() == compendiumv1.Product_GENERIC {
				continue
			}
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

// earlier reports whether a license that is no longer in force covered a use, or a part of it, at some time, and
// whether
// one was in force when its regulator's mandate ended.
func (s Statuses) earlier(licenses []*license, use *compendiumv1.Use) (lapsed, ever bool) {
	for _, l := range licenses {
		of := l.subject.compare(use, s.records).Coverage
		lapsed = lapsed || l.inForce() && s.day > l.until && of >= scope.CannotTell
		ever = ever || l.ever && of >= scope.InPart ||
			slices.ContainsFunc(l.past, func(past subject) bool {
				return past.compare(use, s.records).Coverage >= scope.InPart
			})
	}
	return lapsed, ever
}

// onLabel returns the result for a use that licenses in force cover, in whole or in part.
func (s Statuses) onLabel(
	status compendiumv1.Label_Status, licenses []*license, use *compendiumv1.Use, verdict scope.Verdict,
) Result {
	result := Result{Status: status, Judged: verdict.Judged, Rest: verdict.Rest}
	if verdict.Coverage != scope.Covers {
		result.Limits = verdict.Limits
	}
	var covering []*license
	for _, l := range licenses {
		if l.inForceOn(s.day) && l.subject.compare(use, s.records).Coverage >= scope.InPart {
			covering = append(covering, l)
		}
	}
	// Licenses that cover all of it decide, if there are any.
	if whole := slices.DeleteFunc(slices.Clone(covering), func(l *license) bool {
		return l.subject.compare(use, s.records).Coverage != scope.Covers
	}); len(whole) > 0 {
		covering = whole
	}
	for _, l := range covering {
		result.Standing = firmer(result.Standing, standingOf(l.basis))
		if id := l.product.GetId(); id != "" && !slices.Contains(result.Products, id) {
			result.Products = append(result.Products, id)
		}
		result.Marketed = either(result.Marketed, marketed(l.product, s.day))
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

// firmer returns the firmer of two standings: full, then under exceptional circumstances, then conditional.
func firmer(a, b compendiumv1.Label_Standing) compendiumv1.Label_Standing {
	for _, standing := range []compendiumv1.Label_Standing{compendiumv1.Label_FULL, compendiumv1.Label_EXCEPTIONAL} {
		if a == standing || b == standing {
			return standing
		}
	}
	return max(a, b)
}
