package doses_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestDoseStrengthsUnmatched(t *testing.T) {
	dose := func(amount, more, product string) string {
		return `-- drugs/examplinib.yaml --
products:
  - id: exampla-us
    brand: Exampla
    jurisdiction: US
    authorizations:
      - {id: approval-2010, regulator: regulators/agency, use: sarcoma, event: APPROVED, date: "2010-05-01",
          cites: [label]}
    ` + product + `
doses:
  - {id: usual, basis: LABEL, ` + more + `steps: [{amount: {` + amount + `}}], cites: [label]}
`
	}
	const oral = "route: ORAL, "
	strengths := func(forms string, list string) string {
		return "dose_forms: [" + forms + "]\n    strengths: [" + list + "]"
	}
	const both = `{amount: {value: "100", unit: mg}}, {amount: {value: "400", unit: mg}}`
	ruletest.Run(t, "dose-strengths-unmatched", []ruletest.Case{
		{Name: "one of each", Change: dose(`value: "500", unit: mg`, oral, strengths("TABLET", both))},
		{Name: "six of one", Change: dose(`value: "0.6", unit: g`, oral, strengths("TABLET", both))},
		{Name: "half a tablet", Change: dose(`value: "450", unit: mg`, oral, strengths("TABLET", both)),
			Want: []string{"drugs/examplinib.yaml:41:53 info doses[0].steps[0].amount"}},
		{Name: "less than any", Change: dose(`value: "50", unit: mg`, oral, strengths("TABLET", both)),
			Want: []string{"drugs/examplinib.yaml:41:53 info doses[0].steps[0].amount"}},
		{Name: "in the jurisdiction of the product", Change: dose(`value: "450", unit: mg`, oral+"jurisdictions: [US], ", strengths("TABLET", both)),
			Want: []string{"drugs/examplinib.yaml:41:74 info doses[0].steps[0].amount"}},
		{Name: "in another jurisdiction", Change: dose(`value: "450", unit: mg`, oral+"jurisdictions: [CA], ", strengths("TABLET", both))},
		{Name: "of this product", Change: dose(`value: "450", unit: mg`, oral+"products: [exampla-us], ", strengths("TABLET", both)),
			Want: []string{"drugs/examplinib.yaml:41:77 info doses[0].steps[0].amount"}},
		{Name: "by another route", Change: dose(`value: "450", unit: mg`, "route: INTRAVENOUS, ", strengths("TABLET", both))},
		{Name: "by no stated route", Change: dose(`value: "450", unit: mg`, "", strengths("TABLET", both))},
		{Name: "by body surface", Change: dose(`value: "450", unit: mg/m2`, oral, strengths("TABLET", both))},
		{Name: "a range", Change: dose(`low: "450", high: "550", unit: mg`, oral, strengths("TABLET", both))},
		{Name: "no strengths known", Change: dose(`value: "450", unit: mg`, oral, "dose_forms: [TABLET]")},
		{Name: "no form known", Change: dose(`value: "450", unit: mg`, oral, "strengths: ["+both+"]")},
		{Name: "a liquid too", Change: dose(`value: "450", unit: mg`, oral, strengths("TABLET, ORAL_SOLUTION", both))},
		{Name: "a strength in words", Change: dose(`value: "450", unit: mg`, oral, strengths("CAPSULE", both+`, {text: EQ 50MG BASE}`))},
		{Name: "a concentration", Change: dose(`value: "450", unit: mg`, oral, strengths("CAPSULE", `{amount: {value: "100", unit: mg}, per: {value: "1", unit: mL}}`))},
		{Name: "a strength in another unit", Change: dose(`value: "450", unit: mg`, oral, strengths("CAPSULE", `{amount: {value: "100", unit: "[iU]"}}`))},
		{Name: "too many to count", Change: dose(`value: "999999.9", unit: mg`, oral, strengths("CAPSULE", `{amount: {value: "2", unit: ng}}`))},
		{Name: "a strength of which words say more", Change: dose(`value: "450", unit: mg`, oral,
			strengths("CAPSULE", `{amount: {value: "100", unit: mg}, text: EQ 50MG BASE}`))},
		{Name: "a strength of one ingredient", Change: dose(`value: "450", unit: mg`, oral,
			strengths("CAPSULE", `{amount: {value: "100", unit: mg}, ingredient: drugs/trialimab}`))},
		{Name: "a product by another route", Change: dose(`value: "450", unit: mg`, oral, "routes: [BUCCAL]\n    "+strengths("TABLET", both))},
		{Name: "a reduction to one", Change: dose(`value: "500", unit: mg`, oral+`reductions: [{when: Rash., amount: {value: "400", unit: mg}}], `,
			strengths("TABLET", both))},
		{Name: "a reduction to a part of one", Change: dose(`value: "500", unit: mg`, oral+`reductions: [{when: Rash., amount: {value: "350", unit: mg}}], `,
			strengths("TABLET", both)), Want: []string{"drugs/examplinib.yaml:41:71 info doses[0].reductions[0].amount"}},
	})
}
