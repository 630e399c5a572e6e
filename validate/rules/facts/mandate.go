package facts

import (
	"strings"

	"github.com/opencompendium/compendium/catalog/date"
	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
)

// LicensesOn reports whether a regulator has a mandate for a jurisdiction that has not ended before a day.
func LicensesOn(regulator *compendiumv1.Regulator, jurisdiction string, day date.Day) bool {
	for _, m := range regulator.GetMandates() {
		if m.GetJurisdiction() != jurisdiction {
			continue
		}
		if _, last, ok := Days(m.GetUntil()); !ok || day <= last {
			return true
		}
	}
	return false
}

// Mandates returns the jurisdictions of a regulator's mandates for people: "EU, GB until 2020-12-31".
func Mandates(regulator *compendiumv1.Regulator) string {
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

// CoverageField returns a field of a declared coverage.
func CoverageField(p *validate.RecordPass, c validate.Coverage, name string) finding.Field {
	return finding.Field{File: p.FileOf(c.Regulator.GetName()), Path: CoveragePath(c.Index, name)}
}
