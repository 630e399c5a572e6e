package names_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestBrandNotShared(t *testing.T) {
	brand := func(drug, name string) string {
		return "-- drugs/" + drug + ".yaml --\nnames:\n  - {text: " + drug + ", type: INN}\n  - {" + name + "}\n"
	}
	const there = "text: EXAMPLA, type: BRAND, jurisdictions: [US, CA]"
	ruletest.Run(t, "brand-not-shared", []ruletest.Case{
		{Name: "shared", Change: brand("examplinib", "text: Exampla, type: BRAND, jurisdictions: [US], "+
			"shared_with: [drugs/trialimab]") + brand("trialimab", there)},
		{Name: "sold elsewhere", Change: brand("examplinib", "text: Exampla, type: BRAND, jurisdictions: [EU], "+
			"shared_with: [drugs/trialimab]") + brand("trialimab", there),
			Want: []string{"drugs/examplinib.yaml:7:69 error names[1].shared_with[0]"}},
		{Name: "with itself", Change: brand("examplinib", "text: Exampla, type: BRAND, jurisdictions: [US], "+
			"shared_with: [drugs/examplinib]"),
			Want: []string{"drugs/examplinib.yaml:7:69 error names[1].shared_with[0]"}},
		{Name: "an INN", Change: brand("examplinib", "text: other, type: SYNONYM, shared_with: [drugs/trialimab]"),
			Want: []string{"drugs/examplinib.yaml:7:34 error names[1].shared_with"}},
		{Name: "with a drug that there is not", Change: brand("examplinib", "text: Exampla, type: BRAND, "+
			"jurisdictions: [US], shared_with: [drugs/missing]")},
	})
}
