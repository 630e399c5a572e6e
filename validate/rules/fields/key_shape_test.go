package fields_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestKeyShape(t *testing.T) {
	ruletest.Run(t, "key-shape", []ruletest.Case{
		{Name: "letters, digits, hyphens", Change: `-- drugs/trialimab.yaml --
uses:
  - id: sarcoma-2nd-line
    condition: conditions/sarcoma
    strength: INVESTIGATIONAL
    labels: [{jurisdiction: US, off_label: true, cites: [page]}]
    cites: [page]
`},
		{Name: "spaces and a capital", Change: `-- drugs/trialimab.yaml --
uses:
  - id: Soft tissue sarcoma
    condition: conditions/sarcoma
    strength: INVESTIGATIONAL
    labels: [{jurisdiction: US, off_label: true, cites: [page]}]
    cites: [page]
`,
			Want: []string{"drugs/trialimab.yaml:10:9 error uses[0].id"}},
		{Name: "an underscore", Change: `-- drugs/trialimab.yaml --
uses:
  - id: soft_tissue
    condition: conditions/sarcoma
    strength: INVESTIGATIONAL
    labels: [{jurisdiction: US, off_label: true, cites: [page]}]
    cites: [page]
`,
			Want: []string{"drugs/trialimab.yaml:10:9 error uses[0].id"}},
		{Name: "two hyphens", Change: `-- drugs/trialimab.yaml --
uses:
  - id: soft--tissue
    condition: conditions/sarcoma
    strength: INVESTIGATIONAL
    labels: [{jurisdiction: US, off_label: true, cites: [page]}]
    cites: [page]
`,
			Want: []string{"drugs/trialimab.yaml:10:9 error uses[0].id"}},
		{Name: "the key of a citation", Change: `-- conditions/chordoma.yaml --
cites: [page]
citations:
  page: {source: sources/page}
  The.Page: {source: sources/page}
`,
			Want: []string{"conditions/chordoma.yaml:8:3 error citations[\"The.Page\"]"}},
	})
}
