package dates

import (
	"strconv"

	"github.com/opencompendium/compendium/catalog/date"
	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
)

// farYears is how far ahead the end of a period can be planned. Later dates are slips, or a register's word for
// "no end".
const farYears = 100

var dateImplausible = validate.Rule{
	ID:       "date-implausible",
	Severity: finding.Error,
	Title:    "A date is of a year that cannot be meant",
	Explanation: "No regulator acted, no source was accessed and no period was planned to end in such a year: a digit " +
		"is missing, swapped or wrong, or a register writes 9999 for no end. Correct the date; leave out the end of what " +
		"has none.",
	Record: func(p *validate.RecordPass) {
		for _, d := range datesOf(p.Record) {
			switch year, _ := strconv.Atoi(d.text[:4]); {
			case year < int(d.rule.GetFloor()):
				p.Report(d.path, "%s is before %d, the first year that can be meant here. Correct the date.", d.text,
					d.rule.GetFloor())
			case d.rule.GetPlanned() && d.first > date.AddYears(p.AsOf, farYears):
				p.Report(d.path, "%s is more than %d years ahead. Correct the date, or remove it if there is no end.", d.text,
					farYears)
			}
		}
	},
}
