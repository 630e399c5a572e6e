package validate_test

import "testing"

func TestFieldRequired(t *testing.T) {
	testRule(t, "field-required", []ruleCase{
		{name: "what is optional may be absent", change: "-- drugs/examplinib.yaml --\ncodes:\n"},
		{name: "absent", change: "-- targets/example.yaml --\nkind:\n", want: []string{"targets/example.yaml:1:1 error kind"}},
		{name: "empty", change: "-- targets/example.yaml --\ndisplay_name: \"\"\n", want: []string{"targets/example.yaml:1:15 error display_name"}},
		{name: "absent in an item", change: "-- targets/example.yaml --\nnames:\n  - {text: exemplar, type: SYNONYM}\n  - text: sample\n",
			want: []string{"targets/example.yaml:6:5 error names[1].type"}},
		{name: "several", change: "-- targets/other.yaml --\nsymbol: EXN\n",
			want: []string{"targets/other.yaml:1:1 error display_name", "targets/other.yaml:1:1 error kind"}},
		{name: "fewer items than needed", change: "-- regimens/example-regimen.yaml --\ncomponents:\n  - {drug: drugs/examplinib, role: BACKBONE, cites: [page]}\n",
			want: []string{"regimens/example-regimen.yaml:2:1 error components"}},
	})
}
