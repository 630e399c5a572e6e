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
	guidance := func(publisher string) string {
		return "-- sources/page.yaml --\nkind: HTA_GUIDANCE\npublisher: " + publisher + "\n-- regulators/other.yaml --\n" +
			"display_name: Other payer\nkind: HEALTH_TECHNOLOGY_ASSESSMENT\nmandates: [{jurisdiction: GB-SCT}]\n"
	}
	written := func(date string) string {
		return "-- sources/page.yaml --\ndates: {published: \"" + date + "\"}\n"
	}
	two := func(use, fields string) string {
		return "-- drugs/examplinib.yaml --\naccess_decisions:\n" +
			"  - {id: first, body: regulators/payer, use: sarcoma, decision: RECOMMENDED, date: \"2021\", cites: [page]}\n" +
			"  - {" + fields + "body: regulators/payer, " + use + ", decision: NOT_RECOMMENDED, date: \"2022\", cites: [page]}\n"
	}
	const expanded = `products:
  - id: exampla-us
    brand: Exampla
    jurisdiction: US
    authorizations:
      - {id: approval, regulator: regulators/agency, use: sarcoma, event: APPROVED, date: "2010-05-01", cites: [label]}
      - {id: more, regulator: regulators/agency, use: chordoma, event: EXPANDED, date: "2012", or_earlier: true,
         cites: [label]}
`
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
		{Name: "before any license, which was expanded later", Change: decision("x",
			"decision: RECOMMENDED, date: \"2009-04\"") +
			expanded, Want: []string{"drugs/examplinib.yaml:39:103 info access_decisions[0].date"}},
		{Name: "guidance of its own", Change: decision("x", first) + guidance("Payer")},
		{Name: "guidance of nobody known", Change: decision("x", first) + guidance("A hospital")},
		{Name: "guidance of another body", Change: decision("x", first) + guidance("Other payer"), Want: at("27", "body")},
		{Name: "its place", Change: decision("x", first+", summary: Recommended in Canada.") +
			"-- regulators/payer.yaml --\nmandates: [{jurisdiction: CA-QC}]\n"},
		{Name: "another place", Change: decision("x", first+", summary: Accepted in NHS Scotland."), Want: at("27", "body")},
		{Name: "months before its document", Change: decision("TA376", first+", reference: TA376") + written("2021-12-01")},
		{Name: "years before its document", Change: decision("TA376", first+", reference: TA376") + written("2024"),
			Want: at("103", "date")},
		{Name: "years after its document", Change: decision("TA376", first+", reference: TA376") + written("2012"),
			Want: at("103", "date")},
		{Name: "another document", Change: decision("TA376", first) + written("2012")},
		{Name: "two decisions", Change: two("use: chordoma", "")},
		{Name: "two decisions on one use", Change: two("use: sarcoma", ""),
			Want: []string{"drugs/examplinib.yaml:38:35 info access_decisions[1].use"}},
		{Name: "two decisions, of which one replaced the other", Change: two("use: sarcoma", "supersedes: [first], ")},
		{Name: "a draft of a decision", Change: two("use: sarcoma", "until: \"2022\", ")},
		{Name: "in the year of the first license", Change: decision("x", "decision: RECOMMENDED, date: \"2010\"")},
	})
}
