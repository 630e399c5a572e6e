package sources_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestSourceDuplicate(t *testing.T) {
	two := func(label, page string) string {
		return "-- sources/label.yaml --\n" + label + "\n-- sources/page.yaml --\n" + page + "\n"
	}
	ruletest.Run(t, "source-duplicate", []ruletest.Case{
		{Name: "one DOI, whatever its case and its date",
			Change: two(`identifiers: {doi: 10.1000/ABC}`, "identifiers: {doi: 10.1000/abc}\ndates: {published: \"2016-10\"}"),
			Want:   []string{"sources/page.yaml:7:20 error identifiers.doi"}},
		{Name: "one PMID", Change: two(`identifiers: {pmid: "27569442"}`, `identifiers: {pmid: "27569442"}`),
			Want: []string{"sources/page.yaml:7:21 error identifiers.pmid"}},
		{Name: "one address, written in two ways",
			Change: two(`identifiers: {url: "https://www.example.org/a/"}`, `identifiers: {url: "http://example.org/a"}`),
			Want:   []string{"sources/page.yaml:7:20 warning identifiers.url"}},
		{Name: "two revisions at one address",
			Change: two("identifiers: {url: \"https://example.org/a\"}\ndates: {revised: \"2024-02\"}", `identifiers: {url: "https://example.org/a"}`)},
		{Name: "a month and a day in it are one revision",
			Change: two("identifiers: {url: \"https://example.org/a\"}\ndates: {revised: \"2025-06\"}", `identifiers: {url: "https://example.org/a"}`),
			Want:   []string{"sources/page.yaml:7:20 warning identifiers.url"}},
		{Name: "addresses that differ in what is asked",
			Change: two(`identifiers: {url: "https://example.org/a?id=1"}`, `identifiers: {url: "https://example.org/a?id=2"}`)},
		{Name: "one number of one publisher", Change: two("publisher: NICE\nidentifiers: {document: TA465}",
			"publisher: NICE\nidentifiers: {document: ta465}"),
			Want: []string{"sources/page.yaml:7:25 warning identifiers.document"}},
		{Name: "one number of two publishers", Change: two(`identifiers: {document: "12"}`, `identifiers: {document: "12"}`)},
		{Name: "two papers about one trial", Change: two(`identifiers: {nct: NCT00134030}`, `identifiers: {nct: NCT00134030}`)},
		{Name: "a register's entry and a paper about it", Change: two("kind: TRIAL_REGISTRY\nidentifiers: {nct: NCT00134030}", `identifiers: {nct: NCT00134030}`)},
		{Name: "one entry of a register twice", Change: two("kind: TRIAL_REGISTRY\nidentifiers: {nct: NCT00134030}",
			"kind: TRIAL_REGISTRY\npublisher: Agency\nidentifiers: {nct: NCT00134030}"),
			Want: []string{"sources/page.yaml:7:20 warning identifiers.nct"}},
		{Name: "the same by two identifiers", Change: two(`identifiers: {doi: 10.1000/a, pmid: "1"}`, `identifiers: {doi: 10.1000/a, pmid: "1"}`),
			Want: []string{"sources/page.yaml:7:20 error identifiers.doi"}},
	})
}
