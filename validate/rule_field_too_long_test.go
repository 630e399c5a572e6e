package validate_test

import (
	"strings"
	"testing"
)

func TestFieldTooLong(t *testing.T) {
	description := func(text string) string { return "-- targets/example.yaml --\ndescription: " + text + "\n" }
	testRule(t, "field-too-long", []ruleCase{
		{name: "as long as it may be", change: description(strings.Repeat("a", 1000))},
		{name: "characters count, not bytes", change: description(strings.Repeat("ä", 1000))},
		{name: "one more", change: description(strings.Repeat("a", 1001)), want: []string{"targets/example.yaml:4:14 error description"}},
		{name: "in an item", change: "-- targets/example.yaml --\nnames: [{type: SYNONYM, text: " + strings.Repeat("a", 201) + "}]\n",
			want: []string{"targets/example.yaml:4:31 error names[0].text"}},
	})
}
