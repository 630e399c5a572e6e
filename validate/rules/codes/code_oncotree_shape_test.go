package codes_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestCodeOncotreeShape(t *testing.T) {
	ruletest.Run(t, "code-oncotree-shape", []ruletest.Case{
		{Name: "capitals", Change: `-- conditions/chordoma.yaml --
codes: {oncotree: CHDM}
`},
		{Name: "a digit and an underscore", Change: `-- conditions/chordoma.yaml --
codes: {oncotree: ABC_1}
`},
		{Name: "small letters", Change: `-- conditions/chordoma.yaml --
codes: {oncotree: chdm}
`,
			Want: []string{"conditions/chordoma.yaml:8:19 error codes.oncotree"}},
		{Name: "the name", Change: `-- conditions/chordoma.yaml --
codes: {oncotree: Chordoma}
`,
			Want: []string{"conditions/chordoma.yaml:8:19 error codes.oncotree"}},
	})
}
