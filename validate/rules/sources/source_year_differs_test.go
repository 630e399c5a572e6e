package sources_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestSourceYearDiffers(t *testing.T) {
	article := func(locator, published string) string {
		return "-- sources/page.yaml --\nkind: JOURNAL_ARTICLE\nlocator: " + locator + "\ndates: {published: \"" +
			published + "\"}\n"
	}
	named := func(name string) string {
		return "-- sources/page-2016.yaml --\ndisplay_name: " + name +
			"\nkind: PATIENT_PAGE\npublisher: Society\ntitle: A page\ndates: {revised: \"2016\"}\n"
	}
	page := func(name, identifiers string) string {
		return "-- sources/page.yaml --\ndisplay_name: " + name + "\nidentifiers: " + identifiers + "\n"
	}
	pmid := func(number, year string) string {
		return "-- sources/page.yaml --\nkind: JOURNAL_ARTICLE\nidentifiers: {pmid: \"" + number +
			"\"}\ndates: {published: \"" + year + "\", revised: \"2025-06-01\"}\n"
	}
	found := []string{"sources/page.yaml:5:20 info dates.published"}
	doi := func(number, published string) string {
		return "-- sources/page.yaml --\nkind: JOURNAL_ARTICLE\nidentifiers: {doi: " + number + "}\ndates: {published: \"" +
			published + "\"}\n"
	}
	shown := func(name, published string) string {
		return "-- sources/page.yaml --\ndisplay_name: " + name + "\nkind: JOURNAL_ARTICLE\ndates: {published: \"" +
			published + "\"}\n"
	}
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
		{Name: "the month of a label", Change: page("Exampla, US label of 6/2025", "{document: A label}")},
		{Name: "a copy of a month", Change: page("Exampla, US label, copy of 7/2026", "{document: A label}")},
		{Name: "the month of another label", Change: page("Exampla, US label of 4/2024", "{document: A label}"),
			Want: []string{"sources/page.yaml:1:15 info display_name"}},
		{Name: "the number of a document", Change: page("NICE TA1118",
			"{document: TA1118, url: \"https://example.org/ta1118\"}")},
		{Name: "a document of another kind", Change: page("NICE TA1118", "{document: GID-TA10609}")},
		{Name: "the number of another document", Change: page("NICE TA1118", "{document: TA1181}"),
			Want: []string{"sources/page.yaml:7:25 info identifiers.document"}},
		{Name: "the address of another document", Change: page("NICE",
			"{document: TA1181, url: \"https://example.org/ta1118\"}"),
			Want: []string{"sources/page.yaml:7:25 info identifiers.document"}},
		{Name: "the year of a DOI", Change: doi("10.1016/S1470-2045(17)30622-8", "2017-10")},
		{Name: "the year before, when it was accepted", Change: doi("10.1200/JCO.2015.62.4734", "2016-03")},
		{Name: "a DOI without a year", Change: doi("10.1056/NEJMoa2210140", "2003")},
		{Name: "the DOI of ten years before", Change: doi("10.1016/S1470-2045(07)30622-8", "2017-10"),
			Want: []string{"sources/page.yaml:7:20 info identifiers.doi"}},
		{Name: "the DOI of another year", Change: doi("10.1200/JCO.2009.62.4734", "2016-03"),
			Want: []string{"sources/page.yaml:7:20 info identifiers.doi"}},
		{Name: "an article shown with its year", Change: shown("Smith 2016, examplinib", "2016-03")},
		{Name: "an article shown with the year of its volume", Change: shown("Smith 2016, examplinib", "2015-12-30")},
		{Name: "an article shown with a year it is about", Change: shown("Smith 2016, trials since 2004", "2016-03")},
		{Name: "an article shown with another year", Change: shown("Smith 2006, examplinib", "2016-03"),
			Want: []string{"sources/page.yaml:1:15 info display_name"}},
		{Name: "an old article that got its PMID lately", Change: pmid("31234567", "1998")},
		{Name: "an old PMID of an old article", Change: pmid("9123456", "1998")},
		{Name: "the PMID of what a page is about", Change: "-- sources/page.yaml --\nidentifiers: {pmid: \"16884323\"}\n"},
		{Name: "a PMID without a digit", Change: pmid("3688432", "2023"),
			Want: []string{"sources/page.yaml:7:21 info identifiers.pmid"}},
		{Name: "a PMID of years before", Change: pmid("16884323", "2023"),
			Want: []string{"sources/page.yaml:7:21 info identifiers.pmid"}},
		{Name: "a page", Change: "-- sources/page.yaml --\nlocator: 2016;1\n" +
			"dates: {published: \"2025-06-01\", revised: \"2025-06-01\"}\n"},
	})
}
