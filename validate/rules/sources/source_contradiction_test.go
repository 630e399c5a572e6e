package sources_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestSourceContradiction(t *testing.T) {
	label := func(fields string) string { return "-- sources/label.yaml --\n" + fields + "\n" }
	found := func(at string) []string { return []string{"sources/label.yaml:" + at} }
	ruletest.Run(t, "source-contradiction", []ruletest.Case{
		{Name: "the place of the publisher", Change: label("title: US label")},
		{Name: "a part of it", Change: label("jurisdiction: US-CA")},
		{Name: "the place of another regulator", Change: label("jurisdiction: CA"), Want: found("6:15 info jurisdiction")},
		{Name: "a publisher that is no regulator", Change: label("publisher: Example Inc.\njurisdiction: CA")},
		{Name: "a publisher with more words than a regulator", Change: label("publisher: U.S. Drug Agency\njurisdiction: "+
			"CA") +
			"-- regulators/agency.yaml --\ndisplay_name: Drug Agency\n", Want: found("6:15 info jurisdiction")},
		{Name: "another regulator", Change: label("regulator: regulators/payer"), Want: found("7:12 info regulator")},
		{Name: "the same regulator", Change: label("regulator: regulators/agency")},
		{Name: "another place in the name", Change: label("publisher: Example Inc.\ntitle: EU product information"),
			Want: found("6:15 info jurisdiction")},
		{Name: "two places in the name", Change: label("publisher: Example Inc.\ntitle: EU and US product information")},
		{Name: "no place of its own", Change: label("publisher: Example Inc.\njurisdiction: \"\"\ntitle: EU product " +
			"information")},
		{Name: "a member of the EU", Change: label("publisher: Example Inc.\njurisdiction: DE\ntitle: EU product " +
			"information")},
		{Name: "a word within a word", Change: label("publisher: Example Inc.\ntitle: BUSY EUROPE")},
		{Name: "the address of an authority", Change: label(`identifiers: {url: "https://www.accessdata.fda.gov/label"}`)},
		{Name: "the address of another authority", Change: label(`identifiers: {url: "https://www.ema.europa.eu/label"}`),
			Want: found("6:15 info jurisdiction")},
		{Name: "a publisher at the address of another authority",
			Change: label("jurisdiction: \"\"\nidentifiers: {url: \"https://www.ema.europa.eu/label\"}"),
			Want:   found("3:12 info publisher")},
		{Name: "a copy elsewhere", Change: label(`identifiers: {url: "https://example.org/fda.gov"}`)},
		{Name: "a label of a payer", Change: label("publisher: Payer"), Want: found("2:7 info kind")},
		{Name: "guidance of a licensing agency", Change: label("kind: HTA_GUIDANCE\ntitle: Guidance"),
			Want: found("2:7 info kind")},
		{Name: "a label with a PMID", Change: label(`identifiers: {pmid: "31234567"}`), Want: found("2:7 info kind")},
		{Name: "a label with a DOI", Change: label(`identifiers: {doi: 10.1000/1}`), Want: found("2:7 info kind")},
		{Name: "an article with an application", Change: label("kind: JOURNAL_ARTICLE\ntitle: A trial\n" +
			"identifiers: {application_numbers: [NDA 021588]}"), Want: found("2:7 info kind")},
		{Name: "a notice with an application", Change: label("kind: REGULATORY_NOTICE\ntitle: Approval\n" +
			"identifiers: {application_numbers: [NDA 021588]}")},
		{Name: "an article with the title of a label", Change: label("kind: JOURNAL_ARTICLE"), Want: found("2:7 info kind")},
		{Name: "a database with the title of a label", Change: label("kind: DATABASE")},
	})
}
