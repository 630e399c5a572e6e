package sources

import (
	"github.com/opencompendium/compendium/catalog/asof"
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
	Drug: func(p *validate.RecordPass, d *compendiumv1.Drug) {
		ends := licenseEnds(p, d)
		if len(ends) == 0 {
			return
		}
		for i, use := range d.Uses {
			if end, ok := lastEnd(p, use, ends); ok {
				checkPages(p, d, i, use, end)
			}
		}
	},
}

// licenseEnd is an event that ended a license. day is the first day on which it may have taken effect; it is "" if that
// may be any day before its date.
type licenseEnd struct {
	facts.Event

	day   date.Day
	begun facts.Beginnings // of the event's product
}

// licenseEnds returns the events that ended a license up to the day of the check.
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

// of reports whether the event ended the license of a use: by name, or with the license of a whole product approved for
// it.
func (end licenseEnd) of(use string) bool {
	if !end.WholeProduct() {
		return end.GetUse() == use
	}
	_, last, _ := facts.EventDays(end.AuthorizationEvent)
	return end.begun.Has(facts.Granted, "use "+use, last)
}

// lastEnd returns the latest end of a license of a use, and whether there is one. An end does not count if the use is
// on label there again, by a reinstatement or through another product.
func lastEnd(p *validate.RecordPass, use *compendiumv1.Use,
	ends []licenseEnd) (last licenseEnd, found bool) {
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

// checkPages reports, once, each patient page that a use cites and that is older than the end of its license.
func checkPages(p *validate.RecordPass, d *compendiumv1.Drug, i int, use *compendiumv1.Use, end licenseEnd) {
	done := make(map[string]bool, len(use.GetCites()))
	for k, key := range use.GetCites() {
		source := facts.Cited(p, d.Citations, key)
		if source.GetKind() != compendiumv1.Source_PATIENT_PAGE || done[source.Name] {
			continue
		}
		done[source.Name] = true
		age := "has no date and may be from before"
		if dated := asof.SourceDate(source); dated != "" {
			if _, latest, ok := facts.Days(dated); !ok || latest >= end.day {
				continue
			}
			age = "is dated " + dated + ", before"
		}
		p.Report(facts.CitesPath(facts.UsePath(i, ""), k),
			"%s %s the %s. The page may still present %s as usable: check it, and cite a newer source if there is one.",
			source.Name, age, end.Words(), use.GetId()).
			Related(p.Record, end.Path("date"), "The end of the license")
	}
}
