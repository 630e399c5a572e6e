package uses

import (
	"slices"

	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules/facts"
)

var partnerIsItself = validate.Rule{
	ID:       "partner-is-itself",
	Severity: finding.Error,
	Drug: func(p *validate.RecordPass, d *compendiumv1.Drug) {
		for i, use := range d.GetUses() {
			if k := slices.Index(use.GetPartners(), p.Record.Name()); k >= 0 {
				p.Report(facts.ItemPath(facts.UsePath(i, "partners"), k, ""), "%s is a partner of itself. Name the other drug.",
					p.Record.Name())
			}
		}
	},
}
