package authorizations

import (
	"slices"

	"github.com/opencompendium/compendium/catalog/label"
	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules/facts"
)

var basisMismatch = validate.Rule{
	ID:       "basis-mismatch",
	Severity: finding.Error,
	Drug: func(p *validate.RecordPass, d *compendiumv1.Drug) {
		for e := range facts.Events(d) {
			basis := e.GetBasis()
			if basis == compendiumv1.AuthorizationEvent_BASIS_UNSPECIFIED {
				continue
			}
			if !label.Grants(e.GetEvent()) {
				p.Report(e.Path("basis"), "%s is not an approval and has no basis. Remove basis, or correct the event.",
					e.GetEvent())
			} else if at := e.Product.GetJurisdiction(); !slices.Contains(lawOf[basis], at) && at != "" {
				p.Report(e.Path("basis"),
					"%s is not a basis of an approval in %s. Correct basis, or the jurisdiction of the product.", basis, at)
			}
		}
	},
}

// lawOf are the jurisdictions whose law knows a basis.
var lawOf = map[compendiumv1.AuthorizationEvent_Basis][]string{
	compendiumv1.AuthorizationEvent_ACCELERATED_APPROVAL:      {"US"},
	compendiumv1.AuthorizationEvent_CONDITIONAL:               {"EU", "GB", "IS", "LI", "NO"},
	compendiumv1.AuthorizationEvent_EXCEPTIONAL_CIRCUMSTANCES: {"EU", "GB", "IS", "LI", "NO"},
	compendiumv1.AuthorizationEvent_NOC_C:                     {"CA"},
	compendiumv1.AuthorizationEvent_PROVISIONAL:               {"AU", "CH"},
}
