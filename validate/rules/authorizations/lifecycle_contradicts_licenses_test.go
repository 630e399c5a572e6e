package authorizations_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestLifecycleContradictsLicenses(t *testing.T) {
	drug := func(lifecycle, products string) string {
		return "-- drugs/trialimab.yaml --\nlifecycle: " + lifecycle + "\ngaps: []\nproducts:\n" + products
	}
	product := func(jurisdiction, events string) string {
		return "  - id: triala-" + map[string]string{"US": "us", "CA": "ca"}[jurisdiction] + "\n    jurisdiction: " +
			jurisdiction + "\n    authorizations:\n" + events
	}
	event := func(event, date, rest string) string {
		return "      - {id: e" + date + ", regulator: regulators/agency, event: " + event + ", date: \"" + date + "\"" +
			rest + ", cites: [page]}\n"
	}
	const forOther = ", indication: another disease"
	licensed := event("APPROVED", "2010-05-01", forOther)
	ended := licensed + event("REVOKED", "2015-05-01", ", reason: It did not work.")
	const found = "drugs/trialimab.yaml:3:12 error lifecycle"
	ruletest.Run(t, "lifecycle-contradicts-licenses", []ruletest.Case{
		{Name: "active with a license, investigational without a product"},
		{Name: "active", Change: drug("ACTIVE", product("US", licensed))},
		{Name: "withdrawn with a license in force", Change: drug("WITHDRAWN", product("US", licensed)),
			Want: []string{found}},
		{Name: "withdrawn with one of two in force", Change: drug("WITHDRAWN", product("US", ended)+
			"  - {id: other, jurisdiction: US, authorizations: [{id: a, regulator: regulators/agency, event: APPROVED, "+
			"date: \"2011\""+forOther+", cites: [page]}]}\n"), Want: []string{found}},
		{Name: "withdrawn", Change: drug("WITHDRAWN", product("US", ended))},
		{Name: "withdrawn and renewed", Change: drug("WITHDRAWN",
			product("US", licensed+event("RENEWED", "2015-05-01", ""))), Want: []string{found}},
		{Name: "withdrawn after the day of the check, and reviewed since", Change: drug("WITHDRAWN",
			product("US", licensed+event("REVOKED", "2026-06-10", ", reason: It did not work."))+
				`review: {status: NOT_CLINICALLY_REVIEWED, by_role: content editor, date: "2026-06-11", next_due: "2027-01-01"}
`)},
		{Name: "investigational with a license in force", Change: drug("INVESTIGATIONAL", product("US", licensed)),
			Want: []string{found}},
		{Name: "investigational with a license that ended", Change: drug("INVESTIGATIONAL", product("US", ended)),
			Want: []string{found}},
		{Name: "investigational and refused", Change: drug("INVESTIGATIONAL",
			product("US", event("REFUSED", "2015-05-01", ", reason: It did not work.")))},
		{Name: "active with no license left, and the events complete", Change: drug("ACTIVE", product("US", ended)),
			Want: []string{"drugs/trialimab.yaml:3:12 warning lifecycle"}},
		{Name: "active with no license left where the events are complete", Change: drug("ACTIVE",
			product("US", ended)+product("CA", ""))},
		{Name: "active, and an end of a day that is not known", Change: drug("ACTIVE",
			product("US", licensed+event("REVOKED", "2026", ", reason: It did not work.")))},
		{Name: "active, by an event of a regulator that has no mandate", Change: drug("ACTIVE", product("CA", licensed))},
	})
}

// TestCombinationLicensesNoIngredient has a combination licensed for what its ingredient is not.
func TestCombinationLicensesNoIngredient(t *testing.T) {
	const combination = `-- drugs/examplinib.yaml --
ingredients: [drugs/trialimab, drugs/otherimab]
`
	ruletest.Run(t, "lifecycle-contradicts-licenses", []ruletest.Case{
		{Name: "the ingredient is investigational, its combination active", Change: combination},
	})
	ruletest.Run(t, "off-label-contradicts-events", []ruletest.Case{
		{Name: "off label alone, though the combination is licensed for it", Change: combination},
		{Name: "on label because the combination is", Change: combination + `-- drugs/trialimab.yaml --
uses:
  - id: sarcoma
    condition: conditions/sarcoma
    strength: INVESTIGATIONAL
    labels:
      - {jurisdiction: US, off_label: false, cites: [page]}
    cites: [page]
`,
			Want: []string{"drugs/trialimab.yaml:14:39 error uses[0].labels[0].off_label"}},
	})
}
