package dates

import (
	"fmt"
	"slices"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/date"
	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules/facts"
)

var dateInFuture = validate.Rule{
	ID:       "date-in-future",
	Severity: finding.Error,
	Catalog: func(p *validate.CatalogPass) {
		today := latestReview(p)
		for r := range p.Readable() {
			for _, d := range datesOf(r) {
				if !d.rule.GetPlanned() && d.first > today {
					p.Report(r, d.path, "%s is later than %s. Correct the date or, if this is only announced, move it to "+
						"notes.",
						d.text, latestDay(p.AsOf, today))
				}
			}
		}
	},
}

// latestReview returns the day of the check or, if it is later, that of the last review: in a check as of a past day,
// later dates are right if a record was reviewed later still. A review that is more than half a year after all others
// most often has a slip in its year and does not count.
func latestReview(p *validate.CatalogPass) date.Day {
	var days []date.Day
	for _, r := range p.Catalog.All() {
		if _, reviewed, ok := facts.Days(catalog.Review(r.Message()).GetDate()); ok {
			days = append(days, reviewed)
		}
	}
	slices.Sort(days)
	for n := len(days) - 1; n > 0 && days[n] > max(date.AddMonths(days[n-1], 6), p.AsOf); n-- {
		days = days[:n]
	}
	if len(days) == 0 {
		return p.AsOf
	}
	return max(p.AsOf, days[len(days)-1])
}

// latestDay names the day that a date is compared with.
func latestDay(asOf, today date.Day) string {
	if asOf == today {
		return string(asOf)
	}
	return fmt.Sprintf("%s and than %s, the last review of any record", asOf, today)
}
