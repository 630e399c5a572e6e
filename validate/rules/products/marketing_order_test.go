package products_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

// marketing returns a change that adds these events to a product, one a line from line 18 on.
func marketing(events ...string) string {
	change := `-- drugs/examplinib.yaml --
products:
  - id: exampla-us
    brand: Exampla
    jurisdiction: US
    marketing:
`
	for _, e := range events {
		change += "      - {" + e + ", cites: [label]}\n"
	}
	return change
}

func TestMarketingOrder(t *testing.T) {
	ruletest.Run(t, "marketing-order", []ruletest.Case{
		{Name: "none"},
		{Name: "dates unknown", Change: marketing(`event: MARKETED`, `event: SHORTAGE`)},
		{Name: "unknown ones first", Change: marketing(`event: LAUNCHED`, `event: SHORTAGE, date: "2020"`,
			`event: RESUMED, date: "2021"`)},
		{Name: "perhaps of one day", Change: marketing(`event: SHORTAGE, date: "2020-11-05"`,
			`event: RESUMED, date: "2020"`)},
		{Name: "an unknown one below", Change: marketing(`event: LAUNCHED, date: "2010"`, `event: DISCONTINUED`),
			Want: []string{"drugs/examplinib.yaml:19:9 error products[0].marketing[1]"}},
		{Name: "an earlier one below", Change: marketing(`event: SHORTAGE, date: "2020-11"`,
			`event: RESUMED, date: "2020-10-31"`),
			Want: []string{"drugs/examplinib.yaml:19:32 error products[0].marketing[1].date"}},
	})
}
