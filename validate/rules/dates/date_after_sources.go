package dates

import (
	"strings"

	"google.golang.org/protobuf/reflect/protoreflect"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/date"
	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules/facts"
)

var dateAfterSources = validate.Rule{
	ID:       "date-after-sources",
	Severity: finding.Info,
	Record: func(p *validate.RecordPass) {
		for _, d := range datesOf(p.Record) {
			cites := d.in.Descriptor().Fields().ByName("cites")
			if d.rule.GetPlanned() || cites == nil || isOwnWork(d.path) {
				continue
			}
			last := lastSource(p, d.in.Get(cites).List(), isSince(d.path))
			if last != "" && date.AddMonths(date.Latest(last), monthsKnown(d.path)) < d.first {
				p.Report(d.path, "%s is later than every source cited for it; the newest is of %s. Correct the date, or "+
					"cite a newer source.", d.text, last).
					CausedBy(finding.Field{File: p.Record.File(), Path: d.path}) // if another rule finds more in it
			}
		}
	},
}

// isOwnWork reports whether a date is that of work on the record: of a search or a decision, which may be later than
// what they rest on.
func isOwnWork(path string) bool {
	return strings.HasPrefix(path, "gaps[") || strings.HasPrefix(path, "conflicts[")
}

// monthsKnown returns for how many months after its date a source can tell. A label that was in force is what coverage
// rests on, and may be for some time. A body announces when what it decided takes effect, often on the first of the
// month.
func monthsKnown(path string) int {
	switch {
	case strings.HasPrefix(path, "coverage["):
		return 12
	case strings.HasPrefix(path, "access_decisions["), strings.HasPrefix(path, "products["):
		return 1
	default:
		return 0
	}
}

// isSince reports whether a date is since when a label has a statement on safety. An old label does not have it,
// whenever it was opened.
func isSince(path string) bool {
	return strings.HasPrefix(path, "safety[") && strings.HasSuffix(path, ".since")
}

// lastSource returns the last day that cited sources can know, or "" if that is not known of one of them. A source
// knows what there was when it was opened, unless only what it states itself counts.
func lastSource(p *validate.RecordPass, cites protoreflect.List, stated bool) string {
	last := ""
	for i := range cites.Len() {
		source := facts.Cited(p, catalog.Citations(p.Record.Message()), cites.Get(i).String())
		d := source.GetDates()
		newest := date.Newest(d.GetPublished(), d.GetRevised(), d.GetReviewed(), d.GetCopyright())
		if newest == "" || !stated {
			newest = date.Newest(newest, d.GetAccessed())
		}
		if _, _, ok := facts.Days(newest); !ok || d.GetUnknown() != "" {
			return ""
		}
		last = date.Newest(last, newest)
	}
	return last
}
