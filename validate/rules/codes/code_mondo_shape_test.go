package codes_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestCodeMondoShape(t *testing.T) {
	ruletest.Run(t, "code-mondo-shape", []ruletest.Case{
		{Name: "an identifier", Change: `-- conditions/chordoma.yaml --
codes: {mondo: "MONDO:0008978"}
`},
		{Name: "digits alone", Change: `-- conditions/chordoma.yaml --
codes: {mondo: "0008978"}
`,
			Want: []string{"conditions/chordoma.yaml:8:16 error codes.mondo"}},
		{Name: "another separator", Change: `-- conditions/chordoma.yaml --
codes: {mondo: MONDO_0008978}
`,
			Want: []string{"conditions/chordoma.yaml:8:16 error codes.mondo"}},
		{Name: "too short", Change: `-- conditions/chordoma.yaml --
codes: {mondo: "MONDO:8978"}
`,
			Want: []string{"conditions/chordoma.yaml:8:16 error codes.mondo"}},
	})
}
