package sources

import (
	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
)

var sourceDateUnknown = validate.Rule{
	ID:       "source-date-unknown",
	Severity: finding.Warning,
	Catalog: func(p *validate.CatalogPass) {
		for r, source := range citedSources(p) {
			if source.GetDates().GetUnknown() == "" || overdue(p, source) {
				continue
			}
			switch source.GetKind() {
			case compendiumv1.Source_PATIENT_PAGE, compendiumv1.Source_GUIDELINE:
				p.Report(r, "dates.unknown", "Facts rest on %s, whose date is not known. Look for a dated source.", r.Name())
			case compendiumv1.Source_LABEL:
				p.Report(r, "dates.unknown", "Facts rest on %s, whose revision is not pinned. State the revision that was read.",
					r.Name()).Lower(finding.Info)
			}
		}
	},
}
