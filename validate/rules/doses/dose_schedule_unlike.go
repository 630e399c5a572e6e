package doses

import (
	"maps"
	"slices"

	"github.com/opencompendium/compendium/catalog/dose"
	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
)

var doseScheduleUnlike = validate.Rule{
	ID:       "dose-schedule-unlike",
	Severity: finding.Info,
	Catalog: func(p *validate.CatalogPass) {
		all := statements(p)
		for _, drug := range slices.Sorted(maps.Keys(all)) {
			for j, s := range all[drug] {
				if i, field := unlike(all[drug], j); field >= 0 {
					other := all[drug][i]
					p.Report(s.record, s.at(pathOf(s.DoseStep, field)), "%s is given as in another dose for the same use, "+
						"except for %s. Correct the wrong one, or say in words of the step what sets the doses "+
						"apart.", amountInWords(s.DoseStep), timing[field].words).
						Related(other.record, other.at(pathOf(other.DoseStep, field)), "The other")
				}
			}
		}
	},
}

// unlike returns another step for the same that is given alike but for one field of timing, and that field, if no other
// step agrees with this one in the field. Of two that stand alone, the later one is unlike the other.
func unlike(all []statement, j int) (i, field int) {
	s := all[j]
	for i, other := range all {
		if !alike(s, other) {
			continue
		}
		differ := timingDiffers(s.DoseStep, other.DoseStep)
		if len(differ) == 1 && !confirmed(all, s, differ[0]) && (i < j || confirmed(all, other, differ[0])) {
			return i, differ[0]
		}
	}
	return -1, -1
}

// alike reports whether two steps are for the same, and give the same.
func alike(s, other statement) bool {
	return s.comparable(other) && s.sharesAim(other) &&
		(s.GetAmount() != nil && sameAmount(s.GetAmount(), other.GetAmount()) ||
			s.GetAmountWords() != "" && s.GetAmountWords() == other.GetAmountWords())
}

// confirmed reports whether another step that is alike says the same as a step in a field of timing.
func confirmed(all []statement, s statement, field int) bool {
	t := timing[field]
	return slices.ContainsFunc(all, func(other statement) bool {
		return alike(s, other) && t.stated(other.DoseStep) && t.same(s.DoseStep, other.DoseStep)
	})
}

// pathOf returns the field of a step that a field of timing is.
func pathOf(s *compendiumv1.DoseStep, field int) string {
	if name := timing[field].field; name != "frequency" || s.GetFrequency() != nil {
		return name
	}
	return "every"
}

func amountInWords(s *compendiumv1.DoseStep) string {
	if s.GetAmount() == nil {
		return s.GetAmountWords()
	}
	return dose.Quantity(s.GetAmount())
}
