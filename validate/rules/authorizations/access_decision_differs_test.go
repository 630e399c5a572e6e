package authorizations_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestAccessDecisionDiffers(t *testing.T) {
	decision := func(document, fields string) string {
		return "-- sources/page.yaml --\nidentifiers: {document: " + document + "}\n-- drugs/examplinib.yaml --\n" +
			"access_decisions: [{body: regulators/payer, use: sarcoma, cites: [page], " + fields + "}]\n"
	}
	at := func(column, field string) []string {
		return []string{"drugs/examplinib.yaml:36:" + column + " info access_decisions[0]." + field}
	}
	const first = "decision: RECOMMENDED, date: \"2021\""
	ruletest.Run(t, "access-decision-differs", []ruletest.Case{
		{Name: "the number of its document", Change: decision("TA376", first+", reference: TA376")},
		{Name: "the number within that of its document", Change: decision("SMC 1077/15", first+", reference: 1077/15")},
		{Name: "no number", Change: decision("TA376", first)},
		{Name: "another number", Change: decision("TA376", first+", reference: TA367"), Want: at("122", "reference")},
		{Name: "the number of another body", Change: decision("TA376", first+", reference: 1077/15"),
			Want: at("122", "reference")},
		{Name: "a summary of it", Change: decision("x", first+", summary: Recommended if others failed.")},
		{Name: "a summary that begins otherwise", Change: decision("x", first+", summary: Not only for adults.")},
		{Name: "a summary of the opposite", Change: decision("x", first+", summary: Not recommended."),
			Want: at("84", "decision")},
		{Name: "a refusal that was accepted", Change: decision("x",
			"decision: NOT_RECOMMENDED, summary: Accepted for adults."),
			Want: at("84", "decision")},
		{Name: "a refusal", Change: decision("x", "decision: NOT_RECOMMENDED, summary: Not recommended for adults.")},
		{Name: "before any license", Change: decision("x", "decision: RECOMMENDED, date: \"2009-04\""),
			Want: at("103", "date")},
		{Name: "in the year of the first license", Change: decision("x", "decision: RECOMMENDED, date: \"2010\"")},
	})
}
