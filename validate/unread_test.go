package validate_test

import (
	"testing"
	"testing/fstest"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules"
	"github.com/opencompendium/compendium/validate/ruletest"
)

// A record that is not read whole is one finding: what it would have said is not reported as missing elsewhere.
func TestBrokenRecordsHideMissingFacts(t *testing.T) {
	const extra = "-- sources/extra.yaml --\ndisplay_name: Extra\nkind: REGISTER\npublisher: Society\n" +
		"title: An extra source\ndates: {revised: \"2025-06-01\"}\n"
	ruletest.Run(t, "source-unused", []ruletest.Case{
		{Name: "the only citation is in a record with a slip", Change: `-- sources/extra.yaml --
display_name: Extra
kind: REGISTER
publisher: Society
title: An extra source
dates: {revised: "2025-06-01"}
-- conditions/other.yaml --
display_nam: Other
citations:
  extra: {source: sources/extra
`},
		{Name: "the record with a slip does not cite it", Change: `-- sources/extra.yaml --
display_name: Extra
kind: REGISTER
publisher: Society
title: An extra source
dates: {revised: "2025-06-01"}
-- conditions/other.yaml --
display_nam: Other
`, Want: []string{"sources/extra.yaml:1:1 warning "}},
		{Name: "a record in another encoding may have cited it",
			Change: extra + "-- conditions/other.yaml --\n\xff\xfed\x00i\x00\n"},
	})
	ruletest.Run(t, "coverage-undeclared", []ruletest.Case{
		{Name: "the regulator's record has a slip", Change: "-- regulators/agency.yaml --\nmandates: [{jurisdiction: US\n"},
	})
}

func TestCutOffRecordMayCite(t *testing.T) {
	for text, want := range map[string]int{
		"display_name: Other\ncitations: {page: {source: sour":                  0,
		"display_name: Other\ncitations: {page: {source: sources/other, sect\n": 1,
	} {
		fsys := fstest.MapFS{
			"sources/extra.yaml": {Data: []byte("display_name: Extra\nkind: REGISTER\npublisher: Society\n" +
				"title: An extra source\n" +
				"dates: {revised: \"2025-06-01\"}\n")},
			"conditions/other.yaml": {Data: []byte(text)},
		}
		c, problems, err := catalog.Load(fsys, "")
		if err != nil {
			t.Fatal(err)
		}
		result, err := validate.Run(t.Context(), c, problems, validate.Options{Rules: rules.All(), AsOf: ruletest.AsOf})
		if err != nil {
			t.Fatal(err)
		}
		got := 0
		for _, f := range result.Findings {
			if f.Rule == "source-unused" {
				got++
			}
		}
		if got != want {
			t.Errorf("%q: %d sources are unused, want %d", text, got, want)
		}
	}
}
