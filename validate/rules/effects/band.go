package effects

import (
	"math"
	"strconv"
	"strings"

	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate/rules/facts"
)

// The bands of CIOMS, as labels use them, in the order of the schema: each has its lowest rate in percent.
var bands = []struct {
	band compendiumv1.SideEffect_FrequencyBand
	word string
	from float64
}{
	{compendiumv1.SideEffect_VERY_COMMON, "very common", 10},
	{compendiumv1.SideEffect_COMMON, "common", 1},
	{compendiumv1.SideEffect_UNCOMMON, "uncommon", 0.1},
	{compendiumv1.SideEffect_RARE, "rare", 0.01},
	{compendiumv1.SideEffect_VERY_RARE, "very rare", 0},
}

// bandOfRate returns the band of a rate in percent.
func bandOfRate(percent float64) compendiumv1.SideEffect_FrequencyBand {
	for _, b := range bands {
		if percent >= b.from {
			return b.band
		}
	}
	return compendiumv1.SideEffect_FREQUENCY_BAND_UNSPECIFIED
}

// bandOfWord returns the band that a label means by a word, or 0 for any other word. The most common effects are
// at least common.
func bandOfWord(word string) compendiumv1.SideEffect_FrequencyBand {
	word = strings.TrimPrefix(facts.FoldText(word), "most ")
	for _, b := range bands {
		if word == b.word {
			return b.band
		}
	}
	return compendiumv1.SideEffect_FREQUENCY_BAND_UNSPECIFIED
}

// rate is a rate in percent, as precise as it is written: "10" is what is rounded to 10, from 9.5 to 10.5.
type rate struct{ value, margin float64 }

// parseRate reads a decimal number. It returns ok=false for anything else, which the schema reports.
func parseRate(text string) (r rate, ok bool) {
	value, err := strconv.ParseFloat(text, 64)
	if err != nil {
		return rate{}, false
	}
	_, decimals, _ := strings.Cut(text, ".")
	return rate{value, math.Pow10(-len(decimals)) / 2}, true
}

// in reports whether the rate may be in a band.
func (r rate) in(band compendiumv1.SideEffect_FrequencyBand) bool {
	return bandOfRate(r.value+r.margin) <= band && band <= bandOfRate(max(r.value-r.margin, 0))
}
