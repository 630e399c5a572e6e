package validate_test

import "testing"

func TestFactWithoutCitation(t *testing.T) {
	testRule(t, "fact-without-citation", []ruleCase{
		{name: "one source", change: `-- drugs/examplinib.yaml --
administrations:
  - {route: ORAL, cites: [label]}
`},
		{name: "none", change: `-- drugs/examplinib.yaml --
administrations:
  - {route: ORAL}
`,
			want: []string{"drugs/examplinib.yaml:10:5 error administrations[0].cites"}},
		{name: "an empty list", change: `-- drugs/examplinib.yaml --
administrations:
  - {route: ORAL, cites: []}
`,
			want: []string{"drugs/examplinib.yaml:10:19 error administrations[0].cites"}},
		{name: "each of several facts", change: `-- drugs/examplinib.yaml --
side_effects:
  - {term: headache}
  - {term: rash, cites: [label]}
  - {term: cough}
`,
			want: []string{"drugs/examplinib.yaml:12:5 error side_effects[0].cites", "drugs/examplinib.yaml:14:5 error side_effects[2].cites"}},
	})
}
