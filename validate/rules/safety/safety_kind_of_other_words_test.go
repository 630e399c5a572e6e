package safety_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestSafetyKindOfOtherWords(t *testing.T) {
	item := func(kind, text string) string {
		return "-- drugs/trialimab.yaml --\nsafety: [{kind: " + kind + ", text: " + text + ", cites: [page]}]\n"
	}
	found := []string{"drugs/trialimab.yaml:21:17 info safety[0].kind"}
	ruletest.Run(t, "safety-kind-of-other-words", []ruletest.Case{
		{Name: "its own words", Change: item("PREGNANCY", "It can harm an unborn child.")},
		{Name: "its own words and others", Change: item("LACTATION", "Not while breastfeeding or in pregnancy.")},
		{Name: "no words of any", Change: item("PREGNANCY", "It may harm the baby.")},
		{Name: "a warning of pregnancy", Change: item("WARNING", "It can harm an unborn child.")},
		{Name: "breastfeeding as pregnancy", Change: item("PREGNANCY", "Do not breastfeed."), Want: found},
		{Name: "pregnancy as breastfeeding", Change: item("LACTATION", "Use contraception."), Want: found},
		{Name: "driving as overdose", Change: item("OVERDOSE", "It is unlikely to affect driving."), Want: found},
	})
}
