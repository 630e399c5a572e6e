package trials

import (
	"github.com/opencompendium/compendium/catalog/asof"
	"github.com/opencompendium/compendium/catalog/date"
	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
)

var trialStatusOld = validate.Rule{
	ID:       "trial-status-old",
	Severity: finding.Info,
	Record: validate.On(func(p *validate.RecordPass, trial *compendiumv1.Trial) {
		if !asof.GoesOn(trial.Status) {
			return
		}
		unread := false
		stated := asof.StatusDate(trial, func(name string) string {
			source := p.Source(name)
			unread = unread || source == nil
			return asof.StatedOn(source)
		})
		_, err := date.ParseDay(string(date.Latest(stated)))
		switch {
		case unread || asof.StatusEnds(stated) >= p.AsOf:
		case stated == "":
			p.Report("status", "No source that states the status %s has a date, so it is served as UNKNOWN. Look the "+
				"trial up in its register, and cite it under status_cites.", trial.Status)
		case err != nil: // the source has a date that is not in the calendar, which is reported there
		default:
			p.Report("status", "The status %s dates from %s, more than %d years before %s, and is served as UNKNOWN. "+
				"Look the trial up in its register, and cite it under "+
				"status_cites.", trial.Status, stated, asof.StatusYears, p.AsOf)
		}
	}),
}
