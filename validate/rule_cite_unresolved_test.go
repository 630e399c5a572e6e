package validate_test

import "testing"

func TestCiteUnresolved(t *testing.T) {
	testRule(t, "cite-unresolved", []ruleCase{
		{name: "keys that are there"},
		{name: "a slip", change: `-- drugs/examplinib.yaml --
side_effects:
  - {term: headache, cites: [lable]}
`,
			want: []string{"drugs/examplinib.yaml:12:30 error side_effects[0].cites[0]"}},
		{name: "deep in a record", change: `-- drugs/trialimab.yaml --
uses:
  - id: sarcoma
    condition: conditions/sarcoma
    strength: INVESTIGATIONAL
    labels:
      - {jurisdiction: US, off_label: true, cites: [none]}
    cites: [page]
`,
			want: []string{"drugs/trialimab.yaml:14:53 error uses[0].labels[0].cites[0]"}},
		{name: "in a gap", change: `-- drugs/trialimab.yaml --
gaps:
  - {field: products, reason: It was never licensed., cites: [none]}
`,
			want: []string{"drugs/trialimab.yaml:17:63 error gaps[0].cites[0]"}},
		{name: "a drug without any citation is another rule", change: `-- drugs/examplinib.yaml --
citations:
`},
	})
}
