package references_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestTombstoneWithoutReplacement(t *testing.T) {
	ruletest.Run(t, "tombstone-without-replacement", []ruletest.Case{
		{Name: "a tombstone with its replacement", Change: `-- drugs/oldinib.yaml --
display_name: Oldinib
lifecycle: RETIRED
replaced_by: [drugs/examplinib]
`},
		{Name: "a drug in use without one", Change: `-- drugs/examplinib.yaml --
lifecycle: ACTIVE
`},
		{Name: "a tombstone without", Change: `-- drugs/oldinib.yaml --
display_name: Oldinib
lifecycle: RETIRED
`,
			Want: []string{"drugs/oldinib.yaml:2:12 error lifecycle"}},
		{Name: "a drug in use with one", Change: `-- drugs/examplinib.yaml --
replaced_by: [drugs/trialimab]
`,
			Want: []string{"drugs/examplinib.yaml:36:1 error replaced_by"}},
	})
}
