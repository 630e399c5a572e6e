package asof

import (
	"cmp"
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
			parts := make([]part, len(drugs))
			for i, drug := range drugs {
				parts[i] = part{drug, licensed[i].Of(asUseOf(drug, regimen, use))}
			}
			use.Labels = append(use.Labels, r.joint(jurisdiction, parts, day))
		}
	}
	return resolved
}

// part is a drug of a regimen, with what its licenses say of a use of the regimen.
type part struct {
	drug *compendiumv1.Drug
	label.Result
}

// joint returns the label of a use of a regimen in a jurisdiction: the weakest of those of its drugs. One drug without
// a license is enough, so that of several the newest coverage counts.
func (r *Resolver) joint(jurisdiction string, parts []part, day date.Day) *compendiumv1.Label {
	l := &compendiumv1.Label{Jurisdiction: jurisdiction, Status: compendiumv1.Label_ON_LABEL}
	for _, p := range parts {
		l.Status = weaker(l.Status, p.Status)
		l.Judged = append(l.Judged, p.Judged...)
	}
	slices.Sort(l.Judged)
	l.Judged = slices.Compact(l.Judged)
	l.OffLabel = label.OffLabel(l.Status)
	var weakest []string
	for _, p := range parts {
		if p.Status == l.Status {
			weakest = append(weakest, strings.TrimPrefix(p.drug.GetName(), "drugs/"))
			l.CoverageDate = max(l.CoverageDate, string(p.Coverage))
		}
	}
	l.StatusAsOf = l.CoverageDate
	switch l.Status {
	case compendiumv1.Label_ON_LABEL:
		r.addLicenses(l, parts, day)
	case compendiumv1.Label_PARTLY_ON_LABEL:
		l.Unknown = "These are licensed for a part of it only: " + strings.Join(weakest, ", ") + "."
		r.addLicenses(l, parts, day)
	case compendiumv1.Label_FORMERLY_ON_LABEL:
		for _, p := range parts {
			if p.Status == l.Status {
				l.StatusAsOf = date.Newest(l.StatusAsOf, r.statedIn(p.drug, jurisdiction))
			}
		}
	case compendiumv1.Label_UNKNOWN:
		l.Unknown = "The records do not tell whether these are licensed for it: " + strings.Join(weakest, ", ") + "."
	}
	return l
}

// statedIn returns the newest date on which the sources of a drug's products state whether they are licensed in a
// jurisdiction.
func (r *Resolver) statedIn(drug *compendiumv1.Drug, jurisdiction string) string {
	newest := ""
	for _, product := range drug.GetProducts() {
		if label.HoldsIn(product.GetJurisdiction(), jurisdiction) {
			newest = date.Newest(newest, productDate(drug, product, r.dates))
		}
	}
	return newest
}

// addLicenses adds to the label of a regimen what the licenses of its drugs say. All of them are needed: the least firm
// counts, the one that cannot be had, and of the days on which they are stated the oldest.
func (r *Resolver) addLicenses(l *compendiumv1.Label, parts []part, day date.Day) {
	l.Marketed = new(true)
	for _, p := range parts {
		l.Standing = firmness[max(slices.Index(firmness, l.Standing), slices.Index(firmness, p.Standing))]
		l.Marketed = both(l.Marketed, p.Marketed)
		l.Rest = append(l.Rest, p.Rest...)
	}
	slices.Sort(l.Rest)
	l.Rest = slices.Compact(l.Rest)
	var stated, marketed []string
	for _, p := range parts {
		newest := ""
		for _, product := range p.drug.GetProducts() {
			if slices.Contains(p.Products, product.GetId()) {
				l.Products = append(l.Products, p.drug.GetName()+"/products/"+product.GetId())
				newest = date.Newest(newest, productDate(p.drug, product, r.dates))
			}
		}
		stated = append(stated, newest)
		if l.Marketed != nil && p.Marketed != nil && *l.Marketed == *p.Marketed {
			of := &compendiumv1.Label{Products: p.Products, Marketed: p.Marketed}
			marketed = append(marketed, marketedDate(p.drug, of, r.dates, day))
		}
	}
	l.StatusAsOf, l.MarketedAsOf = oldest(stated), oldest(marketed)
}

// firmness lists standings from the firmest on.
var firmness = []compendiumv1.Label_Standing{compendiumv1.Label_STANDING_UNSPECIFIED, compendiumv1.Label_FULL,
	compendiumv1.Label_EXCEPTIONAL, compendiumv1.Label_CONFIRMATION_PENDING, compendiumv1.Label_CONDITIONAL}

// both joins what two drugs tell that are needed together: one that cannot be had is enough.
func both(a, b *bool) *bool {
	if a != nil && !*a || b != nil && *b {
		return a
	}
	return b
}

// oldest returns the date that ends first, or "" if there is none or one is not known.
func oldest(dates []string) string {
	if len(dates) == 0 {
		return ""
	}
	return slices.MinFunc(dates, func(a, b string) int { return cmp.Compare(date.Latest(a), date.Latest(b)) })
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
	return strength[min(slices.Index(strength, a), slices.Index(strength, b))]
}
