package validate_test

import "testing"

func TestNameDuplicate(t *testing.T) {
	testRule(t, "name-duplicate", []ruleCase{
		{name: "names of their own"},
		{name: "a former name that is another drug", change: `-- drugs/trialimab.yaml --
names:
  - {text: EXAMPLINIB, type: FORMER}
`,
			want: []string{"drugs/trialimab.yaml:4:12 error names[0].text"}},
		{name: "a brand that is another drug's", change: `-- drugs/trialimab.yaml --
names:
  - {text: Exampla, type: BRAND, jurisdictions: [GB]}
`,
			want: []string{"drugs/trialimab.yaml:4:12 error names[0].text"}},
		{name: "a shared abbreviation", change: `-- drugs/trialimab.yaml --
names:
  - {text: Exampla, type: ABBREVIATION}
`},
		{name: "a tombstone keeps its name", change: `-- drugs/oldimab.yaml --
display_name: Trialimab
lifecycle: RETIRED
replaced_by: drugs/trialimab
`},
		{name: "twice in one record", change: `-- drugs/trialimab.yaml --
names:
  - {text: trialimab, type: INN}
  - {text: Trialimab, type: INN}
`,
			want: []string{"drugs/trialimab.yaml:5:12 error names[1].text"}},
		{name: "one brand in two places", change: `-- drugs/trialimab.yaml --
names:
  - {text: Trialia, type: BRAND, jurisdictions: [US]}
  - {text: Trialia, type: BRAND, jurisdictions: [GB]}
`},
	})
}
