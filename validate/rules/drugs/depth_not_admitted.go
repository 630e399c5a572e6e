package drugs

import (
	"slices"
	"strings"

	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules/facts"
)

var depthNotAdmitted = validate.Rule{
	ID:       "depth-not-admitted",
	Severity: finding.Error,
	Drug: func(p *validate.RecordPass, d *compendiumv1.Drug) {
		admitted := p.Policy.Depths()
		if d.Depth == 0 || slices.Contains(admitted, d.Depth) {
			return
		}
		names := make([]string, len(admitted))
		for i, depth := range admitted {
			names[i] = depth.String()
		}
		p.Report("depth", "%s has the depth %s, but the catalog admits only %s. Complete the record and change its "+
			"depth, or add %s to depths in "+
			"compendium.yaml.", facts.Called(d), d.Depth, strings.Join(names, " and "), d.Depth)
	},
}
