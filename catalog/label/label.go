// Package label derives whether a use of a drug is off label in a jurisdiction on a date, from authorization events and
// the declared coverage of regulators' records.
//
// It knows the schema's messages and dates, and nothing of files, rules or serving: the linter and the server share the
// same derivation.
package label

import (
	"slices"

	"github.com/opencompendium/compendium/catalog/date"
	"github.com/opencompendium/compendium/catalog/scope"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

// Authorities holds what the derivation needs to know about regulators. It is immutable and safe for concurrent use.
type Authorities struct {
	mandates  map[mandateKey]period
	licensors map[string]bool
}

type mandateKey struct{ regulator, jurisdiction string }

// NewAuthorities collects the mandates of licensing regulators. It ignores other bodies.
func NewAuthorities(regulators []*compendiumv1.Regulator) *Authorities {
	a := &Authorities{mandates: make(map[mandateKey]period), licensors: make(map[string]bool)}
	for _, r := range regulators {
		if r.GetKind() != compendiumv1.Regulator_LICENSING {
			continue
		}
		a.licensors[r.Name] = true
		for _, m := range r.Mandates {
			p := period{until: date.Forever}
			if m.GetSince() != "" {
				p.since = date.Earliest(m.GetSince())
			}
			if m.GetUntil() != "" {
				p.until = date.Latest(m.GetUntil())
			}
			key := mandateKey{r.Name, m.GetJurisdiction()}
			if known, ok := a.mandates[key]; ok {
				p = period{min(p.since, known.since), max(p.until, known.until)}
			}
			a.mandates[key] = p
		}
	}
	return a
}

// coverages returns the coverages that a drug declares for a jurisdiction and that prove something there, each with the
// last day on which it does so: none after the regulator's mandate. In the European Union, what the centralized
// procedure lacks may be licensed nationally, so that its coverage alone proves nothing, unless it was the only
// procedure.
func (a *Authorities) coverages(drug *compendiumv1.Drug, jurisdiction string) []period {
	var declared []period
	for _, c := range drug.GetCoverage() {
		if c.GetJurisdiction() != jurisdiction || !a.licensors[c.GetRegulator()] || !ProvesAbsence(c) {
			continue
		}
		mandate, ok := a.mandate(c.GetRegulator(), jurisdiction)
		if !ok {
			mandate.until = date.Forever // a rule reports the missing mandate
		}
		declared = append(declared, period{date.Earliest(c.GetCompleteAsOf()), mandate.until})
	}
	return declared
}

// ProvesAbsence reports whether a coverage includes every way to a license of its jurisdiction. There are two in the
// European Union, and one elsewhere.
func ProvesAbsence(c *compendiumv1.Coverage) bool {
	return c.GetJurisdiction() != "EU" || c.GetOnlyProcedure() ||
		slices.Contains(c.GetProcedures(), compendiumv1.Coverage_NATIONAL) &&
			slices.Contains(c.GetProcedures(), compendiumv1.Coverage_CENTRALIZED)
}

// covered returns the latest day up to which the drug's records are declared complete, and whether they are declared so
// at all.
func (a *Authorities) covered(
	drug *compendiumv1.Drug, jurisdiction string, day date.Day,
) (asOf date.Day, covered bool) {
	for _, c := range a.coverages(drug, jurisdiction) {
		if day <= c.until {
			asOf, covered = max(asOf, c.since), true
		}
	}
	return asOf, covered
}

// OffLabel returns the off-label flag that matches a status, or nil for UNKNOWN and PARTLY_ON_LABEL, which have a
// reason instead of a flag.
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

// Label sets what is derived for a day of the labels of a drug. It needs only the products, coverage and uses.
func (a *Authorities) Label(drug *compendiumv1.Drug, day date.Day, records scope.Records) {
	statuses := make(map[string]Statuses)
	for _, use := range drug.GetUses() {
		for _, l := range use.GetLabels() {
			derived, ok := statuses[l.GetJurisdiction()]
			if !ok {
				derived = a.Statuses(drug, l.GetJurisdiction(), day, records)
				statuses[l.GetJurisdiction()] = derived
			}
			derived.Of(use).set(l)
		}
	}
}

// set writes a result into a label.
func (r Result) set(l *compendiumv1.Label) {
	l.Status, l.CoverageDate, l.OffLabel = r.Status, string(r.Coverage), OffLabel(r.Status)
	l.Products, l.Standing, l.Judged, l.Rest, l.Marketed = r.Products, r.Standing, r.Judged, r.Rest, r.Marketed
	switch {
	case l.OffLabel != nil:
		l.Unknown = ""
	case l.Unknown == "" && r.Status == compendiumv1.Label_PARTLY_ON_LABEL:
		l.Unknown = "A license covers a part of the use."
	case l.Unknown == "":
		l.Unknown = "The records do not tell for this day."
	}
}

// ChangeDays returns, in no particular order, all days on which what is derived of a drug may change.
func (a *Authorities) ChangeDays(drug *compendiumv1.Drug) []date.Day {
	var days []date.Day
	for _, product := range drug.GetProducts() {
		for _, e := range datedEvents(product) {
			days = append(days, e.last)
			if e.first != "" {
				days = append(days, e.first)
			}
		}
		for _, m := range product.GetMarketing() {
			if m.GetDate() != "" {
				days = append(days, date.Earliest(m.GetDate()), date.Latest(m.GetDate()))
			}
		}
	}
	if len(days) == 0 && len(drug.GetCoverage()) == 0 {
		return nil
	}
	for _, mandate := range a.mandates {
		if mandate.until != date.Forever {
			days = append(days, date.Next(mandate.until))
		}
	}
	return days
}
