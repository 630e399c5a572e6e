package validate

import (
	"github.com/opencompendium/compendium/catalog"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

var ruleDrugRouteMissing = Rule{
	ID:       "drug-route-missing",
	Severity: Error,
	Title:    "A drug must say how it is given",
	Explanation: "A drug without a route of administration cannot be told apart in use: the same substance may be a tablet or a drip. Add " +
		"administrations with a route and its citation. Where no source gives one, record a gap on administrations; for an active drug " +
		"the gap is still an error, for an investigational or withdrawn one it is a warning.",
	Bad: `-- drugs/examplinib.yaml --
administrations:
`,
	Good: `-- drugs/examplinib.yaml --
administrations:
  - {route: ORAL, cites: [label]}
`,
	drug: func(p *pass, r *catalog.Record, d *compendiumv1.Drug) {
		if len(d.Administrations) > 0 {
			return
		}
		p.missing(r, d, "administrations", "%s has no route of administration", "Add administrations with a route and its citation.")
	},
}

// missing reports a required part of a drug that is not there: a gap recorded on it excuses a drug that is not in use.
func (p *pass) missing(r *catalog.Record, d *compendiumv1.Drug, field, what, todo string) {
	for i, gap := range d.Gaps {
		if gap.Field != field {
			continue
		}
		if d.Lifecycle == compendiumv1.Drug_ACTIVE {
			p.report(r, gapPath(i), what+", and a gap does not excuse an active drug. %s", called(d), todo)
		} else {
			p.report(r, gapPath(i), what+"; it is recorded as a gap: %s", called(d), gap.Reason).as(Warning)
		}
		return
	}
	p.report(r, "", what+". %s", called(d), todo)
}

// called gives what to call a drug in a message: the name to show, or that of the record where it has none yet.
func called(d *compendiumv1.Drug) string {
	if d.DisplayName == "" {
		return d.Name
	}
	return d.DisplayName
}
