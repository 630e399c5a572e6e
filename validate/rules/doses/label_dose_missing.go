package doses

import (
	"slices"
	"strings"

	"github.com/opencompendium/compendium/catalog/label"
	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules/facts"
)

var labelDoseMissing = validate.Rule{
	ID:       "label-dose-missing",
	Severity: finding.Info,
	Drug: func(p *validate.RecordPass, d *compendiumv1.Drug) {
		if len(d.GetDoses()) == 0 || facts.GapOn(d, "doses") >= 0 { // a catalog may do without doses
			return
		}
		type place struct {
			path string // of the first flag
			uses []string
		}
		var jurisdictions []string
		missing := make(map[string]*place)
		for i, use := range d.GetUses() {
			for j, l := range use.GetLabels() {
				here := l.GetJurisdiction()
				if l.OffLabel == nil || l.GetOffLabel() || here == "" || hasLabelDose(d, use.GetId(), here) {
					continue
				}
				if missing[here] == nil {
					jurisdictions = append(jurisdictions, here)
					missing[here] = &place{path: facts.LabelPath(i, j, "off_label")}
				}
				missing[here].uses = append(missing[here].uses, use.GetId())
			}
		}
		for _, here := range jurisdictions {
			p.Report(missing[here].path, "The label in %s covers %s, but no dose of basis LABEL is on record there for that. "+
				"Add the dose with its citation. If the label was not read for it, record a gap on doses that says so.", here,
				strings.Join(missing[here].uses, ", "))
		}
	},
}

// hasLabelDose reports whether a drug has a dose from a label for a use in a jurisdiction.
func hasLabelDose(d *compendiumv1.Drug, use, jurisdiction string) bool {
	holds := func(region string) bool { return label.HoldsIn(region, jurisdiction) }
	return slices.ContainsFunc(d.GetDoses(), func(dose *compendiumv1.Dose) bool {
		there := slices.Clone(dose.GetJurisdictions())
		for _, product := range d.GetProducts() {
			if slices.Contains(dose.GetProducts(), product.GetId()) {
				there = append(there, product.GetJurisdiction())
			}
		}
		return dose.GetBasis() == compendiumv1.Dose_LABEL &&
			(len(dose.GetUses()) == 0 || slices.Contains(dose.GetUses(), use)) &&
			(len(there) == 0 || slices.ContainsFunc(there, holds))
	})
}
