package sources_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestSourceYearDiffers(t *testing.T) {
	article := func(locator, published string) string {
		return "-- sources/page.yaml --\nkind: JOURNAL_ARTICLE\nlocator: " + locator + "\ndates: {published: \"" + published + "\"}\n"
	}
	named := func(name string) string {
		return "-- sources/page-2016.yaml --\ndisplay_name: " + name + "\nkind: PATIENT_PAGE\npublisher: Society\ntitle: A page\n" +
			"dates: {revised: \"2016\"}\n"
	}
	found := []string{"sources/page.yaml:5:20 info dates.published"}
	ruletest.Run(t, "source-year-differs", []ruletest.Case{
		{Name: "the same", Change: article("2016;17(10):1396-1408", "2016-08")},
		{Name: "in print a year later", Change: article("2016;17(10):1396-1408", "2015-12-30")},
		{Name: "ten years before", Change: article("2016;17(10):1396-1408", "2006-08-25"), Want: found},
		{Name: "years after", Change: article("2016;17(10):1396-1408", "2018"), Want: found},
		{Name: "a number that is no year", Change: article("1396-1408", "2018")},
		{Name: "a display name with the year of the ID", Change: named("Page of 2016")},
		{Name: "a display name with another year", Change: named("Page of 2006"),
			Want: []string{"sources/page-2016.yaml:1:15 info display_name"}},
		{Name: "a display name with two years", Change: named("Page of 2006, revised 2016")},
		{Name: "a page", Change: "-- sources/page.yaml --\nlocator: 2016;1\ndates: {published: \"2025-06-01\", revised: \"2025-06-01\"}\n"},
	})
}
