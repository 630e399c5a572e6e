package validate_test

import "testing"

func TestKeyShape(t *testing.T) {
	testRule(t, "key-shape", []ruleCase{
		{name: "letters, digits, hyphens", change: `-- drugs/trialimab.yaml --
uses:
  - id: sarcoma-2nd-line
    condition: conditions/sarcoma
    strength: INVESTIGATIONAL
    labels: [{jurisdiction: US, off_label: true, cites: [page]}]
    cites: [page]
`},
		{name: "spaces and a capital", change: `-- drugs/trialimab.yaml --
uses:
  - id: Soft tissue sarcoma
    condition: conditions/sarcoma
    strength: INVESTIGATIONAL
    labels: [{jurisdiction: US, off_label: true, cites: [page]}]
    cites: [page]
`,
			want: []string{"drugs/trialimab.yaml:10:9 error uses[0].id"}},
		{name: "an underscore", change: `-- drugs/trialimab.yaml --
uses:
  - id: soft_tissue
    condition: conditions/sarcoma
    strength: INVESTIGATIONAL
    labels: [{jurisdiction: US, off_label: true, cites: [page]}]
    cites: [page]
`,
			want: []string{"drugs/trialimab.yaml:10:9 error uses[0].id"}},
		{name: "two hyphens", change: `-- drugs/trialimab.yaml --
uses:
  - id: soft--tissue
    condition: conditions/sarcoma
    strength: INVESTIGATIONAL
    labels: [{jurisdiction: US, off_label: true, cites: [page]}]
    cites: [page]
`,
			want: []string{"drugs/trialimab.yaml:10:9 error uses[0].id"}},
		{name: "the key of a citation", change: `-- conditions/chordoma.yaml --
cites: [page]
citations:
  page: {source: sources/page}
  The.Page: {source: sources/page}
`,
			want: []string{"conditions/chordoma.yaml:8:3 error citations[\"The.Page\"]"}},
	})
}
