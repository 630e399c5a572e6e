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
	Title:    "A drug has a depth that the catalog does not admit",
	Explanation: "A reader of a catalog of monographs expects uses, side effects and safety of every drug, and a " +
		"register entry has none. depths in compendium.yaml says which depths the catalog admits; by default " +
		"MONOGRAPH alone. " +
		"Complete the record, or admit its depth there.",
	Drug: func(p *validate.RecordPass, d *compendiumv1.Drug) {
		admitted := p.Policy.Depths()
		if len(admitted) == 0 || d.Depth == 0 || slices.Contains(admitted, d.Depth) {
			return
		}
		names := make([]string, len(admitted))
		for i, depth := range admitted {
			names[i] = depth.String()
		}
		p.Report("depth", "%s is of depth %s, and the catalog admits %s. Complete the record and change its depth, or add "+
			"%s to depths in compendium.yaml.", facts.Called(d), d.Depth, strings.Join(names, " and "), d.Depth)
	},
}
