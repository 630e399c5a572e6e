package label

import (
	"strings"

	"github.com/opencompendium/compendium/catalog/date"
)

// period is a range of days, both included.
type period struct{ since, until date.Day }

// forever is the end of a mandate that has none. It is after every other day.
const forever = date.Day("9999-12-31")

// members are the states of the European Union with the days of their accession, which matter from the first centralized
// licenses of 1995 on (treaties of accession, OJ). The United Kingdom, which left, is not among them: EMA's mandates for
// it are stated in EMA's record.
var members = map[string]date.Day{
	"AT": "1995-01-01", "BE": "", "BG": "2007-01-01", "CY": "2004-05-01", "CZ": "2004-05-01", "DE": "", "DK": "",
	"EE": "2004-05-01", "ES": "", "FI": "1995-01-01", "FR": "", "GR": "", "HR": "2013-07-01", "HU": "2004-05-01",
	"IE": "", "IT": "", "LT": "2004-05-01", "LU": "", "LV": "2004-05-01", "MT": "2004-05-01", "NL": "", "PL": "2004-05-01",
	"PT": "", "RO": "2007-01-01", "SE": "1995-01-01", "SI": "2004-05-01", "SK": "2004-05-01",
}

// wider returns the region whose licenses hold in a jurisdiction, too, and since when: the EU for its members, and a
// country for its parts. It returns false if there is none. Northern Ireland is none of the parts for which the licenses
// of Great Britain hold: from 2021 to 2024 they did not.
func wider(jurisdiction string) (region string, since date.Day, ok bool) {
	if since, ok = members[jurisdiction]; ok {
		return "EU", since, true
	}
	country, _, isPart := strings.Cut(jurisdiction, "-")
	return country, "", isPart && jurisdiction != "GB-NIR"
}

// mandate returns the period in which a regulator's licenses hold in a jurisdiction, and whether they hold there at all.
func (a *Authorities) mandate(regulator, jurisdiction string) (period, bool) {
	if p, ok := a.mandates[mandateKey{regulator, jurisdiction}]; ok {
		return p, true
	}
	region, _, ok := wider(jurisdiction)
	if !ok {
		return period{}, false
	}
	// Licenses that are older than the accession hold from the accession on, so its day limits no event.
	p, ok := a.mandates[mandateKey{regulator, region}]
	return p, ok
}
