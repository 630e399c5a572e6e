package labels

import (
	"slices"

	"github.com/opencompendium/compendium/catalog/label"
	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules/facts"
)

var labelJurisdictionMissing = validate.Rule{
	ID:       "label-jurisdiction-missing",
	Severity: finding.Error,
	Drug: func(p *validate.RecordPass, d *compendiumv1.Drug) {
		for i, use := range d.Uses {
			// use-without-label reports a use without any label.
			if len(use.GetLabels()) > 0 {
				checkLabeled(p, d, i, use)
			}
		}
	},
}

// checkLabeled reports each jurisdiction without a label once, with the first source that speaks for it.
func checkLabeled(p *validate.RecordPass, d *compendiumv1.Drug, i int, use *compendiumv1.Use) {
	done := make(map[string]bool, len(use.GetLabels()))
	var fault finding.Field // of a label that may be meant for the missing one
	for j, l := range use.GetLabels() {
		done[l.GetJurisdiction()] = true
		if fault == (finding.Field{}) && !p.Regulators.Mandated(l.GetJurisdiction()) {
			fault = finding.Field{File: p.Record.File(), Path: facts.LabelPath(i, j, "jurisdiction")}
		}
	}
	for k, key := range use.GetCites() {
		source := facts.Cited(p, d.Citations, key)
		jurisdiction := source.GetJurisdiction()
		if jurisdiction == "" || done[jurisdiction] || !speaksToPeople(source.GetKind()) {
			continue
		}
		done[jurisdiction] = true
		p.Report(facts.UsePath(i, "labels"), "%s cites %s, which speaks for %s, but has no label for %s. Add one: "+
			"off_label with its citation, or unknown with the reason.",
			use.GetId(), source.Name, jurisdiction, jurisdiction).
			Related(p.Record, facts.CitesPath(facts.UsePath(i, ""), k), "The citation of %s", source.Name).CausedBy(fault)
	}
	for _, jurisdiction := range p.Policy.Jurisdictions() {
		if !done[jurisdiction] {
			p.Report(facts.UsePath(i, "labels"),
				"%s has no label for %s, which %s lists as covered. Add one: off_label with its citation, or unknown with "+
					"the reason.",
				use.GetId(), jurisdiction, p.Policy.Name()).CausedBy(fault)
			done[jurisdiction] = true
		}
	}
	checkLicensed(p, d, i, use, done, fault)
}

// checkLicensed reports each jurisdiction without a label where a product of the drug is licensed, for this use or
// another. A label of a member of the EU answers for a license of the EU, and one of the EU for that of a member.
func checkLicensed(p *validate.RecordPass, d *compendiumv1.Drug, i int, use *compendiumv1.Use, done map[string]bool,
	fault finding.Field) {
	for k, state := range p.Licensed(p.AsOf) {
		product := d.GetProducts()[k]
		here := product.GetJurisdiction()
		answered := done[here] || slices.ContainsFunc(use.GetLabels(), func(l *compendiumv1.Label) bool {
			return label.HoldsIn(here, l.GetJurisdiction()) || label.HoldsIn(l.GetJurisdiction(), here)
		})
		if state != label.InForce && state != label.Untold || answered {
			continue
		}
		done[here] = true
		at := finding.Field{File: p.Record.File(), Path: facts.ItemPath("products", k, "jurisdiction")}
		if fault != (finding.Field{}) {
			at = fault
		}
		report := p.Report(facts.UsePath(i, "labels"), "%s has no label for %s, where a product of the drug is licensed. "+
			"Add one: off_label with its citation, or unknown with the reason.", use.GetId(), here).
			Related(p.Record, facts.ItemPath("products", k, ""), "The product").CausedBy(at)
		report.Lower(finding.Warning)
	}
}

// speaksToPeople reports whether sources of a kind tell patients or their doctors what to use. Registers and articles
// do not.
func speaksToPeople(kind compendiumv1.Source_Kind) bool {
	switch kind {
	case compendiumv1.Source_PATIENT_PAGE, compendiumv1.Source_LABEL, compendiumv1.Source_GUIDELINE:
		return true
	default:
		return false
	}
}
