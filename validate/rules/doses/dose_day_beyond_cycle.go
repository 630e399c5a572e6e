package doses

import (
	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules/facts"
)

var doseDayBeyondCycle = validate.Rule{
	ID:       "dose-day-beyond-cycle",
	Severity: finding.Error,
	Title:    "A day lies beyond the end of its cycle",
	Explanation: "The days of a step are days of a cycle of cycle_days. Day 1 is the first, and the last one is the " +
		"length of the cycle; day 0 and negative days lie before it.",
	Record: func(p *validate.RecordPass) {
		for _, s := range stepsOf(p) {
			for i, day := range s.GetDays() {
				if n := s.GetCycleDays(); n > 0 && day > n {
					p.Report(facts.ItemPath(s.at("days"), i, ""), "Day %d lies beyond the end of a cycle of %d days. Correct the day "+
						"or cycle_days.", day, n)
				}
			}
		}
	},
}
