package safety

import (
	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules/facts"
)

var safetyDates = validate.Rule{
	ID:       "safety-dates",
	Severity: finding.Error,
	Title:    "A safety item begins after its end, or in the future",
	Explanation: "since is the first day on which the label says it, and until the last. A statement that ends before " +
		"it begins never held, and one that begins after the day of the check is not on a label yet. Correct the dates.",
	Drug: func(p *validate.RecordPass, d *compendiumv1.Drug) {
		for i, item := range d.Safety {
			since, _, begun := facts.Days(item.Since)
			_, until, ended := facts.Days(item.Until)
			switch {
			case begun && ended && until < since:
				p.Report(itemPath(i, "until"), "The label said it until %s, which is before %s, when it began. Correct the dates.",
					item.Until, item.Since)
			case begun && since > p.AsOf:
				p.Report(itemPath(i, "since"), "The label is to say it since %s, which is after the day of the check, %s. Correct "+
					"the date, or wait until the label says it.", item.Since, p.AsOf)
			}
		}
	},
}
