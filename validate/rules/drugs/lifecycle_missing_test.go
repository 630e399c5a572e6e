package drugs_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestLifecycleMissing(t *testing.T) {
	ruletest.Run(t, "lifecycle-missing", []ruletest.Case{
		{Name: "a monograph without", Change: "-- drugs/examplinib.yaml --\nlifecycle:\n",
			Want: []string{"drugs/examplinib.yaml:2:8 error depth"}},
		{Name: "a monograph", Change: "-- drugs/examplinib.yaml --\nlifecycle: ACTIVE\n"},
		{Name: "a register that does not tell", Change: `-- drugs/registerib.yaml --
display_name: Registerib
depth: REGISTER
names: [{text: registerib, type: INN}]
review: {status: NOT_CLINICALLY_REVIEWED, by_role: editor, date: "2026-01-01", next_due: "2027-01-01"}
`},
	})
}
