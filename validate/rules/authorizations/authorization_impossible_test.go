package authorizations_test

import (
	"strings"
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestAuthorizationImpossible(t *testing.T) {
	// Each event is "date event subject".
	events := func(list ...[3]string) string {
		text := `-- drugs/examplinib.yaml --
products:
  - id: exampla-us
    jurisdiction: US
    authorizations:
`
		for _, e := range list {
			if e[2] != "" {
				e[2] += ", "
			}
			text += `      - {regulator: regulators/agency, ` + e[2] + `event: ` + e[1] + `, date: "` + e[0] + `", reason: It was so., cites: [label], id: ` +
				strings.ToLower(e[1]) + "-" + e[0] + `}
`
		}
		return text
	}
	type list = [3]string
	approved := list{"2010-05-01", "APPROVED", "use: sarcoma"}
	later := func(event, subject string) string { return events(approved, list{"2015", event, subject}) }

	ruletest.Run(t, "authorization-impossible", []ruletest.Case{
		{Name: "revoked as approved", Change: later("REVOKED", "use: sarcoma")},
		{Name: "suspended as approved", Change: later("SUSPENDED", "use: sarcoma")},
		{Name: "restricted as approved", Change: later("RESTRICTED", "use: sarcoma")},
		{Name: "revoked as a whole", Change: later("REVOKED", "")},
		{Name: "expired", Change: later("EXPIRED", "use: sarcoma")},
		{Name: "renewed", Change: later("RENEWED", "use: sarcoma")},
		{Name: "transferred as a whole", Change: later("TRANSFERRED", "")},
		{Name: "expired and never approved", Change: later("EXPIRED", "use: chordoma"),
			Want: []string{"drugs/examplinib.yaml:18:62 error products[0].authorizations[1].event"}},
		{Name: "renewed and never approved", Change: later("RENEWED", "use: chordoma"),
			Want: []string{"drugs/examplinib.yaml:18:62 error products[0].authorizations[1].event"}},
		{Name: "ended twice", Change: events(approved, list{"2012", "REVOKED", "use: sarcoma"},
			list{"2015", "EXPIRED", "use: sarcoma"}),
			Want: []string{"drugs/examplinib.yaml:19:61 error products[0].authorizations[2].event"}},
		{Name: "ended as a whole, then for a use", Change: events(approved, list{"2012", "EXPIRED", ""},
			list{"2015", "SUSPENDED", "use: sarcoma"}),
			Want: []string{"drugs/examplinib.yaml:19:61 error products[0].authorizations[2].event"}},
		{Name: "ended for one use, then as a whole", Change: events(approved, list{"2011", "EXPANDED", "use: chordoma"},
			list{"2012", "REVOKED", "use: chordoma"}, list{"2015", "REVOKED", ""})},
		{Name: "ended, approved again, ended", Change: events(approved, list{"2012", "REVOKED", "use: sarcoma"},
			list{"2013", "APPROVED", "use: sarcoma"}, list{"2015", "REVOKED", "use: sarcoma"})},
		{Name: "ended twice in a year that is all that is known", Change: events(approved,
			list{"2012", "REVOKED", "use: sarcoma"}, list{"2012", "EXPIRED", "use: sarcoma"})},
		{Name: "amends an approval of what it does not name", Change: later("REVOKED", "amends: approved-2010-05-01")},
		{Name: "amends a refusal", Change: events(list{"2010-05-01", "REFUSED", "use: sarcoma"},
			list{"2012", "APPROVED", "use: chordoma"}, list{"2015", "REVOKED", "amends: refused-2010-05-01"}),
			Want: []string{"drugs/examplinib.yaml:19:75 error products[0].authorizations[2].event"}},
		{Name: "amends an approval that ended", Change: events(approved, list{"2012", "REVOKED", "use: sarcoma"},
			list{"2015", "RESTRICTED", "amends: approved-2010-05-01"}),
			Want: []string{"drugs/examplinib.yaml:19:76 error products[0].authorizations[2].event"}},
		{Name: "amends a later approval", Change: events(list{"2009", "SUSPENDED", "amends: approved-2010-05-01"}, approved),
			Want: []string{"drugs/examplinib.yaml:17:76 error products[0].authorizations[0].event"}},
		{Name: "amends an event that amends another", Change: events(approved,
			list{"2012", "RESTRICTED", "amends: approved-2010-05-01"}, list{"2015", "REVOKED", "amends: restricted-2012"})},
		{Name: "events that amend each other", Change: events(list{"2010-05-01", "REVOKED", "amends: revoked-2012"},
			list{"2012", "REVOKED", "amends: revoked-2010-05-01"}), Want: []string{
			"drugs/examplinib.yaml:17:69 error products[0].authorizations[0].event",
			"drugs/examplinib.yaml:18:75 error products[0].authorizations[1].event"}},
		{Name: "what an expansion added can be revoked", Change: events(approved,
			list{"2012", "EXPANDED", "use: chordoma, amends: approved-2010-05-01"}, list{"2015", "REVOKED", "use: chordoma"})},
		{Name: "expanded", Change: later("EXPANDED", "use: chordoma")},
		{Name: "refused needs nothing", Change: later("REFUSED", "use: chordoma")},
		{Name: "an application withdrawn needs nothing", Change: later("APPLICATION_WITHDRAWN", "use: chordoma")},

		{Name: "revoked and never approved", Change: later("REVOKED", "use: chordoma"),
			Want: []string{"drugs/examplinib.yaml:18:62 error products[0].authorizations[1].event"}},
		{Name: "suspended and never approved", Change: later("SUSPENDED", "indication: lymphoma"),
			Want: []string{"drugs/examplinib.yaml:18:69 error products[0].authorizations[1].event"}},
		{Name: "restricted and never approved", Change: later("RESTRICTED", "use: chordoma"),
			Want: []string{"drugs/examplinib.yaml:18:62 error products[0].authorizations[1].event"}},
		{Name: "an indication is not the use of its name", Change: later("REVOKED", "indication: sarcoma"),
			Want: []string{"drugs/examplinib.yaml:18:68 error products[0].authorizations[1].event"}},
		{Name: "revoked as a whole and nothing approved", Change: events(list{"2015", "REVOKED", ""}),
			Want: []string{"drugs/examplinib.yaml:17:47 error products[0].authorizations[0].event"}},
		{Name: "refused is not approved",
			Change: events(list{"2010", "REFUSED", "use: sarcoma"}, list{"2015", "REVOKED", "use: sarcoma"}),
			Want:   []string{"drugs/examplinib.yaml:18:61 error products[0].authorizations[1].event"}},
		{Name: "an expansion can be revoked",
			Change: events(approved, list{"2012", "EXPANDED", "use: chordoma"}, list{"2015", "REVOKED", "use: chordoma"})},

		{Name: "converted after accelerated",
			Change: events(list{"2010", "ACCELERATED", "use: sarcoma"}, list{"2015", "CONVERTED", "use: sarcoma"})},
		{Name: "converted as a whole after accelerated",
			Change: events(list{"2010", "ACCELERATED", "use: sarcoma"}, list{"2015", "CONVERTED", ""})},
		{Name: "converted after approved", Change: later("CONVERTED", "use: sarcoma"),
			Want: []string{"drugs/examplinib.yaml:18:61 error products[0].authorizations[1].event"}},
		{Name: "converted as a whole after approved", Change: later("CONVERTED", ""),
			Want: []string{"drugs/examplinib.yaml:18:47 error products[0].authorizations[1].event"}},
		{Name: "converted for another use",
			Change: events(approved, list{"2011", "ACCELERATED", "use: chordoma"}, list{"2015", "CONVERTED", "use: sarcoma"}),
			Want:   []string{"drugs/examplinib.yaml:19:61 error products[0].authorizations[2].event"}},
		{Name: "one root cause",
			Change: events(list{"2012", "CONVERTED", "use: sarcoma"}, list{"2015", "REVOKED", "use: sarcoma"}),
			Want:   []string{"drugs/examplinib.yaml:17:61 error products[0].authorizations[0].event"}},

		{Name: "reinstated after suspended",
			Change: events(approved, list{"2012", "SUSPENDED", "use: sarcoma"}, list{"2015", "REINSTATED", "use: sarcoma"})},
		{Name: "reinstated for a use after suspended as a whole",
			Change: events(approved, list{"2012", "SUSPENDED", ""}, list{"2015", "REINSTATED", "use: sarcoma"})},
		{Name: "reinstated as a whole after suspended for a use",
			Change: events(approved, list{"2012", "SUSPENDED", "use: sarcoma"}, list{"2015", "REINSTATED", ""})},
		{Name: "reinstated and never suspended", Change: later("REINSTATED", "use: sarcoma"),
			Want: []string{"drugs/examplinib.yaml:18:61 error products[0].authorizations[1].event"}},
		{Name: "reinstated after revoked",
			Change: events(approved, list{"2012", "REVOKED", "use: sarcoma"}, list{"2015", "REINSTATED", "use: sarcoma"}),
			Want:   []string{"drugs/examplinib.yaml:19:61 error products[0].authorizations[2].event"}},

		{Name: "expanded and nothing approved", Change: events(list{"2010", "EXPANDED", "use: sarcoma"}),
			Want: []string{"drugs/examplinib.yaml:17:61 error products[0].authorizations[0].event"}},
		{Name: "two expansions of a day and nothing approved",
			Change: events(list{"2010", "EXPANDED", "use: sarcoma"}, list{"2010", "EXPANDED", "use: chordoma"}),
			Want:   []string{"drugs/examplinib.yaml:17:61 error products[0].authorizations[0].event"}},
		{Name: "expanded after converted, which is what is wrong",
			Change: events(list{"2010", "CONVERTED", "use: sarcoma"}, list{"2015", "EXPANDED", "use: chordoma"}),
			Want:   []string{"drugs/examplinib.yaml:17:61 error products[0].authorizations[0].event"}},
		{Name: "expanded before approved", Change: events(list{"2009", "EXPANDED", "use: chordoma"}, approved),
			Want: []string{"drugs/examplinib.yaml:17:62 error products[0].authorizations[0].event"}},

		{Name: "the list's order is another rule's", Change: events(list{"2015", "REVOKED", "use: sarcoma"}, approved)},
		{Name: "approved too late",
			Change: events(list{"2009-12-31", "SUSPENDED", "use: sarcoma"}, list{"2010", "APPROVED", "use: sarcoma"}),
			Want:   []string{"drugs/examplinib.yaml:17:61 error products[0].authorizations[0].event"}},
		{Name: "perhaps approved before",
			Change: events(list{"2010-03-01", "SUSPENDED", "use: sarcoma"}, list{"2010", "APPROVED", "use: sarcoma"})},
		{Name: "approved on a day or earlier",
			Change: events(list{"2010-03-01", "SUSPENDED", "use: sarcoma"},
				list{"2015", "APPROVED", "use: sarcoma, or_earlier: true"})},
		{Name: "suspended on a day or earlier and approved after",
			Change: events(list{"2010-03-01", "SUSPENDED", "use: sarcoma, or_earlier: true"}, approved),
			Want:   []string{"drugs/examplinib.yaml:17:79 error products[0].authorizations[0].event"}},
		{Name: "between two approvals",
			Change: events(approved, list{"2012", "SUSPENDED", "use: sarcoma"}, list{"2015", "EXPANDED", "use: sarcoma"})},
		{Name: "the same day", Change: events(list{"2010-05-01", "RESTRICTED", "use: sarcoma"}, approved)},
		{Name: "a date that is none is another rule's",
			Change: events(list{"2010-02-30", "APPROVED", "use: sarcoma"}, list{"2015", "REVOKED", "use: sarcoma"},
				list{"2015-13", "REVOKED", "use: chordoma"})},
		{Name: "an approval of nothing is another rule's",
			Change: events(list{"2010", "APPROVED", ""}, list{"2015", "REVOKED", "use: sarcoma"})},
		{Name: "another product's approval does not count", Change: `-- drugs/examplinib.yaml --
products:
  - brand: Exampla
    jurisdiction: US
    authorizations:
      - {regulator: regulators/agency, use: sarcoma, event: APPROVED, date: "2010-05-01", cites: [label]}
  - brand: Examplona
    jurisdiction: US
    authorizations:
      - regulator: regulators/agency
        use: sarcoma
        event: TRANSFERRED
        date: "2012"
        cites: [label]
`, Want: []string{"drugs/examplinib.yaml:23:16 error products[1].authorizations[0].event"}},
	})
}
