package authorizations

import (
	"strings"

	"github.com/opencompendium/compendium/catalog/label"
	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules/facts"
)

var coverageUndeclared = validate.Rule{
	ID:       "coverage-undeclared",
	Severity: finding.Error,
	Drug: func(p *validate.RecordPass, d *compendiumv1.Drug) {
		// If a regulator's record cannot be read, its decisions are not known.
		if !p.Regulators.Complete() {
			return
		}
		for i, use := range d.Uses {
			for j, l := range use.GetLabels() {
				if l.GetJurisdiction() == "" || l.OffLabel == nil {
					continue
				}
				derived := p.Status(use.GetId(), l.GetJurisdiction())
				if derived.Status != compendiumv1.Label_UNKNOWN || len(derived.Limits) > 0 { // license-does-not-tell
					continue
				}
				fault := unproven(p, d, i, j)
				if l.GetUnknown() != "" {
					// a flag together with a reason is off-label-unset
					fault = finding.Field{File: p.Record.File(), Path: facts.LabelPath(i, j, "")}
				}
				p.Report(facts.LabelPath(i, j, "off_label"),
					"%s in %s is flagged off_label: %t, but neither events nor a declared coverage prove it as of %s. %s",
					use.GetId(), l.GetJurisdiction(), *l.OffLabel, p.AsOf, proof(p, d, use.GetId(), l)).CausedBy(fault)
			}
		}
	},
}

// proof returns what would prove a flag. Coverage never proves that a use is on label.
func proof(p *validate.RecordPass, d *compendiumv1.Drug, use string, l *compendiumv1.Label) string {
	if !*l.OffLabel {
		return "Add the approval to the product's authorizations, or write unknown with the reason in place of the flag."
	}
	declared := false
	for _, c := range d.GetCoverage() {
		switch {
		case c.GetJurisdiction() != l.GetJurisdiction():
		case label.ProvesAbsence(c):
			declared = declared || facts.LicensesOn(p.Regulators.Get(c.GetRegulator()), l.GetJurisdiction(), p.AsOf)
		case len(c.GetProcedures()) > 0:
			return "Of the procedures of the EU the coverage names one only, and the other may license it too. Read " +
				"that one as well and add it to procedures, or write unknown with the reason in place of the flag."
		}
	}
	for e := range facts.Events(d) {
		if e.GetIndicationUnknown() && label.HoldsIn(e.Product.GetJurisdiction(), l.GetJurisdiction()) {
			return "What the approval " + e.GetId() + " is for is not known. Find out and state its scopes, or write unknown " +
				"with the reason in place of the flag."
		}
	}
	for _, product := range d.GetProducts() {
		if there := product.GetJurisdiction(); l.GetJurisdiction() == "EU" && there != "EU" && label.HoldsIn("EU", there) &&
			p.Status(use, there).Status == compendiumv1.Label_ON_LABEL {
			return "In " + there + " it is licensed nationally, so that it depends on the country. Write unknown with that as " +
				"the reason in place of the flag."
		}
	}
	if declared {
		return "The records are declared complete, but the date of an event is too imprecise to tell, or a license was in " +
			"force when the mandate of its regulator ended. State the date more exactly, or write unknown with the reason " +
			"in place of the flag."
	}
	return "Add the event, declare under coverage that the records of " + licensers(p, l.GetJurisdiction()) +
		" are complete, or write unknown with the reason in place of the flag."
}

// licensers returns the names of the bodies that license for a jurisdiction on the day of the check.
func licensers(p *validate.RecordPass, jurisdiction string) string {
	var names []string
	for _, regulator := range p.Regulators.All() {
		if regulator.Kind == compendiumv1.Regulator_LICENSING && facts.LicensesOn(regulator, jurisdiction, p.AsOf) {
			names = append(names, regulator.Name)
		}
	}
	if len(names) == 0 {
		return "the regulator for " + jurisdiction
	}
	return strings.Join(names, " or ")
}

// unproven returns the field whose fault may be why an off-label flag is not proven: one of an event, the label's
// jurisdiction, or one of a coverage that is declared for something else.
func unproven(p *validate.RecordPass, d *compendiumv1.Drug, i, j int) finding.Field {
	use := d.GetUses()[i]
	l := use.GetLabels()[j]
	if fault, _ := facts.EventAtFault(p, d, use.GetId(), l.GetJurisdiction()); fault != (finding.Field{}) {
		return fault
	}
	for i, c := range d.GetCoverage() {
		regulator := p.Regulators.Get(c.GetRegulator())
		switch {
		case !l.GetOffLabel(): // no coverage proves it
		case regulator == nil || regulator.GetKind() != compendiumv1.Regulator_LICENSING:
			return finding.Field{File: p.Record.File(), Path: facts.CoveragePath(i, "regulator")}
		case !facts.LicensesOn(regulator, c.GetJurisdiction(), ""):
			return finding.Field{File: p.Record.File(), Path: facts.CoveragePath(i, "jurisdiction")}
		case facts.MandateAtFault(regulator, c.GetJurisdiction()) != "":
			return finding.Field{File: p.FileOf(regulator.GetName()),
				Path: facts.MandateAtFault(regulator, c.GetJurisdiction())}
		}
	}
	if !p.Regulators.Mandated(l.GetJurisdiction()) {
		return finding.Field{File: p.Record.File(), Path: facts.LabelPath(i, j, "jurisdiction")}
	}
	return finding.Field{}
}
