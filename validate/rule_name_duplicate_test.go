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
		{name: "two drugs without a name are another rule", change: `-- drugs/examplinib.yaml --
display_name:
-- drugs/trialimab.yaml --
display_name:
`},
		{name: "two names without a text are another rule", change: `-- drugs/trialimab.yaml --
names:
  - {type: INN}
  - {type: INN}
`},
		{name: "full-width letters, a sharp s and outer spaces", change: `-- drugs/examplinib.yaml --
names:
  - {text: examplinib, type: INN}
  - {text: Straße, type: FORMER}
-- drugs/trialimab.yaml --
names:
  - {text: " ＳＴＲＡＳＳＥ", type: FORMER}
`,
			want: []string{`drugs/trialimab.yaml:4:12 error names[0].text`}},
		{name: "the same text in two locales", change: `-- drugs/trialimab.yaml --
names:
  - {text: trialimab, type: SYNONYM, locale: en-GB}
  - {text: trialimab, type: SYNONYM, locale: en-US}
`},
	})
}
