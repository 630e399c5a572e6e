package uses_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestPartnerIsItself(t *testing.T) {
	use := func(fields string) string {
		return "-- drugs/examplinib.yaml --\nuses:\n  - {id: a, condition: conditions/sarcoma, " + fields +
			", strength: MAY_BE_USED, cites: [page]}\n"
	}
	ruletest.Run(t, "partner-is-itself", []ruletest.Case{
		{Name: "another drug", Change: use("partners: [drugs/trialimab]")},
		{Name: "its class", Change: use("partners: [classes/example-class]")},
		{Name: "given before, too", Change: use("prior_therapies: [drugs/examplinib]")},
		{Name: "itself", Change: use("partners: [drugs/trialimab, drugs/examplinib]"),
			Want: []string{"drugs/examplinib.yaml:19:72 error uses[0].partners[1]"}},
	})
}
