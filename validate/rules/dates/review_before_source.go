package dates

import (
	"maps"
	"slices"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/date"
	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules/facts"
)

var reviewBeforeSource = validate.Rule{
	ID:       "review-before-source",
	Severity: finding.Info,
	Record: func(p *validate.RecordPass) {
		checkSearches(p)
		review := catalog.Review(p.Record.Message()).GetDate()
		_, reviewed, ok := facts.Days(review)
		if !ok {
			return
		}
		citations := catalog.Citations(p.Record.Message())
		for _, key := range slices.Sorted(maps.Keys(citations)) {
			source := facts.Cited(p, citations, key)
			d := source.GetDates()
			written := date.Newest(d.GetPublished(), d.GetRevised())
			if first, _, ok := facts.Days(written); ok && first > reviewed && first <= p.AsOf {
				p.Report("review.date", "The record was last reviewed on %s, but it cites %s, which was written later, on "+
					"%s. Check the record against it and update the review.", review, source.GetName(), written).
					Related(p.Record, facts.CitationPath(key, ""), "The citation").
					CausedBy(finding.Field{File: p.Record.File(), Path: "review.next_due"}) // if it is overdue
				return
			}
		}
	},
}

// checkSearches reports a gap that was looked for before a source that it cites was written.
func checkSearches(p *validate.RecordPass) {
	citations := catalog.Citations(p.Record.Message())
	for i, gap := range catalog.Gaps(p.Record.Message()) {
		_, looked, ok := facts.Days(gap.GetLookedOn())
		if !ok {
			continue
		}
		for _, key := range gap.GetCites() {
			source := facts.Cited(p, citations, key)
			written := date.Newest(source.GetDates().GetPublished(), source.GetDates().GetRevised())
			if first, _, ok := facts.Days(written); ok && first > looked && first <= p.AsOf {
				p.Report(facts.GapPath(i)+".looked_on", "The gap was looked for on %s, and it cites %s, which was written "+
					"later, on %s. Correct the date.", gap.GetLookedOn(), source.GetName(), written)
				break
			}
		}
	}
}
