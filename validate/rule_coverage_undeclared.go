package validate

import (
	"strings"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

var ruleCoverageUndeclared = Rule{
	ID:       "coverage-undeclared",
	Severity: finding.Error,
	Title:    "An off-label flag must rest on events or on declared coverage",
	Explanation: "That no approval is on record proves a use off label only where the regulator's record declares that its events for the drug are " +
		"complete. Without that declaration, or where an imprecise date or a mandate that has ended leaves it open, the status is UNKNOWN and " +
		"a flag claims more than the catalog can show. Add the authorization event, declare coverage in the regulator's record where the " +
		"register was really read, or write unknown with the reason in place of the flag.",
	Bad: `-- drugs/examplinib.yaml --
uses:
  - id: sarcoma
    condition: conditions/sarcoma
    strength: STANDARD_FIRST
    labels:
      - {jurisdiction: US, off_label: false, cites: [label]}
      - {jurisdiction: CA, off_label: true, cites: [label]}
    cites: [page]
`,
	Good: `-- drugs/examplinib.yaml --
uses:
  - id: sarcoma
    condition: conditions/sarcoma
    strength: STANDARD_FIRST
    labels:
      - {jurisdiction: US, off_label: false, cites: [label]}
      - {jurisdiction: CA, unknown: The register of Canada was not read for this drug.}
    cites: [page]
`,
	drug: func(p *pass, r *catalog.Record, d *compendiumv1.Drug) {
		// Without the whole of a regulator's record, nothing that it decides is known.
		if p.lost().regulator() {
			return
		}
		for i, use := range d.Uses {
			for j, l := range use.GetLabels() {
				if l.GetJurisdiction() == "" || l.OffLabel == nil {
					continue
				}
				if p.status(d, use.GetId(), l.GetJurisdiction()) != compendiumv1.Label_UNKNOWN {
					continue
				}
				fault := p.unproven(r, d, i, j)
				if l.GetUnknown() != "" {
					fault = finding.Field{File: r.File(), Path: labelPath(i, j, "")} // a flag together with a reason is off-label-unset
				}
				p.report(r, labelPath(i, j, "off_label"), "%s in %s is flagged off_label: %t, and neither events nor a declared coverage prove it as of %s. %s",
					use.GetId(), l.GetJurisdiction(), *l.OffLabel, p.AsOf, p.proof(d, l)).following(fault)
			}
		}
	},
}

// proof says what would prove a flag. Coverage never proves that a use is on label.
func (p *pass) proof(d *compendiumv1.Drug, l *compendiumv1.Label) string {
	if !*l.OffLabel {
		return "Add the approval to the product's authorizations, or write unknown with the reason in place of the flag."
	}
	return "Add the event, declare the coverage of " + d.Name + " in " + p.licensers(l.GetJurisdiction()) + ", or write unknown with the reason in place of the flag."
}

// licensers names the records of the bodies that license for a jurisdiction on the day of the check.
func (p *pass) licensers(jurisdiction string) string {
	var names []string
	for _, regulator := range p.Catalog.Regulators() {
		if regulator.Kind == compendiumv1.Regulator_LICENSING && licensesOn(regulator, jurisdiction, p.AsOf) {
			names = append(names, regulator.Name)
		}
	}
	if len(names) == 0 {
		return "the record of the regulator for " + jurisdiction
	}
	return strings.Join(names, " or ")
}
