package overview

import (
	"slices"

	"github.com/opencompendium/compendium/catalog/date"
	"github.com/opencompendium/compendium/catalog/document"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

// SafetyKinds returns the kinds of statement on safety that the overview shows, in its order. They are what a clinician
// reads first.
func SafetyKinds() []compendiumv1.SafetyItem_Kind {
	return []compendiumv1.SafetyItem_Kind{
		compendiumv1.SafetyItem_BOXED_WARNING, compendiumv1.SafetyItem_CONTRAINDICATION,
		compendiumv1.SafetyItem_INTERACTION, compendiumv1.SafetyItem_PREGNANCY, compendiumv1.SafetyItem_MONITORING,
	}
}

// Safety is what a drug says of one kind of statement on safety.
type Safety struct {
	// Items is the number of statements in force.
	Items int
	// None reports whether a label is said to have none.
	None bool
	// Gap is the reason why it is missing, if that is recorded.
	Gap string
}

// safetyOf returns what a drug says of each of SafetyKinds on a day.
func safetyOf(drug *compendiumv1.Drug, day date.Day) []Safety {
	kinds := SafetyKinds()
	all := make([]Safety, len(kinds))
	for _, item := range drug.Safety {
		i := slices.Index(kinds, item.Kind)
		switch {
		case i < 0 || item.Until != "" && date.Latest(item.Until) < day:
		case item.None:
			all[i].None = true
		default:
			all[i].Items++
		}
	}
	for _, gap := range drug.Gaps {
		for i, kind := range kinds {
			if gap.Field == "safety" || gap.Field == document.Keyed("safety", kind.String()) {
				all[i].Gap = gap.Reason
			}
		}
	}
	return all
}

// depths counts the drugs of each depth.
func (o *Overview) depths() {
	for _, depth := range []compendiumv1.Drug_Depth{compendiumv1.Drug_MONOGRAPH, compendiumv1.Drug_REGISTER} {
		n := 0
		for _, drug := range o.Drugs {
			if drug.Depth == depth.String() {
				n++
			}
		}
		o.Depths = append(o.Depths, Count{depth.String(), n})
	}
}
