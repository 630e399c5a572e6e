package sources

import (
	"github.com/opencompendium/compendium/catalog/date"
	"github.com/opencompendium/compendium/catalog/label"
	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules/facts"
)

var sourceBeforeEvent = validate.Rule{
	ID:       "source-before-event",
	Severity: finding.Warning,
	Title:    "A patient page is older than the end of the license",
	Explanation: "A page that was written before a license was suspended or revoked may still present the use as usable, and whoever follows the " +
		"citation reads it so. Look at the page and at what the use says; cite a newer source, or make the end of the license plain in the " +
		"use. A page without a date counts as older. Where the use is on label again, the rule is silent.",
	Drug: func(p *validate.RecordPass, d *compendiumv1.Drug) {
		ends := licenseEnds(p, d)
		if len(ends) == 0 {
			return
		}
		for i, use := range d.Uses {
			if end, ok := lastEnd(p, d, use, ends); ok {
				pagesBefore(p, d, i, use, end)
			}
		}
	},
}

// licenseEnd is an event that ended a license, with the first day on which it may have done so, "" for one that may have been at any time before its date.
type licenseEnd struct {
	facts.Event

	day   date.Day
	begun facts.Beginnings // of the event's product
}

// licenseEnds gives the events that ended a license up to the day of the check.
func licenseEnds(p *validate.RecordPass, d *compendiumv1.Drug) []licenseEnd {
	var ends []licenseEnd
	for e := range facts.Events(d) {
		if !label.Ends(e.GetEvent()) {
			continue
		}
		if first, _, ok := facts.EventDays(e.AuthorizationEvent); ok && first <= p.AsOf {
			ends = append(ends, licenseEnd{Event: e, day: first})
		}
	}
	for i := range ends {
		if i > 0 && ends[i].Product == ends[i-1].Product {
			ends[i].begun = ends[i-1].begun
		} else {
			ends[i].begun = facts.BeginningsOf(ends[i].Product)
		}
	}
	return ends
}

// of says whether a license for a use ended: by the use's name, or with all of a product that was approved for it.
func (end licenseEnd) of(use string) bool {
	if !end.WholeProduct() {
		return end.GetUse() == use
	}
	_, last, _ := facts.EventDays(end.AuthorizationEvent)
	return end.begun.Has(facts.Granted, "use "+use, last)
}

// lastEnd gives the latest end of a license for a use, and whether there is one. One does not count where the use is on label there
// all the same, by a reinstatement or by another product.
func lastEnd(p *validate.RecordPass, d *compendiumv1.Drug, use *compendiumv1.Use, ends []licenseEnd) (last licenseEnd, found bool) {
	onLabel := make(map[string]bool, len(use.GetLabels()))
	for _, l := range use.GetLabels() {
		onLabel[l.GetJurisdiction()] = p.Status(use.GetId(), l.GetJurisdiction()).Status == compendiumv1.Label_ON_LABEL
	}
	for _, end := range ends {
		if end.of(use.GetId()) && !onLabel[end.Product.GetJurisdiction()] && (!found || end.day > last.day) {
			last, found = end, true
		}
	}
	return last, found
}

// pagesBefore reports each patient page that a use cites and that is older than the end of its license, once.
func pagesBefore(p *validate.RecordPass, d *compendiumv1.Drug, i int, use *compendiumv1.Use, end licenseEnd) {
	done := make(map[string]bool, len(use.GetCites()))
	for k, key := range use.GetCites() {
		source := facts.Cited(p, d.Citations, key)
		if source.GetKind() != compendiumv1.Source_PATIENT_PAGE || done[source.Name] {
			continue
		}
		done[source.Name] = true
		age := "has no date and may be from before"
		if dated := datedOn(source); dated != "" {
			if _, latest, ok := facts.Days(dated); !ok || latest >= end.day {
				continue
			}
			age = "is of " + dated + ", before"
		}
		p.Report(facts.CitesPath(facts.UsePath(i, ""), k), "%s %s the %s. The page may still present %s as usable: look at it, and cite a newer source where there is one.",
			source.Name, age, end.Words(), use.GetId()).
			Related(p.Record, end.Path("date"), "The end of the license")
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
