package authorizations

import (
	"slices"
	"strings"

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
			} else if at := e.Product.GetJurisdiction(); !slices.Contains(lawOf[basis], at) && isSurveyed(at) {
				p.Report(e.Path("basis"),
					"%s is not a basis of an approval in %s. Correct basis, or the jurisdiction of the product.", basis, at)
			}
		}
		for i, designation := range d.GetDesignations() {
			regulator, _ := p.Message(designation.GetRegulator()).(*compendiumv1.Regulator)
			known, mandates := lawOfKind[designation.GetKind()], regulator.GetMandates()
			mayKnow := func(m *compendiumv1.Regulator_Mandate) bool {
				return slices.Contains(known, m.GetJurisdiction()) || !isSurveyed(m.GetJurisdiction())
			}
			if len(known) > 0 && len(mandates) > 0 && !slices.ContainsFunc(mandates, mayKnow) {
				p.Report(facts.ItemPath("designations", i, "kind"), "%s is not a designation of %s. Correct kind or regulator.",
					designation.GetKind(), regulator.GetDisplayName()).
					CausedBy(finding.Field{File: p.FileOf(regulator.GetName()), Path: "mandates"}). // if no event is within them
					Lower(finding.Warning)
			}
		}
	},
}

// surveyed are the jurisdictions of which lawOf and lawOfKind are complete. Others, such as China, have laws of their
// own with words that are alike.
var surveyed = []string{"AU", "CA", "CH", "EU", "GB", "US"}

// isSurveyed reports whether a jurisdiction is one of those surveyed, or a part of one.
func isSurveyed(jurisdiction string) bool {
	country, _, _ := strings.Cut(jurisdiction, "-")
	return slices.Contains(surveyed, country)
}

// lawOfKind are the jurisdictions whose law knows a designation, where these are few.
var lawOfKind = map[compendiumv1.Designation_Kind][]string{
	compendiumv1.Designation_BREAKTHROUGH:           {"US"},
	compendiumv1.Designation_FAST_TRACK:             {"US", "CH"},
	compendiumv1.Designation_PRIME:                  {"EU"},
	compendiumv1.Designation_RMAT:                   {"US"},
	compendiumv1.Designation_INNOVATION_PASSPORT:    {"GB"},
	compendiumv1.Designation_RARE_PEDIATRIC_DISEASE: {"US"},
	compendiumv1.Designation_SAKIGAKE:               {"JP"},
}

// lawOf are the jurisdictions whose law knows a basis.
var lawOf = map[compendiumv1.AuthorizationEvent_Basis][]string{
	compendiumv1.AuthorizationEvent_ACCELERATED_APPROVAL:      {"US"},
	compendiumv1.AuthorizationEvent_CONDITIONAL:               {"EU", "GB", "IS", "LI", "NO"},
	compendiumv1.AuthorizationEvent_EXCEPTIONAL_CIRCUMSTANCES: {"EU", "GB", "IS", "LI", "NO"},
	compendiumv1.AuthorizationEvent_NOC_C:                     {"CA"},
	compendiumv1.AuthorizationEvent_PROVISIONAL:               {"AU", "CH"},
}
