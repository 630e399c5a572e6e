package drugs

import (
	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules/facts"
)

var drugRouteMissing = validate.Rule{
	ID:       "drug-route-missing",
	Severity: finding.Error,
	Drug: func(p *validate.RecordPass, d *compendiumv1.Drug) {
		if len(d.Administrations) > 0 {
			return
		}
		missing(p, d, "administrations", "%s has no route of administration",
			"Add administrations with a route and its citation.")
	},
}

// missing reports a required part that a monograph lacks. A gap recorded on it makes that a warning for a drug that is
// not in use. A register entry promises no such part.
func missing(p *validate.RecordPass, d *compendiumv1.Drug, field, what, todo string) {
	if d.Depth == compendiumv1.Drug_REGISTER {
		return
	}
	i := facts.GapOn(d, field)
	switch {
	case i < 0:
		p.Report(field, what+". %s", facts.Called(d), todo)
	case p.InUse():
		p.Report(facts.GapPath(i), what+", and a gap does not excuse a drug in use. %s", facts.Called(d), todo)
	default:
		p.Report(facts.GapPath(i), what+"; it is recorded as a gap: %s", facts.Called(d), d.Gaps[i].Reason).
			Lower(finding.Warning)
	}
}
