package doses

import (
	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules/facts"
)

var doseDayBeyondCycle = validate.Rule{
	ID:       "dose-day-beyond-cycle",
	Severity: finding.Error,
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
