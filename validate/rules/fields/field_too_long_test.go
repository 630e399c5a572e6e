package fields_test

import (
	"strings"
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestFieldTooLong(t *testing.T) {
	description := func(text string) string { return "-- targets/example.yaml --\ndescription: " + text + "\n" }
	ruletest.Run(t, "field-too-long", []ruletest.Case{
		{Name: "as long as it may be", Change: description(strings.Repeat("a", 1000))},
		{Name: "characters count, not bytes", Change: description(strings.Repeat("ä", 1000))},
		{Name: "one more", Change: description(strings.Repeat("a", 1001)),
			Want: []string{"targets/example.yaml:4:14 error description"}},
		{Name: "in an item",
			Change: "-- targets/example.yaml --\nnames: [{type: SYNONYM, text: " + strings.Repeat("a", 201) + "}]\n",
			Want:   []string{"targets/example.yaml:4:31 error names[0].text"}},
	})
}
