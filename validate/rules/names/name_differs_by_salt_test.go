package names_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestNameDiffersBySalt(t *testing.T) {
	ruletest.Run(t, "name-differs-by-salt", []ruletest.Case{
		{Name: "none"},
		{Name: "a salt of its own", Change: `-- drugs/trialimab.yaml --
names:
  - {text: trialimab, type: INN}
  - {text: trialimab mesylate, type: SALT}
`},
		{Name: "a salt as a second INN", Change: `-- drugs/trialimab.yaml --
names:
  - {text: trialimab, type: INN}
  - {text: trialimab mesylate, type: INN}
`,
			Want: []string{"drugs/trialimab.yaml:6:38 info names[1].type"}},
		{Name: "an INN in two spellings, and two substances", Change: `-- drugs/trialimab.yaml --
names:
  - {text: trialimab, type: INN}
  - {text: Trialimab, type: INN, locale: fr}
  - {text: sodium chloride, type: INN}
  - {text: sodium citrate, type: INN}
`},
		{Name: "two salts", Change: `-- drugs/examplinib.yaml --
display_name: Otherol sodium
-- drugs/trialimab.yaml --
display_name: Otherol potassium
`,
			Want: []string{"drugs/trialimab.yaml:1:15 info display_name"}},
		{Name: "a salt among the names", Change: `-- drugs/examplinib.yaml --
names:
  - {text: examplinib, type: INN}
  - {text: trialimab citrate, type: SALT}
`,
			Want: []string{"drugs/trialimab.yaml:1:15 info display_name"}},
		{Name: "the salt is the substance", Change: `-- drugs/examplinib.yaml --
display_name: Lithium carbonate
-- drugs/trialimab.yaml --
display_name: Lithium citrate
`},
		{Name: "a combination with a salt", Change: `-- drugs/examplinib.yaml --
display_name: Trialimab + potassium chloride
`},
		{Name: "combinations of which a salt is a substance", Change: `-- drugs/examplinib.yaml --
display_name: Dextrose + sodium chloride
-- drugs/trialimab.yaml --
display_name: Dextrose + potassium chloride
`},
		{Name: "combinations with two salts of one substance", Change: `-- drugs/examplinib.yaml --
display_name: Otherol sodium + dextrose
-- drugs/trialimab.yaml --
display_name: Otherol potassium + dextrose
`,
			Want: []string{"drugs/trialimab.yaml:1:15 info display_name"}},
		{Name: "a letter before two names of salts", Change: `-- drugs/examplinib.yaml --
display_name: L-lysine
-- drugs/trialimab.yaml --
display_name: L-arginine
`},
		{Name: "a brand is no substance", Change: `-- drugs/examplinib.yaml --
names:
  - {text: examplinib, type: INN}
  - {text: Trialimab sodium, type: BRAND, jurisdictions: [US]}
`},
		{Name: "a tombstone", Change: `-- drugs/oldimab.yaml --
display_name: Trialimab sodium
lifecycle: RETIRED
replaced_by: [drugs/trialimab]
`},
	})
}
