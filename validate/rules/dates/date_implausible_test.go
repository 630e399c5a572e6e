package dates_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestDateImplausible(t *testing.T) {
	page := func(dates string) string { return "-- sources/page.yaml --\ndates: {" + dates + "}\n" }
	until := func(year string) string {
		return "-- regulators/payer.yaml --\nmandates: [{jurisdiction: US, since: \"2021-01-01\", until: \"" + year + "\"}]\n"
	}
	ruletest.Run(t, "date-implausible", []ruletest.Case{
		{Name: "an article of 1893", Change: page(`published: "1893-05"`)},
		{Name: "one of 1066", Change: page(`published: "1066"`),
			Want: []string{"sources/page.yaml:5:20 error dates.published"}},
		{Name: "accessed before the web", Change: page(`published: "1980", accessed: "1986-01-01"`),
			Want: []string{"sources/page.yaml:5:38 error dates.accessed"}},
		{Name: "a mandate that is to end", Change: until("2040-12-31")},
		{Name: "a register's word for no end", Change: until("9999-12-31"),
			Want: []string{"regulators/payer.yaml:3:59 error mandates[0].until"}},
		{Name: "a date that is none is another rule's", Change: page(`published: "0066"`)},
	})
}
