package validate_test

import "testing"

func TestFieldInvalid(t *testing.T) {
	testRule(t, "field-invalid", []ruleCase{
		{name: "values that fit", change: "-- sources/page.yaml --\nidentifiers: {nct: NCT12345678, doi: 10.1000/182, url: \"https://example.org/page\"}\n"},
		{name: "a pattern", change: "-- sources/page.yaml --\nidentifiers: {nct: \"12345678\"}\n", want: []string{"sources/page.yaml:7:20 error identifiers.nct"}},
		{name: "a web address without TLS", change: "-- sources/page.yaml --\nidentifiers: {url: \"http://example.org\"}\n", want: []string{"sources/page.yaml:7:20 error identifiers.url"}},
		{name: "a number out of its range", change: "-- conditions/chordoma.yaml --\ncitations:\n  page: {source: sources/page, passage: {words: 2, sha256: 88e9aa0cdf6062dc8df3ea5b908b90c2285a109ab00e5cba9f16a65b96105d86}}\n",
			want: []string{`conditions/chordoma.yaml:7:49 error citations["page"].passage.words`}},
		{name: "a value out of a list", change: "-- drugs/examplinib.yaml --\ncodes: {retired: [{system: icd, code: A1}]}\n", want: []string{"drugs/examplinib.yaml:7:28 error codes.retired[0].system"}},
	})
}
