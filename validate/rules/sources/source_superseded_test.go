package sources_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestSourceSuperseded(t *testing.T) {
	const labels = `-- sources/old-label.yaml --
display_name: Exampla label of 2024
kind: LABEL
publisher: Agency
title: Exampla, prescribing information
dates: {revised: "2024-06-01"}
superseded_by: sources/label
-- targets/example.yaml --
citations:
  old-label: {source: sources/old-label}
`
	ruletest.Run(t, "source-superseded", []ruletest.Case{
		{Name: "the old one alone", Change: labels + `notes: [{text: It is so., cites: [old-label]}]
`,
			Want: []string{"targets/example.yaml:6:35 info notes[0].cites[0]"}},
		{Name: "both", Change: labels + `  label: {source: sources/label}
notes: [{text: It is so., cites: [old-label, label]}]
`},
	})
}
