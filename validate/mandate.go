package validate

import (
	"strings"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/date"
	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

// licensesOn says whether a regulator has a mandate for a jurisdiction that has not ended before a day.
func licensesOn(regulator *compendiumv1.Regulator, jurisdiction string, day date.Day) bool {
	for _, m := range regulator.GetMandates() {
		if m.GetJurisdiction() != jurisdiction {
			continue
		}
		if _, last, ok := days(m.GetUntil()); !ok || day <= last {
			return true
		}
	}
	return false
}

// mandated lists the jurisdictions of a regulator's mandates, for people: "EU, GB until 2020-12-31".
func mandated(regulator *compendiumv1.Regulator) string {
	var list []string
	for _, m := range regulator.GetMandates() {
		if m.GetUntil() == "" {
			list = append(list, m.GetJurisdiction())
		} else {
			list = append(list, m.GetJurisdiction()+" until "+m.GetUntil())
		}
	}
	return strings.Join(list, ", ")
}

// mandated says whether some regulator has, or had, a mandate for a jurisdiction. Of one that nobody has a mandate for, rules of their own say what is
// wrong with it.
func (p *pass) mandated(jurisdiction string) bool {
	if p.jurisdictions == nil {
		p.jurisdictions = make(map[string]bool)
		for _, regulator := range p.Catalog.Regulators() {
			for _, m := range regulator.GetMandates() {
				p.jurisdictions[m.GetJurisdiction()] = true
			}
		}
	}
	return p.jurisdictions[jurisdiction]
}

// unproven gives the field from whose fault it follows that an off-label flag is not proven: of an event, of the label's jurisdiction, or of a
// coverage that is declared for something else.
func (p *pass) unproven(r *catalog.Record, d *compendiumv1.Drug, i, j int) finding.Field {
	use := d.GetUses()[i]
	l := use.GetLabels()[j]
	if !p.mandated(l.GetJurisdiction()) {
		return finding.Field{File: r.File(), Path: labelPath(i, j, "jurisdiction")}
	}
	if fault, _ := p.eventAtFault(r, d, use.GetId(), l.GetJurisdiction()); fault != (finding.Field{}) || !l.GetOffLabel() {
		return fault
	}
	for _, c := range p.coveragesOf(d.GetName()) {
		if !licensesOn(c.regulator, c.GetJurisdiction(), "") {
			return c.field(p, "jurisdiction")
		}
	}
	for _, c := range p.coveragesOf(noDrug) {
		if c.GetJurisdiction() == l.GetJurisdiction() {
			return c.field(p, "drug")
		}
	}
	return finding.Field{}
}

// declared is a coverage as it stands in a regulator's record.
type declared struct {
	*compendiumv1.Regulator_Coverage

	regulator *compendiumv1.Regulator
	index     int
}

func (c declared) field(p *pass, name string) finding.Field {
	return finding.Field{File: p.Catalog.FileOf(c.regulator.GetName() + ".yaml"), Path: coveragePath(c.index, name)}
}

// noDrug stands for whatever a coverage names that is no drug.
const noDrug = ""

// coveragesOf gives the coverages that are declared of a drug.
func (p *pass) coveragesOf(drug string) []declared {
	if p.coverages == nil {
		p.coverages = make(map[string][]declared)
		for _, regulator := range p.Catalog.Regulators() {
			for i, c := range regulator.GetCoverages() {
				of := c.GetDrug()
				if !strings.HasPrefix(of, catalog.Drugs.String()+"/") {
					of = noDrug
				}
				p.coverages[of] = append(p.coverages[of], declared{c, regulator, i})
			}
		}
	}
	return p.coverages[drug]
}
