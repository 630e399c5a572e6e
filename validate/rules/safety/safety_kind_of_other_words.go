package safety

import (
	"strings"

	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules/facts"
)

var safetyKindOfOtherWords = validate.Rule{
	ID:       "safety-kind-of-other-words",
	Severity: finding.Info,
	Drug: func(p *validate.RecordPass, d *compendiumv1.Drug) {
		for i, item := range d.GetSafety() {
			words := strings.ToLower(strings.Join([]string{item.GetText(), item.GetAction(), item.GetPopulation()}, " "))
			if len(kindWords[item.GetKind()]) == 0 || saidIn(words, item.GetKind()) {
				continue
			}
			for _, kind := range wordedKinds {
				if saidIn(words, kind) {
					p.Report(facts.ItemPath("safety", i, "kind"), "The item is %s, and its words are those of %s. Correct the one "+
						"that is wrong.", item.GetKind(), kind)
					break
				}
			}
		}
	},
}

// wordedKinds are the kinds that tell themselves by their words, and kindWords the beginnings of these.
var wordedKinds = []compendiumv1.SafetyItem_Kind{
	compendiumv1.SafetyItem_LACTATION, compendiumv1.SafetyItem_PREGNANCY, compendiumv1.SafetyItem_FERTILITY,
	compendiumv1.SafetyItem_DRIVING, compendiumv1.SafetyItem_OVERDOSE,
}

var kindWords = map[compendiumv1.SafetyItem_Kind][]string{
	compendiumv1.SafetyItem_LACTATION: {"breast", "lactat", "nursing", "milk"},
	compendiumv1.SafetyItem_PREGNANCY: {"pregnan", "unborn", "contracept", "fetus", "fetal", "birth"},
	compendiumv1.SafetyItem_FERTILITY: {"fertil", "sperm"},
	compendiumv1.SafetyItem_DRIVING:   {"driv", "use machines"},
	compendiumv1.SafetyItem_OVERDOSE:  {"overdos", "too much", "antidote"},
}

func saidIn(words string, kind compendiumv1.SafetyItem_Kind) bool {
	for _, word := range kindWords[kind] {
		if strings.Contains(words, word) {
			return true
		}
	}
	return false
}
