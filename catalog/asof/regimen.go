package asof

import (
	"slices"
	"strings"

	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"

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
	for _, use := range resolved.GetUses() {
		use.Labels = nil
	}
	var drugs []*compendiumv1.Drug
	for _, component := range regimen.GetComponents() {
		if component.GetRole() == compendiumv1.Regimen_Component_SUPPORTIVE {
			continue
		}
		if drug, ok := r.records(component.GetDrug()).(*compendiumv1.Drug); ok && !slices.Contains(drugs, drug) {
			drugs = append(drugs, drug)
		}
	}
	for _, jurisdiction := range labeled(drugs) {
		licensed := make([]label.Statuses, len(drugs))
		for i, drug := range drugs {
			licensed[i] = r.authorities.Statuses(drug, jurisdiction, day, r.records)
		}
		for _, use := range resolved.GetUses() {
			weakest, of := label.Result{Status: compendiumv1.Label_ON_LABEL}, []string(nil)
			for i, drug := range drugs {
				result := licensed[i].Of(asUseOf(drug, regimen, use))
				if weaker(weakest.Status, result.Status) != weakest.Status {
					weakest, of = result, nil
				}
				if result.Status == weakest.Status {
					weakest.Coverage = max(weakest.Coverage, result.Coverage)
					of = append(of, strings.TrimPrefix(drug.GetName(), "drugs/"))
				}
			}
			use.Labels = append(use.Labels, labelOf(jurisdiction, weakest, of))
		}
	}
	return resolved
}

// labelOf returns the label of a regimen, given the weakest result of its drugs and the IDs of those that have it. One
// drug without a license is enough, so that the newest coverage counts.
func labelOf(jurisdiction string, weakest label.Result, of []string) *compendiumv1.Label {
	covered := string(weakest.Coverage)
	l := &compendiumv1.Label{Jurisdiction: jurisdiction, Status: weakest.Status, OffLabel: label.OffLabel(weakest.Status),
		CoverageDate: covered, StatusAsOf: covered}
	switch weakest.Status {
	case compendiumv1.Label_UNKNOWN:
		l.Unknown = "The records do not tell whether these are licensed for it: " + strings.Join(of, ", ") + "."
	case compendiumv1.Label_PARTLY_ON_LABEL:
		l.Unknown = "These are licensed for a part of it only: " + strings.Join(of, ", ") + "."
	}
	return l
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

// asUseOf returns what a use of a regimen is for one of its drugs: the same use, given together with the other drugs.
// It has no ID, as it is none of the drug's own.
func asUseOf(
	drug *compendiumv1.Drug, regimen *compendiumv1.Regimen, of *compendiumv1.TherapyUse,
) *compendiumv1.Use {
	use := AsUse(of)
	use.Id, use.Name = "", drug.GetName() // as much of the name as tells which drug
	use.Partners = append(scope.Partners(regimen, drug.GetName()), of.GetPartners()...)
	return use
}

// AsUse returns a use of something without a license of its own as a Use, which has all of its fields.
func AsUse(of *compendiumv1.TherapyUse) *compendiumv1.Use {
	use := &compendiumv1.Use{}
	to := use.ProtoReflect()
	of.ProtoReflect().Range(func(field protoreflect.FieldDescriptor, value protoreflect.Value) bool {
		to.Set(to.Descriptor().Fields().ByName(field.Name()), value)
		return true
	})
	return use
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
