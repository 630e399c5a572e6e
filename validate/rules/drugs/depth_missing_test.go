package drugs_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestDepthMissing(t *testing.T) {
	ruletest.Run(t, "depth-missing", []ruletest.Case{
		{Name: "none", Change: "-- drugs/examplinib.yaml --\ndepth:\n",
			Want: []string{"drugs/examplinib.yaml:2:12 error lifecycle"}},
		{Name: "a monograph", Change: "-- drugs/examplinib.yaml --\ndepth: MONOGRAPH\n"},
		{Name: "a register entry", Change: "-- drugs/examplinib.yaml --\ndepth: REGISTER\n"},
		{Name: "a tombstone has none", Change: `-- drugs/oldinib.yaml --
display_name: Oldinib
lifecycle: RETIRED
replaced_by: [drugs/examplinib]
`},
	})
}
