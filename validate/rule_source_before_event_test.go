package validate_test

import "testing"

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
	testRule(t, "source-before-event", []ruleCase{
		{name: "a page before the revocation", change: revoked, want: []string{"drugs/examplinib.yaml:31:20 warning uses[1].cites[1]"}},
		{name: "a page before the suspension", change: drug(event("use: sarcoma, event: SUSPENDED", "2025-09-01"), "[page]"), want: []string{"drugs/examplinib.yaml:31:13 warning uses[1].cites[0]"}},
		{name: "a page before the end of the product", change: drug(event("event: REVOKED", "2025-09-01"), "[page]"), want: []string{"drugs/examplinib.yaml:31:13 warning uses[1].cites[0]"}},
		{name: "the end of a product not approved for the use", change: drug(event("event: REVOKED", "2010-04-01"), "[page]") + page(`{revised: "2009"}`)},
		{name: "a restriction ends nothing", change: drug(event("use: sarcoma, event: RESTRICTED", "2025-09-01"), "[page]")},
		{name: "a discontinuation ends no license", change: drug(event("use: sarcoma, event: DISCONTINUED", "2025-09-01"), "[page]")},
		{name: "the end of another use", change: drug(event("indication: lymphoma, event: REVOKED", "2025-09-01"), "[page]")},
		{name: "the end of another use after that of this one", change: drug(event("use: sarcoma, event: REVOKED", "2024")+event("indication: lymphoma, event: REVOKED", "2025-09-01"), "[page]")},
		{name: "the end of another product after that of the use's", change: drug(event("event: REVOKED", "2024")+`  - brand: Examplona
    jurisdiction: US
    authorizations:
      - {regulator: regulators/agency, indication: lymphoma, event: APPROVED, date: "2012", cites: [label]}
`+event("event: REVOKED", "2025-09-01"), "[page]")},
		{name: "after the day of the check", change: drug(event("use: sarcoma, event: REVOKED", "2026-06-02"), "[page]")},
		{name: "once more after the day of the check", change: drug(event("use: sarcoma, event: REVOKED", "2024")+event("use: sarcoma, event: REVOKED", "2026-06-02"), "[page]")},
		{name: "a day that is none is another rule's", change: drug(event("use: sarcoma, event: REVOKED", "2025-13"), "[page]") + page(`{unknown: Not stated.}`)},
		{name: "on the day of the check", change: drug(event("use: sarcoma, event: REVOKED", "2026-06-01"), "[page]"), want: []string{"drugs/examplinib.yaml:31:13 warning uses[1].cites[0]"}},
		{name: "a page of the day of the event", change: revoked + page(`{revised: "2025-09-01"}`)},
		{name: "a page of the year of the event", change: revoked + page(`{revised: "2025"}`)},
		{name: "a page revised before and reviewed after", change: revoked + page(`{revised: "2020", reviewed: "2025-10"}`)},
		{name: "looking at a page makes it no newer", change: revoked + page(`{published: "2020", accessed: "2026-05-01"}`), want: []string{"drugs/examplinib.yaml:31:20 warning uses[1].cites[1]"}},
		{name: "a copyright line in place of a date", change: revoked + page(`{unknown: Not stated., copyright: "2026"}`)},
		{name: "an old copyright line", change: revoked + page(`{unknown: Not stated., copyright: "2024"}`), want: []string{"drugs/examplinib.yaml:31:20 warning uses[1].cites[1]"}},
		{name: "a copyright line does not renew a date", change: revoked + page(`{revised: "2020", copyright: "2026"}`), want: []string{"drugs/examplinib.yaml:31:20 warning uses[1].cites[1]"}},
		{name: "an unknown date", change: revoked + page(`{unknown: Not stated.}`), want: []string{"drugs/examplinib.yaml:31:20 warning uses[1].cites[1]"}},
		{name: "no dates", change: revoked + page(""), want: []string{"drugs/examplinib.yaml:31:20 warning uses[1].cites[1]"}},
		{name: "a date that is none is another rule's", change: revoked + page(`{revised: "2020-13"}`)},
		{name: "on a day after the page, or earlier", change: drug(event("or_earlier: true, use: sarcoma, event: REVOKED", "2025-09-01"), "[page]")},
		{name: "an unknown date, on a day or earlier", change: drug(event("or_earlier: true, use: sarcoma, event: REVOKED", "2025-09-01"), "[page]") + page(`{unknown: Not stated.}`),
			want: []string{"drugs/examplinib.yaml:31:13 warning uses[1].cites[0]"}},
		{name: "one page, cited twice", change: drug(event("use: sarcoma, event: REVOKED", "2025-09-01"), "[page, page-2]"), want: []string{"drugs/examplinib.yaml:31:13 warning uses[1].cites[0]"}},
		{name: "two ends are one finding", change: drug(event("use: sarcoma, event: SUSPENDED", "2025-08-01")+event("use: sarcoma, event: REVOKED", "2025-09-01"), "[page]"),
			want: []string{"drugs/examplinib.yaml:32:13 warning uses[1].cites[0]"}},
		{name: "the latest end counts", change: drug(event("use: sarcoma, event: SUSPENDED", "2025-05-01")+event("use: sarcoma, event: REVOKED", "2025-09-01"), "[page]"),
			want: []string{"drugs/examplinib.yaml:32:13 warning uses[1].cites[0]"}},
		{name: "another kind of source", change: drug(event("use: sarcoma, event: REVOKED", "2025-09-01"), "[label]")},
		{name: "a source that is not there is another rule's", change: drug(event("use: sarcoma, event: REVOKED", "2025-09-01"), "[lost, nowhere]")},
		{name: "reinstated since", change: drug(event("use: sarcoma, event: SUSPENDED", "2025-09-01")+event("use: sarcoma, event: REINSTATED", "2025-10-01"), "[page]")},
		{name: "another product is licensed on", change: drug(event("use: sarcoma, event: REVOKED", "2025-09-01")+`  - brand: Examplona
    jurisdiction: US
    authorizations:
      - {regulator: regulators/agency, use: sarcoma, event: APPROVED, date: "2012", cites: [label]}
`, "[page]")},
	})
}
