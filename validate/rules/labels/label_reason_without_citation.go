package labels

import (
	"regexp"

	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules/facts"
)

var labelReasonWithoutCitation = validate.Rule{
	ID:       "label-reason-without-citation",
	Severity: finding.Info,
	Drug: func(p *validate.RecordPass, d *compendiumv1.Drug) {
		for i, use := range d.GetUses() {
			for j, l := range use.GetLabels() {
				if said := datedAct.FindString(l.GetUnknown()); said != "" && len(l.GetCites()) == 0 {
					p.Report(facts.LabelPath(i, j, "unknown"), "The reason states a fact, %q, and cites nothing for it. Cite the "+
						"source, or leave the fact out.", said)
				}
			}
		}
	},
}

// datedAct is a year, or an act of a regulator or holder, in the reason why a label is unknown.
var datedAct = regexp.MustCompile(`\b(?:(?:19|20)\d\d(?:-\d\d){0,2}|revoked|withdrawn|withdrew|refused|suspended)\b`)
