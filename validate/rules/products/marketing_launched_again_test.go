package products_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestMarketingLaunchedAgain(t *testing.T) {
	ruletest.Run(t, "marketing-launched-again", []ruletest.Case{
		{Name: "launched, gone, back", Change: marketing(`event: LAUNCHED, date: "2010"`,
			`event: DISCONTINUED, date: "2015"`, `event: RESUMED, date: "2016"`)},
		{Name: "not marketed yet", Change: marketing(`event: NOT_MARKETED, date: "2010"`, `event: LAUNCHED, date: "2011"`)},
		{Name: "an end of an unknown day may be later", Change: marketing(`event: DISCONTINUED`,
			`event: LAUNCHED, date: "2011"`)},
		{Name: "launched twice", Change: marketing(`event: LAUNCHED, date: "2010"`, `event: LAUNCHED, date: "2011"`),
			Want: []string{"drugs/examplinib.yaml:19:17 error products[0].marketing[1].event"}},
		{Name: "launched after it was discontinued", Change: marketing(`event: DISCONTINUED, date: "2010"`,
			`event: LAUNCHED, date: "2011"`),
			Want: []string{"drugs/examplinib.yaml:19:17 error products[0].marketing[1].event"}},
	})
}
