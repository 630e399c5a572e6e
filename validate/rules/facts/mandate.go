package facts

import (
	"slices"
	"strings"

	"github.com/opencompendium/compendium/catalog/date"
	"github.com/opencompendium/compendium/catalog/fold"
	"github.com/opencompendium/compendium/catalog/label"
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

// DecidesIn reports whether a regulator decides in a place, in a part of it or in what it is a part of.
func DecidesIn(regulator *compendiumv1.Regulator, where string) bool {
	return slices.ContainsFunc(regulator.GetMandates(), func(m *compendiumv1.Regulator_Mandate) bool {
		return label.HoldsIn(m.GetJurisdiction(), where) || label.HoldsIn(where, m.GetJurisdiction())
	})
}

// RegulatorNamed returns the regulator with a name, of which either may have more words than the other: "U.S. Food and
// Drug Administration" is FDA. It returns nil if there is none.
func RegulatorNamed(regulators []*compendiumv1.Regulator, name string) *compendiumv1.Regulator {
	name = fold.Spaced(name)
	const long = 10 // words that are a part of the other name
	for _, r := range regulators {
		texts := []string{r.GetDisplayName()}
		for _, n := range r.GetNames() {
			texts = append(texts, n.GetText())
		}
		if slices.ContainsFunc(texts, func(text string) bool {
			other := fold.Spaced(text)
			return name == other || len(name) >= long && strings.Contains(other, name) ||
				len(other) >= long && strings.Contains(name, other)
		}) {
			return r
		}
	}
	return nil
}
