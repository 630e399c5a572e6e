package asof

import (
	"slices"

	"google.golang.org/protobuf/proto"

	"github.com/opencompendium/compendium/catalog/date"
	"github.com/opencompendium/compendium/catalog/label"
	"github.com/opencompendium/compendium/catalog/scope"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

// resolveRegimen returns a copy of a regimen with the labels of its uses: in each jurisdiction for which one of its
// drugs has a label, the weakest of those of its drugs. Drugs that counter side effects are not counted: their label is
// about that.
func (r *Resolver) resolveRegimen(regimen *compendiumv1.Regimen, day date.Day) *compendiumv1.Regimen {
	resolved := proto.CloneOf(regimen)
	var drugs []*compendiumv1.Drug
	for _, component := range regimen.GetComponents() {
		if component.GetRole() == compendiumv1.Regimen_Component_SUPPORTIVE {
			continue
		}
		if drug, ok := r.records(component.GetDrug()).(*compendiumv1.Drug); ok {
			drugs = append(drugs, drug)
		}
	}
	jurisdictions := labeled(drugs)
	for _, use := range resolved.GetUses() {
		use.Labels = nil
		for _, jurisdiction := range jurisdictions {
			weakest := compendiumv1.Label_ON_LABEL
			for _, drug := range drugs {
				statuses := r.authorities.Statuses(drug, jurisdiction, day, r.records)
				weakest = weaker(weakest, statusOf(statuses, drug, regimen, use))
			}
			l := &compendiumv1.Label{Jurisdiction: jurisdiction, Status: weakest, OffLabel: label.OffLabel(weakest)}
			if l.OffLabel == nil {
				l.Unknown = "The labels of its drugs do not tell."
			}
			use.Labels = append(use.Labels, l)
		}
	}
	return resolved
}

// labeled returns the jurisdictions for which a use of one of the drugs has a label, sorted.
func labeled(drugs []*compendiumv1.Drug) []string {
	var all []string
	for _, drug := range drugs {
		for _, use := range drug.GetUses() {
			for _, l := range use.GetLabels() {
				all = append(all, l.GetJurisdiction())
			}
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// statusOf returns the status of a drug for a use of a regimen: the strongest of those of its own uses for the
// condition, or else that of the use of the regimen, together with the other drugs.
func statusOf(statuses label.Statuses, drug *compendiumv1.Drug, regimen *compendiumv1.Regimen,
	of *compendiumv1.TherapyUse,
) compendiumv1.Label_Status {
	strongest := compendiumv1.Label_STATUS_UNSPECIFIED
	for _, use := range drug.GetUses() {
		if use.GetCondition() != of.GetCondition() {
			continue
		}
		status := statuses.Of(use).Status
		if strongest == compendiumv1.Label_STATUS_UNSPECIFIED || weaker(strongest, status) == strongest {
			strongest = status
		}
	}
	if strongest != compendiumv1.Label_STATUS_UNSPECIFIED {
		return strongest
	}
	use := &compendiumv1.Use{Condition: of.GetCondition(), Extent: of.GetExtent(), Timing: of.GetTiming(),
		Line: of.GetLine(), Resectability: of.GetResectability(), Course: of.GetCourse(), Biomarkers: of.GetBiomarkers(),
		BiomarkersMatch: of.GetBiomarkersMatch(), Age: of.GetAge(), Intent: of.GetIntent(),
		PriorTherapies: of.GetPriorTherapies(), Partners: scope.Partners(regimen, drug.GetName())}
	return statuses.Of(use).Status
}

// strength orders statuses from the weakest on.
var strength = []compendiumv1.Label_Status{compendiumv1.Label_UNLICENSED, compendiumv1.Label_OFF_LABEL,
	compendiumv1.Label_FORMERLY_ON_LABEL, compendiumv1.Label_UNKNOWN, compendiumv1.Label_PARTLY_ON_LABEL,
	compendiumv1.Label_ON_LABEL}

// weaker returns the weaker of two statuses.
func weaker(a, b compendiumv1.Label_Status) compendiumv1.Label_Status {
	if slices.Index(strength, b) < slices.Index(strength, a) {
		return b
	}
	return a
}
