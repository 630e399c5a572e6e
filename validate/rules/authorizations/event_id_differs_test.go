package authorizations_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestEventIDDiffers(t *testing.T) {
	event := func(id, event, date string) string {
		return "-- drugs/examplinib.yaml --\nproducts:\n  - id: exampla-us\n    brand: Exampla\n    jurisdiction: US\n" +
			"    authorizations:\n" +
			"      - {id: " + id + ", event: " + event + ", date: \"" + date +
			"\", regulator: regulators/agency, use: sarcoma, cites: [label]}\n"
	}
	ruletest.Run(t, "event-id-differs", []ruletest.Case{
		{Name: "the same", Change: event("approved-2010-05-01", "APPROVED", "2010-05-01")},
		{Name: "the same and more words", Change: event("approved-2010-05-01-sarcoma", "APPROVED", "2010-05-01")},
		{Name: "the year alone", Change: event("approved-2010-sarcoma", "APPROVED", "2010-05-01")},
		{Name: "other words", Change: event("first-approval", "APPROVED", "2010-05-01")},
		{Name: "a number that is no year", Change: event("nda-1802-3", "APPROVED", "2010-05-01")},
		{Name: "no date", Change: event("approved-2010", "APPROVED", "May 2010")},
		{Name: "another day", Change: event("approved-2010-05-01", "APPROVED", "2010-05-10"),
			Want: []string{"drugs/examplinib.yaml:18:58 info products[0].authorizations[0].date"}},
		{Name: "a year of another century", Change: event("approved-2010-05-01", "APPROVED", "1910-05-01"),
			Want: []string{"drugs/examplinib.yaml:18:58 info products[0].authorizations[0].date"}},
		{Name: "a date that lost its day", Change: event("approved-2010-05-01", "APPROVED", "2010"),
			Want: []string{"drugs/examplinib.yaml:18:58 info products[0].authorizations[0].date"}},
		{Name: "another event", Change: event("revoked-2010-05-01", "APPROVED", "2010-05-01"),
			Want: []string{"drugs/examplinib.yaml:18:41 info products[0].authorizations[0].event"}},
		{Name: "an event that authorization-impossible reports",
			Change: event("approved-2010-05-01", "EXPANDED", "2010-05-01")},
		{Name: "a number of the same year", Change: event("a, reference: EU/1/10/638", "APPROVED", "2010-05-01")},
		{Name: "a number of years before", Change: event("a, reference: EU/1/97/057/001", "APPROVED", "2010-05-01")},
		{Name: "a number of the year after", Change: event("a, reference: EU/1/11/638/001", "APPROVED", "2010-05-01"),
			Want: []string{"drugs/examplinib.yaml:18:68 info products[0].authorizations[0].date"}},
		{Name: "a number of no register", Change: event("a, reference: EU/1/2011/638", "APPROVED", "2010-05-01")},
		{Name: "an event and a date, once", Change: event("application-withdrawn-2010", "APPROVED", "2012-05-01"),
			Want: []string{"drugs/examplinib.yaml:18:49 info products[0].authorizations[0].event"}},
	})
}
