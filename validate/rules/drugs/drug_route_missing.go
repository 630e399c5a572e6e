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
	Title:    "A drug must say how it is given",
	Explanation: "Without a route of administration a reader cannot tell how the drug is used: the same substance may " +
		"be a tablet or an infusion. Add administrations with a route and its citation. If no source names a route, " +
		"record a gap on administrations. A gap is still an error for an active drug, and a warning for an " +
		"investigational or withdrawn one. A register entry promises none.",
	Drug: func(p *validate.RecordPass, d *compendiumv1.Drug) {
		if len(d.Administrations) > 0 {
			return
		}
		missing(p, d, "administrations", "%s has no route of administration",
			"Add administrations with a route and its citation.")
	},
}

// missing reports a required part that a monograph lacks. A gap recorded on it makes that a warning for a drug that is
// not active. A register entry promises no such part.
func missing(p *validate.RecordPass, d *compendiumv1.Drug, field, what, todo string) {
	if d.Depth == compendiumv1.Drug_REGISTER {
		return
	}
	i := facts.GapOn(d, field)
	switch {
	case i < 0:
		p.Report(field, what+". %s", facts.Called(d), todo)
	case d.Lifecycle == compendiumv1.Drug_ACTIVE:
		p.Report(facts.GapPath(i), what+", and a gap does not excuse an active drug. %s", facts.Called(d), todo)
	default:
		p.Report(facts.GapPath(i), what+"; it is recorded as a gap: %s", facts.Called(d), d.Gaps[i].Reason).
			Lower(finding.Warning)
	}
}
