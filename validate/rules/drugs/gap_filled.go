package drugs

import (
	"slices"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules/facts"
)

var gapFilled = validate.Rule{
	ID:       "gap-filled",
	Severity: finding.Error,
	Record: func(p *validate.RecordPass) {
		for i, gap := range catalog.Gaps(p.Record.Message()) {
			places := facts.Paths(p).Find(gap.GetField())
			filled := slices.IndexFunc(places, func(place catalog.Place) bool { return place.Filled })
			switch {
			case filled >= 0 && !gap.GetPartial():
				p.Report(facts.ItemPath("gaps", i, "field"), "%s is recorded as a gap but has a value. Remove the gap or "+
					"the value, whichever is wrong, or add partial: true to the gap if the value is not all there is to "+
					"say.", gap.GetField()).
					Related(p.Record, places[filled].Path, "The value")
			case filled < 0 && gap.GetPartial():
				p.Report(facts.ItemPath("gaps", i, "partial"), "%s is recorded as known in part, but has no value. Add what is "+
					"known, or remove partial.", gap.GetField()).
					CausedBy(finding.Field{File: p.Record.File(), Path: facts.ItemPath("gaps", i, "field")})
			}
		}
	},
}
