package validate

import (
	"strings"

	"github.com/opencompendium/compendium/catalog/date"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

// licensesOn says whether a regulator has a mandate for a jurisdiction that has not ended before a day.
func licensesOn(regulator *compendiumv1.Regulator, jurisdiction string, day date.Day) bool {
	for _, m := range regulator.GetMandates() {
		if m.GetJurisdiction() != jurisdiction {
			continue
		}
		if _, last, ok := days(m.GetUntil()); !ok || day <= last {
			return true
		}
	}
	return false
}

// mandated lists the jurisdictions of a regulator's mandates, for people: "EU, GB until 2020-12-31".
func mandated(regulator *compendiumv1.Regulator) string {
	var list []string
	for _, m := range regulator.GetMandates() {
		if m.GetUntil() == "" {
			list = append(list, m.GetJurisdiction())
		} else {
			list = append(list, m.GetJurisdiction()+" until "+m.GetUntil())
		}
	}
	return strings.Join(list, ", ")
}
