package validate

import (
	"slices"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

var ruleDrugRouteMissing = Rule{
	ID:       "drug-route-missing",
	Severity: finding.Error,
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
	i := gapOn(d, field)
	switch {
	case i < 0:
		p.report(r, field, what+". %s", called(d), todo)
	case d.Lifecycle == compendiumv1.Drug_ACTIVE:
		p.report(r, gapPath(i), what+", and a gap does not excuse an active drug. %s", called(d), todo)
	default:
		p.report(r, gapPath(i), what+"; it is recorded as a gap: %s", called(d), d.Gaps[i].Reason).as(finding.Warning)
	}
}

// missingAt gives the path at which a required part that is not there is reported.
func missingAt(d *compendiumv1.Drug, field string) string {
	if i := gapOn(d, field); i >= 0 {
		return gapPath(i)
	}
	return field
}

// gapOn gives the index of the gap on a field, or -1.
func gapOn(d *compendiumv1.Drug, field string) int {
	return slices.IndexFunc(d.GetGaps(), func(g *compendiumv1.Gap) bool { return g.GetField() == field })
}

// called gives what to call a drug in a message: the name to show, or that of the record where it has none yet.
func called(d *compendiumv1.Drug) string {
	if d.DisplayName == "" {
		return d.Name
	}
	return d.DisplayName
}
