package validate

import (
	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

var ruleLabelJurisdictionMissing = Rule{
	ID:       "label-jurisdiction-missing",
	Severity: finding.Error,
	Title:    "A use has no label for a jurisdiction that its sources speak for, or that the project covers",
	Explanation: "A patient page, a label or a guideline speaks to the people of its jurisdiction, who will ask whether the use is off label where " +
		"they live. The jurisdictions that compendium.yaml lists as covered are asked for of each use, whatever it cites. Add a label for that " +
		"jurisdiction: off_label with its citation, or unknown with the reason.",
	Bad: `-- sources/leaflet.yaml --
display_name: Leaflet
kind: PATIENT_PAGE
publisher: Charity
title: A leaflet
dates: {revised: "2025-06-01"}
jurisdiction: GB
-- drugs/examplinib.yaml --
uses:
  - id: sarcoma
    condition: conditions/sarcoma
    strength: STANDARD_FIRST
    labels:
      - {jurisdiction: US, off_label: false, cites: [label]}
    cites: [page, leaflet]
citations:
  label: {source: sources/label}
  page: {source: sources/page}
  leaflet: {source: sources/leaflet}
`,
	Good: `-- sources/leaflet.yaml --
display_name: Leaflet
kind: PATIENT_PAGE
publisher: Charity
title: A leaflet
dates: {revised: "2025-06-01"}
jurisdiction: GB
-- drugs/examplinib.yaml --
uses:
  - id: sarcoma
    condition: conditions/sarcoma
    strength: STANDARD_FIRST
    labels:
      - {jurisdiction: US, off_label: false, cites: [label]}
      - {jurisdiction: GB, unknown: The licenses of Great Britain are not covered.}
    cites: [page, leaflet]
citations:
  label: {source: sources/label}
  page: {source: sources/page}
  leaflet: {source: sources/leaflet}
`,
	drug: func(p *pass, r *catalog.Record, d *compendiumv1.Drug) {
		for i, use := range d.Uses {
			// A use without any label is use-without-label.
			if len(use.GetLabels()) > 0 {
				p.unlabeled(r, d, i, use)
			}
		}
	},
}

// unlabeled reports each jurisdiction once, with the first source that speaks for it.
func (p *pass) unlabeled(r *catalog.Record, d *compendiumv1.Drug, i int, use *compendiumv1.Use) {
	done := make(map[string]bool, len(use.GetLabels()))
	var fault finding.Field // of a label that may be the one that is missing
	for j, l := range use.GetLabels() {
		done[l.GetJurisdiction()] = true
		if fault == (finding.Field{}) && !p.mandated(l.GetJurisdiction()) {
			fault = finding.Field{File: r.File(), Path: labelPath(i, j, "jurisdiction")}
		}
	}
	for k, key := range use.GetCites() {
		source := p.cited(d.Citations, key)
		jurisdiction := source.GetJurisdiction()
		if jurisdiction == "" || done[jurisdiction] || !speaksToPeople(source.GetKind()) {
			continue
		}
		done[jurisdiction] = true
		p.report(r, usePath(i, "labels"), "%s cites %s, which speaks for %s, and has no label for %s. Add one: off_label with its citation, or unknown with the reason.",
			use.GetId(), source.Name, jurisdiction, jurisdiction).
			alongside(r, citesPath(usePath(i, ""), k), "The citation of %s", source.Name).following(fault)
	}
	for _, jurisdiction := range p.Policy.Jurisdictions() {
		if !done[jurisdiction] {
			p.report(r, usePath(i, "labels"), "%s has no label for %s, which %s lists as covered. Add one: off_label with its citation, or unknown with the reason.",
				use.GetId(), jurisdiction, p.Policy.File().Name()).following(fault)
		}
	}
}

// speaksToPeople says which sources tell people or their doctors what to use: a register or an article does not.
func speaksToPeople(kind compendiumv1.Source_Kind) bool {
	switch kind {
	case compendiumv1.Source_PATIENT_PAGE, compendiumv1.Source_LABEL, compendiumv1.Source_GUIDELINE:
		return true
	default:
		return false
	}
}
