package doses

import (
	"slices"

	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
)

var doseDaysHole = validate.Rule{
	ID:       "dose-days-hole",
	Severity: finding.Info,
	Record: func(p *validate.RecordPass) {
		for _, s := range stepsOf(p.Record) {
			if day, ok := hole(s.GetDays()); ok {
				p.Report(s.at("days"), "The days run from %d to %d, but for day %d. Add the day, or say in words why it is left "+
					"out.", slices.Min(s.GetDays()), slices.Max(s.GetDays()), day)
			}
		}
	},
}

// hole returns the one day that is missing in a run of days, of which there are at least four. More holes, or longer
// ones, are a pattern: days 1, 2, 4, 5, 8, 9, 11 and 12, or days 1 to 5 and 8 to 12.
func hole(days []int32) (day int32, ok bool) {
	if len(days) < 4 {
		return 0, false
	}
	sorted := slices.Sorted(slices.Values(days))
	holes := 0
	for i, d := range sorted[1:] {
		switch d - sorted[i] {
		case 1:
		case 2:
			holes++
			day = d - 1
		default:
			return 0, false
		}
	}
	return day, holes == 1
}
