package scope

import (
	"math"
	"slices"
	"strconv"
	"strings"

	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

// span is a range of ages in days: from included, below excluded.
type span struct{ from, below float64 }

// unitDays are the days of the units of age.
var unitDays = map[string]float64{"": 365.25, "a": 365.25, "mo": 365.25 / 12, "wk": 7, "d": 1}

// adults is the age of a use that states none.
var adults = span{18 * unitDays["a"], math.Inf(1)}

// spanOf returns the ages in the range of a message.
func spanOf(age *compendiumv1.Age) span {
	return span{days(age.GetFrom(), age.GetUnit(), 0), days(age.GetBelow(), age.GetUnit(), math.Inf(1))}
}

func days(value, unit string, absent float64) float64 {
	number, err := strconv.ParseFloat(value, 64)
	if err != nil {
		return absent
	}
	return number * unitDays[unit]
}

// usedAges returns the ages of a use.
func usedAges(use *compendiumv1.Use) span {
	if use.GetAge() == nil {
		return adults
	}
	return spanOf(use.GetAge())
}

// age compares ages. A use that states none is for adults; a license that states none does not tell about children.
func (c *comparison) age(scope *compendiumv1.Scope, use *compendiumv1.Use) (Coverage, bool) {
	used := usedAges(use)
	if scope.GetAge() == nil {
		if used.from < adults.from {
			return CannotTell, true
		}
		return Covers, use.GetAge() != nil
	}
	licensed := spanOf(scope.GetAge())
	within := licensed.from <= used.from && used.below <= licensed.below
	coverage := overlap(within, licensed.from < used.below && used.from < licensed.below)
	requires := scope.GetAge().GetRequires()
	if coverage != Not && requires != "" && !strings.EqualFold(requires, use.GetAge().GetRequires()) {
		coverage = CannotTell
	}
	return coverage, true
}

// ages returns what narrows a use to each part of its ages that all alternatives of a license treat alike.
func ages(use *compendiumv1.Use, scopes []*compendiumv1.Scope) []func(*compendiumv1.Use) {
	used := usedAges(use)
	bounds := []float64{used.from, used.below}
	for _, scope := range scopes {
		if scope.GetAge() == nil {
			continue
		}
		licensed := spanOf(scope.GetAge())
		for _, bound := range []float64{licensed.from, licensed.below} {
			bounds = append(bounds, min(max(bound, used.from), used.below))
		}
	}
	slices.Sort(bounds)
	bounds = slices.Compact(bounds)
	if len(bounds) == 2 {
		return nil
	}
	var parts []func(*compendiumv1.Use)
	for i := range len(bounds) - 1 {
		part := &compendiumv1.Age{Unit: "d", From: text(bounds[i]), Below: text(bounds[i+1]),
			Requires: use.GetAge().GetRequires()}
		parts = append(parts, func(u *compendiumv1.Use) { u.Age = part })
	}
	return parts
}

func text(days float64) string {
	if math.IsInf(days, 1) {
		return ""
	}
	return strconv.FormatFloat(days, 'g', -1, 64)
}
