package drugs_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestGapFilled(t *testing.T) {
	ruletest.Run(t, "gap-filled", []ruletest.Case{
		{Name: "empty", Change: `-- targets/example.yaml --
gaps:
  - {field: codes.hgnc, reason: Not verified.}
`},
		{Name: "filled", Change: `-- targets/example.yaml --
gaps:
  - {field: symbol, reason: Not verified.}
`,
			Want: []string{"targets/example.yaml:5:13 error gaps[0].field"}},
		{Name: "another code is filled", Change: `-- drugs/examplinib.yaml --
gaps:
  - {field: codes.unii, reason: Not verified.}
`},
		{Name: "that code is", Change: `-- drugs/examplinib.yaml --
gaps:
  - {field: codes.ncit, reason: Not verified.}
`,
			Want: []string{"drugs/examplinib.yaml:37:13 error gaps[0].field"}},
		{Name: "one of a list is filled", Change: `-- drugs/examplinib.yaml --
gaps:
  - {field: uses.trials, reason: None.}
`,
			Want: []string{"drugs/examplinib.yaml:37:13 error gaps[0].field"}},
		{Name: "one of a list is filled, in part", Change: `-- drugs/examplinib.yaml --
gaps:
  - {field: uses.trials, reason: None., partial: true}
`},
		{Name: "another item is filled", Change: `-- drugs/examplinib.yaml --
gaps:
  - {field: 'uses["sarcoma"].trials', reason: None.}
`},
		{Name: "that item is", Change: `-- drugs/examplinib.yaml --
gaps:
  - {field: 'uses["chordoma"].trials', reason: None.}
`,
			Want: []string{"drugs/examplinib.yaml:37:13 error gaps[0].field"}},
		{Name: "an item that is there", Change: `-- drugs/examplinib.yaml --
gaps:
  - {field: 'side_effects["headache"]', reason: None.}
`,
			Want: []string{"drugs/examplinib.yaml:37:13 error gaps[0].field"}},
		{Name: "a list that lost items", Change: `-- drugs/examplinib.yaml --
gaps:
  - {field: side_effects, reason: The page lost the items of its list., partial: true}
`},
		{Name: "a kind of safety without an item", Change: `-- drugs/examplinib.yaml --
gaps:
  - {field: 'safety["OVERDOSE"]', reason: The source does not say.}
`},
		{Name: "a kind of safety with one", Change: `-- drugs/examplinib.yaml --
safety:
  - {kind: OVERDOSE, text: It may harm the unborn child., cites: [label]}
gaps:
  - {field: 'safety["OVERDOSE"]', reason: The source does not say.}
`,
			Want: []string{"drugs/examplinib.yaml:38:13 error gaps[0].field"}},
		{Name: "nothing is known in part", Change: `-- drugs/examplinib.yaml --
gaps:
  - {field: notes, reason: None., partial: true}
  - {field: 'safety["OVERDOSE"]', reason: None., partial: true}
`,
			Want: []string{
				"drugs/examplinib.yaml:37:44 error gaps[0].partial",
				"drugs/examplinib.yaml:38:59 error gaps[1].partial",
			}},
		{Name: "a field that does not exist is another rule's", Change: `-- drugs/examplinib.yaml --
gaps:
  - {field: interactions, reason: None.}
`},
		{Name: "of a source", Change: `-- sources/page.yaml --
gaps:
  - {field: title, reason: None.}
`,
			Want: []string{"sources/page.yaml:8:13 error gaps[0].field"}},
		{Name: "a message with nothing in it", Change: `-- targets/example.yaml --
codes: {}
gaps:
  - {field: codes, reason: Not verified.}
`},
		{Name: "a message with something in it", Change: `-- targets/example.yaml --
codes: {hgnc: "1"}
gaps:
  - {field: codes, reason: Not verified.}
`,
			Want: []string{`targets/example.yaml:6:13 error gaps[0].field`}},
	})
}

// TestGapOnUnknownFieldInPart checks that a gap on a field that does not exist is one fault.
func TestGapOnUnknownFieldInPart(t *testing.T) {
	findings := ruletest.Lint(t, `-- drugs/examplinib.yaml --
gaps:
  - {field: interactions, reason: Not read., partial: true}
`)
	var rules []string
	for _, f := range findings {
		if f.CausedBy == (finding.Field{}) {
			rules = append(rules, f.Rule)
		}
	}
	if diff := cmp.Diff([]string{"gap-field-unknown"}, rules); diff != "" {
		t.Errorf("primary findings (-want +got):\n%s", diff)
	}
}
