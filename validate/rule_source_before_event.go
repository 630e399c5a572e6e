package validate

import (
	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/date"
	"github.com/opencompendium/compendium/catalog/label"
	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

var ruleSourceBeforeEvent = Rule{
	ID:       "source-before-event",
	Severity: finding.Warning,
	Title:    "A patient page is older than the end of the license",
	Explanation: "A page that was written before a license was suspended or revoked may still present the use as usable, and whoever follows the " +
		"citation reads it so. Look at the page and at what the use says; cite a newer source, or make the end of the license plain in the " +
		"use. A page without a date counts as older. Where the use is on label again, the rule is silent.",
	Bad: `-- drugs/examplinib.yaml --
products:
  - brand: Exampla
    jurisdiction: US
    authorizations:
      - {regulator: regulators/agency, indication: lymphoma, event: APPROVED, date: "2009-05-01", cites: [label]}
      - {regulator: regulators/agency, use: sarcoma, event: ACCELERATED, date: "2010-05-01", cites: [label]}
      - {regulator: regulators/agency, use: sarcoma, event: REVOKED, date: "2025-09-01", reason: A trial failed., cites: [label]}
uses:
  - id: sarcoma
    condition: conditions/sarcoma
    strength: MAY_BE_USED
    labels:
      - {jurisdiction: US, off_label: true, cites: [label]}
    cites: [page]
`,
	Good: `-- drugs/examplinib.yaml --
products:
  - brand: Exampla
    jurisdiction: US
    authorizations:
      - {regulator: regulators/agency, indication: lymphoma, event: APPROVED, date: "2009-05-01", cites: [label]}
      - {regulator: regulators/agency, use: sarcoma, event: ACCELERATED, date: "2010-05-01", cites: [label]}
      - {regulator: regulators/agency, use: sarcoma, event: REVOKED, date: "2025-09-01", reason: A trial failed., cites: [label]}
uses:
  - id: sarcoma
    condition: conditions/sarcoma
    strength: MAY_BE_USED
    labels:
      - {jurisdiction: US, off_label: true, cites: [label]}
    cites: [page]
-- sources/page.yaml --
dates: {revised: "2025-06-01", reviewed: "2025-10-01"}
`,
	drug: func(p *pass, r *catalog.Record, d *compendiumv1.Drug) {
		ends := p.licenseEnds(d)
		if len(ends) == 0 {
			return
		}
		for i, use := range d.Uses {
			if end, ok := p.lastEnd(d, use, ends); ok {
				p.pagesBefore(r, d, i, use, end)
			}
		}
	},
}

// licenseEnd is an event that ended a license, with the first day on which it may have done so, "" for one that may have been at any time before its date.
type licenseEnd struct {
	event

	day   date.Day
	begun beginnings // of the event's product
}

// licenseEnds gives the events that ended a license up to the day of the check.
func (p *pass) licenseEnds(d *compendiumv1.Drug) []licenseEnd {
	var ends []licenseEnd
	for e := range events(d) {
		if !label.Ends(e.GetEvent()) {
			continue
		}
		if first, _, ok := eventDays(e.AuthorizationEvent); ok && first <= p.AsOf {
			ends = append(ends, licenseEnd{event: e, day: first})
		}
	}
	for i := range ends {
		if i > 0 && ends[i].product == ends[i-1].product {
			ends[i].begun = ends[i-1].begun
		} else {
			ends[i].begun = beginningsOf(ends[i].product)
		}
	}
	return ends
}

// of says whether a license for a use ended: by the use's name, or with all of a product that was approved for it.
func (end licenseEnd) of(use string) bool {
	if !end.wholeProduct() {
		return end.GetUse() == use
	}
	_, last, _ := eventDays(end.AuthorizationEvent)
	return end.begun.has(granted, "use "+use, last)
}

// lastEnd gives the latest end of a license for a use, and whether there is one. One does not count where the use is on label there
// all the same, by a reinstatement or by another product.
func (p *pass) lastEnd(d *compendiumv1.Drug, use *compendiumv1.Use, ends []licenseEnd) (last licenseEnd, found bool) {
	onLabel := make(map[string]bool, len(use.GetLabels()))
	for _, l := range use.GetLabels() {
		onLabel[l.GetJurisdiction()] = p.status(d, use.GetId(), l.GetJurisdiction()) == compendiumv1.Label_ON_LABEL
	}
	for _, end := range ends {
		if end.of(use.GetId()) && !onLabel[end.product.GetJurisdiction()] && (!found || end.day > last.day) {
			last, found = end, true
		}
	}
	return last, found
}

// pagesBefore reports each patient page that a use cites and that is older than the end of its license, once.
func (p *pass) pagesBefore(r *catalog.Record, d *compendiumv1.Drug, i int, use *compendiumv1.Use, end licenseEnd) {
	done := make(map[string]bool, len(use.GetCites()))
	for k, key := range use.GetCites() {
		source := p.cited(d.Citations, key)
		if source.GetKind() != compendiumv1.Source_PATIENT_PAGE || done[source.Name] {
			continue
		}
		done[source.Name] = true
		age := "has no date and may be from before"
		if dated := datedOn(source); dated != "" {
			if _, latest, ok := days(dated); !ok || latest >= end.day {
				continue
			}
			age = "is of " + dated + ", before"
		}
		p.report(r, citesPath(usePath(i, ""), k), "%s %s the %s. The page may still present %s as usable: look at it, and cite a newer source where there is one.",
			source.Name, age, end.words(), use.GetId()).
			alongside(r, end.path("date"), "The end of the license")
	}
}

// datedOn gives the newest date of a source's content, by its copyright line where it states no other, and "" where none is known.
func datedOn(source *compendiumv1.Source) string {
	dates := source.GetDates()
	if newest := date.Newest(dates.GetPublished(), dates.GetRevised(), dates.GetReviewed()); newest != "" {
		return newest
	}
	return dates.GetCopyright()
}
