package sources_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestSourceRetractionInWords(t *testing.T) {
	page := func(fields string) string { return "-- sources/page.yaml --\n" + fields + "\n" }
	ruletest.Run(t, "source-retraction-in-words", []ruletest.Case{
		{Name: "in the title", Change: page(`title: "RETRACTED: An example"`),
			Want: []string{"sources/page.yaml:4:8 warning title"}},
		{Name: "in the note", Change: page("note: This paper has been retracted."),
			Want: []string{"sources/page.yaml:7:7 warning note"}},
		{Name: "with its field",
			Change: page("note: Retracted in 2025.\nretraction: {date: \"2025\", notice: By the editors.}")},
		{Name: "the notice itself", Change: page(`title: "Retraction: An example"`)},
		{Name: "about retracted papers", Change: page(`title: Why retracted papers are cited`)},
		{Name: "not retracted", Change: page(`note: It was not retracted.`)},
	})
}
