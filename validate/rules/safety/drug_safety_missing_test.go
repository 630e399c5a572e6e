package safety_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestDrugSafetyMissing(t *testing.T) {
	const (
		four = "safety: [{kind: CONTRAINDICATION}, {kind: INTERACTION, none: true}, {kind: PREGNANCY}, {kind: MONITORING}]\n"
		us   = "products: [{id: new-us, brand: New, jurisdiction: US}]\n"
		at   = "drugs/newinib.yaml:1:1 warning safety"

		approved = "authorizations: [{event: APPROVED, regulator: regulators/agency, date: \"2010-05-01\", indication: Any.}"
		revoked  = ", {event: REVOKED, regulator: regulators/agency, date: \"2020-05-01\"}"
	)
	drug := func(text string) string {
		return "-- drugs/newinib.yaml --\ndepth: MONOGRAPH\nlifecycle: ACTIVE\n" + text
	}
	ruletest.Run(t, "drug-safety-missing", []ruletest.Case{
		{Name: "one of each, and no product with boxes", Change: drug(four)},
		{Name: "nothing", Change: drug("names: []\n"), Want: []string{at}},
		{Name: "nothing, with a US product", Change: drug(us), Want: []string{at}},
		{Name: "no boxed warning of a US product", Change: drug(us + four),
			Want: []string{"drugs/newinib.yaml:4:1 warning safety"}},
		{Name: "no boxed warning of a Canadian product",
			Change: drug("products: [{id: new-ca, brand: New, jurisdiction: CA}]\n" + four),
			Want:   []string{"drugs/newinib.yaml:4:1 warning safety"}},
		{Name: "no boxed warning of a product in the EU",
			Change: drug("products: [{id: new-eu, brand: New, jurisdiction: EU}]\n" + four)},
		{Name: "no boxed warning of a product that was refused",
			Change: drug("products: [{id: new-us, jurisdiction: US, authorizations: [{event: REFUSED}]}]\n" + four)},
		{Name: "no boxed warning of a product that was approved",
			Change: drug("products: [{id: new-us, jurisdiction: US, " + approved + "]}]\n" + four),
			Want:   []string{"drugs/newinib.yaml:4:1 warning safety"}},
		{Name: "gaps by kind", Change: drug(us + four + "gaps: [{field: 'safety[\"BOXED_WARNING\"]', reason: Not read.}]\n")},
		{Name: "a gap on another kind",
			Change: drug(us + four + "gaps: [{field: 'safety[\"OVERDOSE\"]', reason: Not read.}]\n"),
			Want:   []string{"drugs/newinib.yaml:4:1 warning safety"}},
		{Name: "a gap on all", Change: drug(us + "gaps: [{field: safety, reason: The label was not read.}]\n")},
		{Name: "one that has ended",
			Change: drug("safety: [{kind: CONTRAINDICATION, until: \"2026-05-31\"}, {kind: INTERACTION}, " +
				"{kind: PREGNANCY}, {kind: MONITORING}]\n"), Want: []string{"drugs/newinib.yaml:3:1 warning safety"}},
		{Name: "one that ends today",
			Change: drug("safety: [{kind: CONTRAINDICATION, until: \"2026-06-01\"}, {kind: INTERACTION}, " +
				"{kind: PREGNANCY}, {kind: MONITORING}]\n")},
		{Name: "one that has ended, and none now", Change: drug("safety: [{kind: CONTRAINDICATION, until: \"2025\"}, " +
			"{kind: CONTRAINDICATION, none: true, since: \"2026\"}, {kind: INTERACTION}, {kind: PREGNANCY}, {kind: " +
			"MONITORING}]\n")},
		{Name: "a register entry", Change: "-- drugs/newinib.yaml --\ndepth: REGISTER\nlifecycle: ACTIVE\n"},
		{Name: "licensed, and discontinued for some years",
			Change: drug("products: [{id: new-us, jurisdiction: US, " + approved +
				"], marketing: [{event: DISCONTINUED, date: \"2020\"}]}]\n")},
		{Name: "licensed, and discontinued after today",
			Change: drug("products: [{id: new-us, jurisdiction: US, " + approved +
				"], marketing: [{event: DISCONTINUED, date: \"2026-06-02\"}]}]\n"), Want: []string{at}},
		{Name: "one of two products can be had", Change: drug("products: [{id: new-us, jurisdiction: US, " + approved +
			"], marketing: [{event: DISCONTINUED}]}, {id: newer-us, jurisdiction: US, " + approved + "]}]\n"),
			Want: []string{at}},
		{Name: "revoked", Change: drug("products: [{id: new-us, jurisdiction: US, " + approved + revoked + "]}]\n")},
		{Name: "in trials", Change: "-- drugs/newinib.yaml --\ndepth: MONOGRAPH\nlifecycle: INVESTIGATIONAL\n"},
		{Name: "withdrawn", Change: "-- drugs/newinib.yaml --\ndepth: MONOGRAPH\nlifecycle: WITHDRAWN\n"},
	})
}
