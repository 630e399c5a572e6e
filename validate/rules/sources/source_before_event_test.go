package sources_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestSourceBeforeEvent(t *testing.T) {
	drug := func(events, cites string) string {
		return `-- drugs/examplinib.yaml --
products:
  - brand: Exampla
    jurisdiction: US
    authorizations:
      - {regulator: regulators/agency, use: sarcoma, event: ACCELERATED, date: "2010-05-01", cites: [label]}
` + events + `uses:
  - id: chordoma
    condition: conditions/chordoma
    strength: MAY_BE_USED
    labels:
      - {jurisdiction: US, off_label: true, cites: [label]}
    cites: [page]
  - id: sarcoma
    condition: conditions/sarcoma
    strength: MAY_BE_USED
    labels:
      - {jurisdiction: US, off_label: true, cites: [label]}
    cites: ` + cites + `
citations:
  label: {source: sources/label}
  page: {source: sources/page}
  page-2: {source: sources/page, section: Another}
  lost: {source: sources/lost}
`
	}
	event := func(what, date string) string {
		return `      - {regulator: regulators/agency, ` + what + `, date: "` + date + `", reason: A trial failed., cites: [label]}
`
	}
	page := func(dates string) string { return "-- sources/page.yaml --\ndates: " + dates + "\n" }
	revoked := drug(event("use: sarcoma, event: REVOKED", "2025-09-01"), "[label, page]")
	ruletest.Run(t, "source-before-event", []ruletest.Case{
		{Name: "a page before the revocation", Change: revoked,
			Want: []string{"drugs/examplinib.yaml:31:20 warning uses[1].cites[1]"}},
		{Name: "a page before the suspension", Change: drug(event("use: sarcoma, event: SUSPENDED", "2025-09-01"), "[page]"),
			Want: []string{"drugs/examplinib.yaml:31:13 warning uses[1].cites[0]"}},
		{Name: "a page before the end of the product", Change: drug(event("event: REVOKED", "2025-09-01"), "[page]"),
			Want: []string{"drugs/examplinib.yaml:31:13 warning uses[1].cites[0]"}},
		{Name: "the end of a product not approved for the use",
			Change: drug(event("event: REVOKED", "2010-04-01"), "[page]") + page(`{revised: "2009"}`)},
		{Name: "a restriction ends nothing", Change: drug(event("use: sarcoma, event: RESTRICTED", "2025-09-01"), "[page]")},
		{Name: "a discontinuation ends no license",
			Change: drug(event("use: sarcoma, event: RENEWED", "2025-09-01"), "[page]")},
		{Name: "the end of another use", Change: drug(event("indication: lymphoma, event: REVOKED", "2025-09-01"), "[page]")},
		{Name: "the end of another use after that of this one",
			Change: drug(event("use: sarcoma, event: REVOKED", "2024")+event("indication: lymphoma, event: REVOKED",
				"2025-09-01"), "[page]")},
		{Name: "the end of another product after that of the use's", Change: drug(event("event: REVOKED", "2024")+`  - brand: Examplona
    jurisdiction: US
    authorizations:
      - {regulator: regulators/agency, indication: lymphoma, event: APPROVED, date: "2012", cites: [label]}
`+event("event: REVOKED", "2025-09-01"), "[page]")},
		{Name: "after the day of the check", Change: drug(event("use: sarcoma, event: REVOKED", "2026-06-02"), "[page]")},
		{Name: "once more after the day of the check",
			Change: drug(event("use: sarcoma, event: REVOKED", "2024")+event("use: sarcoma, event: REVOKED", "2026-06-02"),
				"[page]")},
		{Name: "a day that is none is another rule's",
			Change: drug(event("use: sarcoma, event: REVOKED", "2025-13"), "[page]") + page(`{unknown: Not stated.}`)},
		{Name: "on the day of the check", Change: drug(event("use: sarcoma, event: REVOKED", "2026-06-01"), "[page]"),
			Want: []string{"drugs/examplinib.yaml:31:13 warning uses[1].cites[0]"}},
		{Name: "a page of the day of the event", Change: revoked + page(`{revised: "2025-09-01"}`)},
		{Name: "a page of the year of the event", Change: revoked + page(`{revised: "2025"}`)},
		{Name: "a page revised before and reviewed after", Change: revoked + page(`{revised: "2020", reviewed: "2025-10"}`)},
		{Name: "looking at a page makes it no newer", Change: revoked + page(`{published: "2020", accessed: "2026-05-01"}`),
			Want: []string{"drugs/examplinib.yaml:31:20 warning uses[1].cites[1]"}},
		{Name: "a copyright line in place of a date", Change: revoked + page(`{unknown: Not stated., copyright: "2026"}`)},
		{Name: "an old copyright line", Change: revoked + page(`{unknown: Not stated., copyright: "2024"}`),
			Want: []string{"drugs/examplinib.yaml:31:20 warning uses[1].cites[1]"}},
		{Name: "a copyright line does not renew a date", Change: revoked + page(`{revised: "2020", copyright: "2026"}`),
			Want: []string{"drugs/examplinib.yaml:31:20 warning uses[1].cites[1]"}},
		{Name: "an unknown date", Change: revoked + page(`{unknown: Not stated.}`),
			Want: []string{"drugs/examplinib.yaml:31:20 warning uses[1].cites[1]"}},
		{Name: "no dates", Change: revoked + page(""),
			Want: []string{"drugs/examplinib.yaml:31:20 warning uses[1].cites[1]"}},
		{Name: "a date that is none is another rule's", Change: revoked + page(`{revised: "2020-13"}`)},
		{Name: "on a day after the page, or earlier",
			Change: drug(event("or_earlier: true, use: sarcoma, event: REVOKED", "2025-09-01"), "[page]")},
		{Name: "an unknown date, on a day or earlier",
			Change: drug(event("or_earlier: true, use: sarcoma, event: REVOKED", "2025-09-01"),
				"[page]") + page(`{unknown: Not stated.}`),
			Want: []string{"drugs/examplinib.yaml:31:13 warning uses[1].cites[0]"}},
		{Name: "one page, cited twice", Change: drug(event("use: sarcoma, event: REVOKED", "2025-09-01"), "[page, page-2]"),
			Want: []string{"drugs/examplinib.yaml:31:13 warning uses[1].cites[0]"}},
		{Name: "two ends are one finding",
			Change: drug(event("use: sarcoma, event: SUSPENDED", "2025-08-01")+event("use: sarcoma, event: REVOKED",
				"2025-09-01"), "[page]"),
			Want: []string{"drugs/examplinib.yaml:32:13 warning uses[1].cites[0]"}},
		{Name: "the latest end counts",
			Change: drug(event("use: sarcoma, event: SUSPENDED", "2025-05-01")+event("use: sarcoma, event: REVOKED",
				"2025-09-01"), "[page]"),
			Want: []string{"drugs/examplinib.yaml:32:13 warning uses[1].cites[0]"}},
		{Name: "another kind of source", Change: drug(event("use: sarcoma, event: REVOKED", "2025-09-01"), "[label]")},
		{Name: "a source that is not there is another rule's",
			Change: drug(event("use: sarcoma, event: REVOKED", "2025-09-01"), "[lost, nowhere]")},
		{Name: "reinstated since",
			Change: drug(event("use: sarcoma, event: SUSPENDED", "2025-09-01")+event("use: sarcoma, event: REINSTATED",
				"2025-10-01"), "[page]")},
		{Name: "another product is licensed on", Change: drug(event("use: sarcoma, event: REVOKED", "2025-09-01")+`  - brand: Examplona
    jurisdiction: US
    authorizations:
      - {regulator: regulators/agency, use: sarcoma, event: APPROVED, date: "2012", cites: [label]}
`, "[page]")},
	})
}
