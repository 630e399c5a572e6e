package dates

import (
	"strconv"
	"strings"

	"github.com/opencompendium/compendium/catalog/date"
	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
)

// farYears is how far ahead the end of a period can be planned. Later dates are slips, or a register's word for
// "no end".
const farYears = 100

// reviewYears is how far ahead a review can be due.
const reviewYears = 10

// firstYears are the years before which there were no sources of a kind, or none that anybody cites.
var firstYears = map[compendiumv1.Source_Kind]int{
	compendiumv1.Source_LABEL:          1938, // the first law that asked for one, of the United States
	compendiumv1.Source_PROTOCOL:       1940,
	compendiumv1.Source_PATIENT_PAGE:   1950,
	compendiumv1.Source_PREPRINT:       1960,
	compendiumv1.Source_DATABASE:       1960,
	compendiumv1.Source_HTA_GUIDANCE:   1970,
	compendiumv1.Source_TRIAL_REGISTRY: 1980,
}

var dateImplausible = validate.Rule{
	ID:       "date-implausible",
	Severity: finding.Error,
	Record: func(p *validate.RecordPass) {
		for _, d := range datesOf(p.Record) {
			floor, far := int(d.rule.GetFloor()), farYears
			if source, ok := p.Record.Message().(*compendiumv1.Source); ok && strings.HasPrefix(d.path, "dates.") {
				floor = max(floor, firstYears[source.GetKind()])
			}
			if d.path == "review.next_due" {
				far = reviewYears
			}
			switch year, _ := strconv.Atoi(d.text[:4]); {
			case year < floor:
				p.Report(d.path, "%s is before %d, the earliest year that is plausible here. Correct the date.", d.text, floor)
			case d.rule.GetPlanned() && d.first > date.AddYears(p.AsOf, far):
				p.Report(d.path, "%s is more than %d years ahead. Correct the date, or remove it if there is no end.", d.text, far)
			}
		}
	},
}
