package authorizations

import (
	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules/facts"
)

var periodReversed = validate.Rule{
	ID:       "period-reversed",
	Severity: finding.Error,
	Title:    "Something ends before it begins",
	Explanation: "A mandate, a decision about paying, early access, a designation and an entry of a list last " +
		"from one day to another, and the " +
		"last day is not before the first. One of the two dates has a slip. Dates without a day or month are " +
		"reported only " +
		"if no reading of them fits.",
	Record: func(p *validate.RecordPass) {
		switch m := p.Record.Message().(type) {
		case *compendiumv1.Regulator:
			for i, mandate := range m.Mandates {
				checkPeriod(p, facts.ItemPath("mandates", i, ""), "since", mandate.GetSince(), mandate.GetUntil())
			}
		case *compendiumv1.Drug:
			for i, decision := range m.AccessDecisions {
				checkPeriod(p, facts.AccessPath(i, ""), "date", decision.GetDate(), decision.GetUntil())
			}
			for i, access := range m.EarlyAccess {
				checkPeriod(p, facts.ItemPath("early_access", i, ""), "since", access.GetSince(), access.GetUntil())
			}
			for i, designation := range m.Designations {
				checkPeriod(p, facts.ItemPath("designations", i, ""), "date", designation.GetDate(), designation.GetUntil())
			}
		case *compendiumv1.DrugList:
			for i, entry := range m.Entries {
				checkPeriod(p, facts.ItemPath("entries", i, ""), "date", entry.GetDate(), entry.GetUntil())
			}
		}
	},
}

// checkPeriod reports an item of a record whose last day is before the first one.
func checkPeriod(p *validate.RecordPass, item, begins, since, until string) {
	first, _, isDate := facts.Days(since)
	_, last, areDates := facts.Days(until)
	if isDate && areDates && last < first {
		p.Report(item+".until", "It is said to end on %s, before it begins on %s. Correct the date that is wrong.",
			until, since).
			Related(p.Record, item+"."+begins, "Where it begins")
	}
}
