package authorizations

import (
	"github.com/opencompendium/compendium/catalog/date"
	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules/facts"
)

var coverageStale = validate.Rule{
	ID:       "coverage-stale",
	Severity: finding.Warning,
	Drug: func(p *validate.RecordPass, d *compendiumv1.Drug) {
		for i, c := range d.GetCoverage() {
			years := p.Policy.Ages().Coverage(c.GetRegulator())
			first, _, ok := facts.Days(c.GetCompleteAsOf())
			if ok && first < date.AddYears(p.AsOf, -years) && !isPayer(p.Regulators.Get(c.GetRegulator())) {
				p.Report(facts.CoveragePath(i, "complete_as_of"),
					"The records of %s for %s are declared complete as of %s, more than %s before %s. Read the register "+
						"again and update the date.",
					c.GetRegulator(), c.GetJurisdiction(), c.GetCompleteAsOf(), validate.Plural(years, "year"), p.AsOf)
			}
		}
	},
}
