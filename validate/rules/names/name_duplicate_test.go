package names_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestNameDuplicate(t *testing.T) {
	ruletest.Run(t, "name-duplicate", []ruletest.Case{
		{Name: "names of their own"},
		{Name: "a former name that is another drug", Change: `-- drugs/trialimab.yaml --
names:
  - {text: EXAMPLINIB, type: FORMER}
`,
			Want: []string{"drugs/trialimab.yaml:5:12 error names[0].text"}},
		{Name: "a brand of another drug in another country", Change: `-- drugs/trialimab.yaml --
names:
  - {text: Exampla, type: BRAND, jurisdictions: [GB]}
`},
		{Name: "a brand of another drug that both share", Change: `-- drugs/examplinib.yaml --
names:
  - {text: examplinib, type: INN}
  - {text: Exampla, type: BRAND, jurisdictions: [US], shared_with: [drugs/trialimab]}
-- drugs/trialimab.yaml --
names:
  - {text: Exampla, type: BRAND, jurisdictions: [US, GB], shared_with: [drugs/examplinib]}
`},
		{Name: "a brand of another drug that one says is shared", Change: `-- drugs/trialimab.yaml --
names:
  - {text: Exampla, type: BRAND, jurisdictions: [US, GB], shared_with: [drugs/examplinib]}
`,
			Want: []string{"drugs/trialimab.yaml:5:12 error names[0].text"}},
		{Name: "a brand that is the INN of another drug", Change: `-- drugs/trialimab.yaml --
names:
  - {text: Examplinib, type: BRAND, jurisdictions: [GB]}
`,
			Want: []string{"drugs/trialimab.yaml:5:12 error names[0].text"}},
		{Name: "a brand that is another drug's", Change: `-- drugs/trialimab.yaml --
names:
  - {text: Exampla, type: BRAND, jurisdictions: [US]}
`,
			Want: []string{"drugs/trialimab.yaml:5:12 error names[0].text"}},
		{Name: "a shared abbreviation", Change: `-- drugs/trialimab.yaml --
names:
  - {text: Exampla, type: ABBREVIATION}
`},
		{Name: "a tombstone keeps its name", Change: `-- drugs/oldimab.yaml --
display_name: Trialimab
lifecycle: RETIRED
replaced_by: [drugs/trialimab]
`},
		{Name: "twice in one record", Change: `-- drugs/trialimab.yaml --
names:
  - {text: trialimab, type: INN}
  - {text: Trialimab, type: INN}
`,
			Want: []string{"drugs/trialimab.yaml:6:12 error names[1].text"}},
		{Name: "one brand in two places", Change: `-- drugs/trialimab.yaml --
names:
  - {text: Trialia, type: BRAND, jurisdictions: [US]}
  - {text: Trialia, type: BRAND, jurisdictions: [GB]}
`},
		{Name: "two drugs without a name are another rule", Change: `-- drugs/examplinib.yaml --
display_name:
-- drugs/trialimab.yaml --
display_name:
`},
		{Name: "two names without a text are another rule", Change: `-- drugs/trialimab.yaml --
names:
  - {type: INN}
  - {type: INN}
`},
		{Name: "full-width letters, a sharp s and outer spaces", Change: `-- drugs/examplinib.yaml --
names:
  - {text: examplinib, type: INN}
  - {text: Straße, type: FORMER}
-- drugs/trialimab.yaml --
names:
  - {text: " ＳＴＲＡＳＳＥ", type: FORMER}
`,
			Want: []string{`drugs/trialimab.yaml:5:12 error names[0].text`}},
		{Name: "the mark of another drug's brand", Change: `-- drugs/trialimab.yaml --
names:
  - {text: Exampla®, type: BRAND, jurisdictions: [US]}
`,
			Want: []string{"drugs/trialimab.yaml:5:12 error names[0].text"}},
		{Name: "a Greek letter, a hyphen and a double space", Change: `-- drugs/examplinib.yaml --
names:
  - {text: interferon-α, type: FORMER}
  - {text: EX 2-12, type: CODE_NAME}
-- drugs/trialimab.yaml --
names:
  - {text: "Interferon  alpha", type: FORMER}
  - {text: EX 21-2, type: CODE_NAME}
`,
			Want: []string{"drugs/trialimab.yaml:5:12 error names[0].text"}},
		{Name: "two spellings in one record", Change: `-- drugs/trialimab.yaml --
names:
  - {text: TR-571, type: CODE_NAME}
  - {text: TR571, type: CODE_NAME}
`,
			Want: []string{"drugs/trialimab.yaml:6:12 info names[1].text"}},
		{Name: "the same text in two locales", Change: `-- drugs/trialimab.yaml --
names:
  - {text: trialimab, type: SYNONYM, locale: en-GB}
  - {text: trialimab, type: SYNONYM, locale: en-US}
`},
	})
}
