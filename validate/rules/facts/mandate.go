package facts

import (
	"strings"

	"github.com/opencompendium/compendium/catalog/date"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

// LicensesOn reports whether a regulator has a mandate for a jurisdiction on a day, or on any if the day is "".
func LicensesOn(regulator *compendiumv1.Regulator, jurisdiction string, day date.Day) bool {
	return LicensesWithin(regulator, jurisdiction, day, day)
}

// LicensesWithin reports whether a regulator may have a mandate for a jurisdiction on one of the days from first to
// last. Dates of mandates are as precise as known, so that any reading of them counts.
func LicensesWithin(regulator *compendiumv1.Regulator, jurisdiction string, first, last date.Day) bool {
	for _, m := range regulator.GetMandates() {
		if m.GetJurisdiction() != jurisdiction {
			continue
		}
		since, _, begins := Days(m.GetSince())
		_, until, ends := Days(m.GetUntil())
		if (!begins || last == "" || since <= last) && (!ends || first <= until) {
			return true
		}
	}
	return false
}

// Mandates returns the jurisdictions of a regulator's mandates for people: "EU, GB-NIR since 2021-01-01 until
// 2024-12-31".
func Mandates(regulator *compendiumv1.Regulator) string {
	var list []string
	for _, m := range regulator.GetMandates() {
		words := m.GetJurisdiction()
		if m.GetSince() != "" {
			words += " since " + m.GetSince()
		}
		if m.GetUntil() != "" {
			words += " until " + m.GetUntil()
		}
		list = append(list, words)
	}
	return strings.Join(list, ", ")
}

// MandateAtFault returns the path of the end of a mandate for a jurisdiction that is before its beginning, or "".
func MandateAtFault(regulator *compendiumv1.Regulator, jurisdiction string) string {
	for i, m := range regulator.GetMandates() {
		since, _, begins := Days(m.GetSince())
		_, until, ends := Days(m.GetUntil())
		if m.GetJurisdiction() == jurisdiction && begins && ends && until < since {
			return ItemPath("mandates", i, "until")
		}
	}
	return ""
}
