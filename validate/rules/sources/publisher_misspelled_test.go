package sources_test

import (
	"fmt"
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestPublisherMisspelled(t *testing.T) {
	sources := func(publishers ...string) string {
		change := ""
		for i, publisher := range publishers {
			change += fmt.Sprintf("-- sources/s%d.yaml --\ndisplay_name: S%d\nkind: JOURNAL_ARTICLE\npublisher: %s\n",
				i, i, publisher)
		}
		return change
	}
	const right = "Annals of Oncology"
	ruletest.Run(t, "publisher-misspelled", []ruletest.Case{
		{Name: "a letter is missing", Change: sources(right, right, right, "Annals of Oncolgy"),
			Want: []string{"sources/s3.yaml:3:12 info publisher"}},
		{Name: "as often as the other", Change: sources(right, right, "Annals of Oncolgy")},
		{Name: "another journal", Change: sources(right, right, right, "Annals of Urology")},
		{Name: "another case", Change: sources(right, right, right, "Annals of oncology")},
	})
}
