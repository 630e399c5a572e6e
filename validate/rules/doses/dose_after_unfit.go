package doses

import (
	"fmt"
	"math/big"
	"slices"
	"strings"

	"github.com/opencompendium/compendium/catalog/dose"
	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules/facts"
)

var doseAfterUnfit = validate.Rule{
	ID:       "dose-after-unfit",
	Severity: finding.Warning,
	Record: func(p *validate.RecordPass) {
		all := stepsOf(p.Record)
		for _, s := range all {
			offset := lengthInDays(s.GetAfter().GetOffset())
			if offset == nil {
				continue
			}
			var first []int32 // the days on which the component is given beside the step
			over := new(big.Rat)
			for _, other := range all {
				if other.drug == s.GetAfter().GetComponent() && beside(s.list) == beside(other.list) {
					first = append(first, other.GetDays()...)
					if length := lengthInDays(other.GetOver()); length != nil && length.Cmp(over) > 0 {
						over = length
					}
				}
			}
			if len(first) == 0 {
				continue
			}
			for i, day := range s.GetDays() {
				if !slices.ContainsFunc(first, func(of int32) bool { return fits(day-of, offset, over, s.GetAfter().GetFrom()) }) {
					p.Report(facts.ItemPath(s.at("days"), i, ""), "Day %d is not %s after a day on which %s is given: "+
						"%s. Correct the days or the offset.", day, dose.Quantity(s.GetAfter().GetOffset()),
						s.GetAfter().GetComponent(), daysInWords(first)).
						Related(p.Record, s.at("after.offset"), "The offset")
					break // one cause
				}
			}
		}
	},
}

// beside returns the path of the block that a list of steps belongs to, or of all components.
func beside(list string) string {
	before, _, _ := strings.Cut(list, ".")
	if strings.HasPrefix(before, "components[") {
		return "components"
	}
	return before
}

// fits reports whether a step that begins so many days after a component is as far from it as its offset says. A day
// begins at any hour, and an offset counts from the start of the component or from its end.
func fits(days int32, offset, over *big.Rat, from compendiumv1.DoseStep_After_Point) bool {
	gap := new(big.Rat).Sub(big.NewRat(int64(days), 1), offset)
	most := big.NewRat(1, 1)
	if from == compendiumv1.DoseStep_After_END {
		most = most.Add(most, over)
	}
	return gap.Cmp(big.NewRat(-1, 1)) > 0 && gap.Cmp(most) < 0
}

// daysInWords writes days for people: "22, 29".
func daysInWords(days []int32) string {
	words := make([]string, len(days))
	for i, day := range days {
		words[i] = fmt.Sprint(day)
	}
	return strings.Join(words, ", ")
}
