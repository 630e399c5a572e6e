package sources_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestArticleIncomplete(t *testing.T) {
	source := func(kind, fields string) string {
		return "-- sources/page.yaml --\nkind: " + kind + "\n" + fields
	}
	const article, pmid = "JOURNAL_ARTICLE", "identifiers: {pmid: \"27569442\"}\n"
	const authors, locator = "authors: [Marina NM]\n", "locator: 2025;3:54\n"
	ruletest.Run(t, "article-incomplete", []ruletest.Case{
		{Name: "neither", Change: source(article, pmid), Want: []string{"sources/page.yaml:1:1 info authors"}},
		{Name: "no authors", Change: source(article, pmid+locator), Want: []string{"sources/page.yaml:1:1 info authors"}},
		{Name: "no locator", Change: source(article, "identifiers: {doi: 10.1000/x}\n"+authors),
			Want: []string{"sources/page.yaml:1:1 info locator"}},
		{Name: "both", Change: source(article, pmid+authors+locator)},
		{Name: "a gap", Change: source(article, pmid+locator+"gaps: [{field: authors, reason: It is a notice.}]\n")},
		{Name: "no number to look it up by", Change: source(article, "")},
		{Name: "an abstract", Change: source("CONFERENCE_ABSTRACT", pmid)},
	})
}
