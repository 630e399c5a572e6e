package sources

import (
	"fmt"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/date"
	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules/facts"
)

var dateInFuture = validate.Rule{
	ID:       "date-in-future",
	Severity: finding.Error,
	Title:    "What is recorded has not happened yet",
	Explanation: "A source that was read has been published, a decision has been made, a result was reported. A date " +
		"later than the day of the check and than every review of the catalog most often has a slip in its year, and makes " +
		"an old source look new. Correct the date. What is only announced goes into notes until it happens.",
	Catalog: func(p *validate.CatalogPass) {
		// In a check as of a past day, later dates are right if some record was reviewed later still.
		today := p.AsOf
		for _, r := range p.Catalog.All() {
			if r.Broken() {
				continue
			}
			if _, reviewed, ok := facts.Days(facts.Review(r).GetDate()); ok {
				today = max(today, reviewed)
			}
		}
		for _, r := range p.Catalog.All() {
			if r.Broken() {
				continue
			}
			for _, d := range pastDates(r) {
				if first, _, ok := facts.Days(d.date); ok && first > today {
					p.Report(r, d.path, "%s is later than %s. Correct the date, or move what is only announced to notes.",
						d.date, latestDay(p.AsOf, today))
				}
			}
		}
	},
}

// latestDay names the day that a date is compared with.
func latestDay(asOf, today date.Day) string {
	if asOf == today {
		return string(asOf)
	}
	return fmt.Sprintf("%s, and than %s, the last review of any record", asOf, today)
}

// pastDate is the date of something that has happened, and its path.
type pastDate struct{ path, date string }

// pastDates returns the dates of a record that are those of something that has happened. Authorization events have a
// rule of their own.
func pastDates(r *catalog.Record) []pastDate {
	var dates []pastDate
	add := func(list string, i int, field, date string) {
		dates = append(dates, pastDate{facts.ItemPath(list, i, field), date})
	}
	switch m := r.Message().(type) {
	case *compendiumv1.Source:
		d := m.GetDates()
		dates = append(dates, pastDate{"dates.published", d.GetPublished()}, pastDate{"dates.revised", d.GetRevised()},
			pastDate{"dates.reviewed", d.GetReviewed()}, pastDate{"dates.accessed", d.GetAccessed()},
			pastDate{"retraction.date", m.GetRetraction().GetDate()})
	case *compendiumv1.Drug:
		for i, decision := range m.AccessDecisions {
			add("access_decisions", i, "date", decision.GetDate())
		}
		for i, product := range m.Products {
			for j, e := range product.GetMarketing() {
				add(facts.ItemPath("products", i, "marketing"), j, "date", e.GetDate())
			}
		}
		for i, access := range m.EarlyAccess {
			add("early_access", i, "since", access.GetSince())
		}
		for i, designation := range m.Designations {
			add("designations", i, "date", designation.GetDate())
		}
	case *compendiumv1.DrugList:
		for i, entry := range m.Entries {
			add("entries", i, "date", entry.GetDate())
		}
	case *compendiumv1.Trial:
		for i, result := range m.Results {
			add("results", i, "date", result.GetDate())
		}
		for i, outcome := range m.Outcomes {
			add("outcomes", i, "date", outcome.GetDate())
		}
	}
	for i, gap := range facts.Gaps(r) {
		add("gaps", i, "looked_on", gap.GetLookedOn())
	}
	for i, conflict := range facts.Conflicts(r) {
		add("conflicts", i, "resolution.date", conflict.GetResolution().GetDate())
	}
	return dates
}
