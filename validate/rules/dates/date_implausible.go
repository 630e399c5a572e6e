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
