package sources_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestSourceRetracted(t *testing.T) {
	paper := func(fields string) string {
		return `-- sources/paper.yaml --
display_name: Example paper
kind: JOURNAL_ARTICLE
publisher: Journal
title: An example
dates: {published: "2019-05"}
` + fields + `
-- targets/example.yaml --
citations:
  paper: {source: sources/paper}
`
	}
	const retracted = `retraction: {date: "2025-07", notice: Retracted by the editors.}`
	ruletest.Run(t, "source-retracted", []ruletest.Case{
		{Name: "not retracted", Change: paper("") + `notes: [{text: It is so., cites: [paper]}]
`},
		{Name: "two facts of one record, told once", Change: paper(retracted) + `notes:
  - {text: It is so., cites: [paper]}
  - {text: And so., cites: [paper]}
`,
			Want: []string{"targets/example.yaml:7:31 warning notes[0].cites[0]"}},
		{Name: "retracted after the day of the check", Change: paper(`retraction: {date: "2026-07", notice: Retracted.}`) +
			`notes: [{text: It is so., cites: [paper]}]
`},
		{Name: "a conflict keeps it", Change: paper(retracted) + `notes: [{text: It is so., cites: [label]}]
conflicts:
  - field: kind
    statements: [{says: A gene., cites: [paper]}, {says: A protein., cites: [label]}]
    resolution: {decision: A gene., by_role: editor, date: "2026-01-01", cites: [label]}
-- targets/example.yaml --
citations: {paper: {source: sources/paper}, label: {source: sources/label}}
`},
	})
}
