package fields_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestFieldRequired(t *testing.T) {
	ruletest.Run(t, "field-required", []ruletest.Case{
		{Name: "what is optional may be absent", Change: "-- drugs/examplinib.yaml --\ncodes:\n"},
		{Name: "absent", Change: "-- targets/example.yaml --\nkind:\n",
			Want: []string{"targets/example.yaml:1:1 error kind"}},
		{Name: "empty", Change: "-- targets/example.yaml --\ndisplay_name: \"\"\n",
			Want: []string{"targets/example.yaml:1:15 error display_name"}},
		{Name: "absent in an item", Change: "-- targets/example.yaml --\nnames:\n  - {text: exemplar, type: SYNONYM}\n  - " +
			"text: sample\n",
			Want: []string{"targets/example.yaml:6:5 error names[1].type"}},
		{Name: "several", Change: "-- targets/other.yaml --\nsymbol: EXN\n",
			Want: []string{"targets/other.yaml:1:1 error display_name", "targets/other.yaml:1:1 error kind"}},
		{Name: "fewer items than needed",
			Change: "-- regimens/example-regimen.yaml --\ncomponents:\n  - {drug: drugs/examplinib, role: BACKBONE, cites: " +
				"[page]}\n",
			Want: []string{"regimens/example-regimen.yaml:2:1 error components"}},
	})
}
