package label

import (
	"slices"
	"strings"

	"github.com/opencompendium/compendium/catalog/date"
)

// period is a range of days, both included.
type period struct{ since, until date.Day }

// members are the states of the European Union. The United Kingdom, which left, is not among them: EMA's mandates for
// it are stated in EMA's record. Licenses that are older than a state's accession hold there from the accession on, so
// that its day limits no event.
var members = []string{"AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IT",
	"LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK"}

// wider returns the region whose licenses hold in a jurisdiction, too: the EU for its members, and a country for its
// parts. It returns false if there is none. Northern Ireland is none of the parts for which the licenses of Great
// Britain hold: from 2021 to 2024 they did not.
func wider(jurisdiction string) (region string, ok bool) {
	if slices.Contains(members, jurisdiction) {
		return "EU", true
	}
	country, _, isPart := strings.Cut(jurisdiction, "-")
	return country, isPart && jurisdiction != "GB-NIR"
}

// HoldsIn reports whether the licenses of a region hold in a jurisdiction: the same, a member of the EU, or a part of a
// country.
func HoldsIn(region, jurisdiction string) bool {
	around, ok := wider(jurisdiction)
	return region == jurisdiction || ok && region == around
}

// mandate returns the period in which a regulator's licenses hold in a jurisdiction, and whether they hold there at
// all.
func (a *Authorities) mandate(regulator, jurisdiction string) (period, bool) {
	if p, ok := a.mandates[mandateKey{regulator, jurisdiction}]; ok {
		return p, true
	}
	region, ok := wider(jurisdiction)
	if !ok {
		return period{}, false
	}
	p, ok := a.mandates[mandateKey{regulator, region}]
	return p, ok
}
