package drugs

import (
	"cmp"
	"slices"
	"strings"

	"github.com/opencompendium/compendium/catalog/fold"
	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules/facts"
)

var foodContradictsInstructions = validate.Rule{
	ID:       "food-contradicts-instructions",
	Severity: finding.Warning,
	Drug: func(p *validate.RecordPass, d *compendiumv1.Drug) {
		for i, a := range d.GetAdministrations() {
			fed, empty := "", ""
			for sentence := range strings.SplitSeq(a.GetInstructions(), ". ") {
				if words := fold.Words(sentence); !slices.ContainsFunc(words, isCondition) {
					fed, empty = cmp.Or(fed, says(words, withFood)), cmp.Or(empty, says(words, emptyStomach))
				}
			}
			said := ""
			switch a.GetFood() {
			case compendiumv1.Administration_WITH_FOOD, compendiumv1.Administration_AFTER_LIGHT_MEAL:
				said = empty
			case compendiumv1.Administration_WITHOUT_FOOD:
				said = fed
			default:
				continue
			}
			if said == "" || fed != "" && empty != "" {
				continue
			}
			p.Report(facts.AdministrationPath(i, "food"), "food is %s, but the instructions say %q. Correct the wrong "+
				"one.", a.GetFood(), said).Related(p.Record, facts.AdministrationPath(i, "instructions"), "The instructions")
		}
	},
}

// withFood and emptyStomach are words that can only mean the one or the other.
var (
	withFood = []string{"with food", "with a meal", "with meals", "during a meal", "during meals"}

	emptyStomach = []string{"on an empty stomach", "without food", "between meals", "hour before a meal",
		"hour before food", "hours after a meal", "hours after meals", "hours after food"}
)

// says returns the first of some phrases that stands in a text, or "".
func says(words, phrases []string) string {
	text := " " + strings.Join(words, " ") + " "
	for _, phrase := range phrases {
		if strings.Contains(text, " "+phrase+" ") {
			return phrase
		}
	}
	return ""
}

// isCondition reports whether a word denies something or restricts it to some cases.
func isCondition(word string) bool {
	return slices.Contains(strings.Fields("not never no nor avoid don unless except if when but until"), word)
}
