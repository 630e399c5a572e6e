package validate_test

import "testing"

func TestAuthorizationImpossible(t *testing.T) {
	// Each event is "date event subject".
	events := func(list ...[3]string) string {
		text := `-- drugs/examplinib.yaml --
products:
  - brand: Exampla
    jurisdiction: US
    authorizations:
`
		for _, e := range list {
			if e[2] != "" {
				e[2] += ", "
			}
			text += `      - {regulator: regulators/agency, ` + e[2] + `event: ` + e[1] + `, date: "` + e[0] + `", reason: It was so., cites: [label]}
`
		}
		return text
	}
	type list = [3]string
	approved := list{"2010-05-01", "APPROVED", "use: sarcoma"}
	later := func(event, subject string) string { return events(approved, list{"2015", event, subject}) }

	testRule(t, "authorization-impossible", []ruleCase{
		{name: "revoked as approved", change: later("REVOKED", "use: sarcoma")},
		{name: "suspended as approved", change: later("SUSPENDED", "use: sarcoma")},
		{name: "restricted as approved", change: later("RESTRICTED", "use: sarcoma")},
		{name: "discontinued as approved", change: later("DISCONTINUED", "use: sarcoma")},
		{name: "revoked as a whole", change: later("REVOKED", "")},
		{name: "discontinued as a whole", change: later("DISCONTINUED", "")},
		{name: "expanded", change: later("EXPANDED", "use: chordoma")},
		{name: "refused needs nothing", change: later("REFUSED", "use: chordoma")},
		{name: "an application withdrawn needs nothing", change: later("APPLICATION_WITHDRAWN", "use: chordoma")},

		{name: "revoked and never approved", change: later("REVOKED", "use: chordoma"), want: []string{"drugs/examplinib.yaml:18:62 error products[0].authorizations[1].event"}},
		{name: "suspended and never approved", change: later("SUSPENDED", "indication: lymphoma"), want: []string{"drugs/examplinib.yaml:18:69 error products[0].authorizations[1].event"}},
		{name: "restricted and never approved", change: later("RESTRICTED", "use: chordoma"), want: []string{"drugs/examplinib.yaml:18:62 error products[0].authorizations[1].event"}},
		{name: "discontinued and never approved", change: later("DISCONTINUED", "use: chordoma"), want: []string{"drugs/examplinib.yaml:18:62 error products[0].authorizations[1].event"}},
		{name: "an indication is not the use of its name", change: later("REVOKED", "indication: sarcoma"), want: []string{"drugs/examplinib.yaml:18:68 error products[0].authorizations[1].event"}},
		{name: "revoked as a whole and nothing approved", change: events(list{"2015", "REVOKED", ""}), want: []string{"drugs/examplinib.yaml:17:47 error products[0].authorizations[0].event"}},
		{name: "refused is not approved", change: events(list{"2010", "REFUSED", "use: sarcoma"}, list{"2015", "REVOKED", "use: sarcoma"}),
			want: []string{"drugs/examplinib.yaml:18:61 error products[0].authorizations[1].event"}},
		{name: "an expansion can be revoked", change: events(approved, list{"2012", "EXPANDED", "use: chordoma"}, list{"2015", "REVOKED", "use: chordoma"})},

		{name: "converted after accelerated", change: events(list{"2010", "ACCELERATED", "use: sarcoma"}, list{"2015", "CONVERTED", "use: sarcoma"})},
		{name: "converted as a whole after accelerated", change: events(list{"2010", "ACCELERATED", "use: sarcoma"}, list{"2015", "CONVERTED", ""})},
		{name: "converted after approved", change: later("CONVERTED", "use: sarcoma"), want: []string{"drugs/examplinib.yaml:18:61 error products[0].authorizations[1].event"}},
		{name: "converted as a whole after approved", change: later("CONVERTED", ""), want: []string{"drugs/examplinib.yaml:18:47 error products[0].authorizations[1].event"}},
		{name: "converted for another use", change: events(approved, list{"2011", "ACCELERATED", "use: chordoma"}, list{"2015", "CONVERTED", "use: sarcoma"}),
			want: []string{"drugs/examplinib.yaml:19:61 error products[0].authorizations[2].event"}},
		{name: "one root cause", change: events(list{"2012", "CONVERTED", "use: sarcoma"}, list{"2015", "REVOKED", "use: sarcoma"}), want: []string{"drugs/examplinib.yaml:17:61 error products[0].authorizations[0].event"}},

		{name: "reinstated after suspended", change: events(approved, list{"2012", "SUSPENDED", "use: sarcoma"}, list{"2015", "REINSTATED", "use: sarcoma"})},
		{name: "reinstated for a use after suspended as a whole", change: events(approved, list{"2012", "SUSPENDED", ""}, list{"2015", "REINSTATED", "use: sarcoma"})},
		{name: "reinstated as a whole after suspended for a use", change: events(approved, list{"2012", "SUSPENDED", "use: sarcoma"}, list{"2015", "REINSTATED", ""})},
		{name: "reinstated and never suspended", change: later("REINSTATED", "use: sarcoma"), want: []string{"drugs/examplinib.yaml:18:61 error products[0].authorizations[1].event"}},
		{name: "reinstated after revoked", change: events(approved, list{"2012", "REVOKED", "use: sarcoma"}, list{"2015", "REINSTATED", "use: sarcoma"}),
			want: []string{"drugs/examplinib.yaml:19:61 error products[0].authorizations[2].event"}},

		{name: "expanded and nothing approved", change: events(list{"2010", "EXPANDED", "use: sarcoma"}), want: []string{"drugs/examplinib.yaml:17:61 error products[0].authorizations[0].event"}},
		{name: "two expansions of a day and nothing approved", change: events(list{"2010", "EXPANDED", "use: sarcoma"}, list{"2010", "EXPANDED", "use: chordoma"}),
			want: []string{"drugs/examplinib.yaml:17:61 error products[0].authorizations[0].event"}},
		{name: "expanded after converted, which is what is wrong", change: events(list{"2010", "CONVERTED", "use: sarcoma"}, list{"2015", "EXPANDED", "use: chordoma"}),
			want: []string{"drugs/examplinib.yaml:17:61 error products[0].authorizations[0].event"}},
		{name: "expanded before approved", change: events(list{"2009", "EXPANDED", "use: chordoma"}, approved), want: []string{"drugs/examplinib.yaml:17:62 error products[0].authorizations[0].event"}},

		{name: "the list's order is another rule's", change: events(list{"2015", "REVOKED", "use: sarcoma"}, approved)},
		{name: "approved too late", change: events(list{"2009-12-31", "SUSPENDED", "use: sarcoma"}, list{"2010", "APPROVED", "use: sarcoma"}), want: []string{"drugs/examplinib.yaml:17:61 error products[0].authorizations[0].event"}},
		{name: "perhaps approved before", change: events(list{"2010-03-01", "SUSPENDED", "use: sarcoma"}, list{"2010", "APPROVED", "use: sarcoma"})},
		{name: "approved on a day or earlier", change: events(list{"2010-03-01", "SUSPENDED", "use: sarcoma"}, list{"2015", "APPROVED", "use: sarcoma, or_earlier: true"})},
		{name: "suspended on a day or earlier and approved after", change: events(list{"2010-03-01", "SUSPENDED", "use: sarcoma, or_earlier: true"}, approved),
			want: []string{"drugs/examplinib.yaml:17:79 error products[0].authorizations[0].event"}},
		{name: "between two approvals", change: events(approved, list{"2012", "SUSPENDED", "use: sarcoma"}, list{"2015", "EXPANDED", "use: sarcoma"})},
		{name: "the same day", change: events(list{"2010-05-01", "RESTRICTED", "use: sarcoma"}, approved)},
		{name: "a date that is none is another rule's", change: events(list{"2010-02-30", "APPROVED", "use: sarcoma"}, list{"2015", "REVOKED", "use: sarcoma"}, list{"2015-13", "REVOKED", "use: chordoma"})},
		{name: "an approval of nothing is another rule's", change: events(list{"2010", "APPROVED", ""}, list{"2015", "REVOKED", "use: sarcoma"})},
		{name: "another product's approval does not count", change: `-- drugs/examplinib.yaml --
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
        event: DISCONTINUED
        date: "2012"
        cites: [label]
`, want: []string{"drugs/examplinib.yaml:23:16 error products[1].authorizations[0].event"}},
	})
}
