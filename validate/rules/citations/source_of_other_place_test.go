package citations_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestSourceOfOtherPlace(t *testing.T) {
	const labels = "-- drugs/trialimab.yaml --\nuses:\n  - id: sarcoma\n    condition: conditions/sarcoma\n" +
		"    strength: INVESTIGATIONAL\n    labels:\n      - {jurisdiction: "
	label := func(there, source string) string {
		return labels + there + ", off_label: true, cites: [label]}\n    cites: [page]\n" +
			"citations:\n  page: {source: sources/page}\n  label: {source: sources/other}\n-- sources/other.yaml --\n" +
			"display_name: Other\nkind: LABEL\npublisher: P\ntitle: T\ndates: {revised: \"2025\"}\njurisdiction: " +
			source + "\n"
	}
	found := []string{"drugs/trialimab.yaml:14:45 info uses[0].labels[0].cites"}
	ruletest.Run(t, "source-of-other-place", []ruletest.Case{
		{Name: "the label of the place", Change: label("CA", "CA")},
		{Name: "of another", Change: label("CA", "GB"), Want: found},
		{Name: "of the EU for a member", Change: label("DE", "EU")},
		{Name: "of a country for a part", Change: label("CA-ON", "CA")},
		{Name: "of the region of one regulator", Change: label("GB", "EU") + "-- regulators/agency.yaml --\n" +
			"mandates: [{jurisdiction: US}, {jurisdiction: EU}, {jurisdiction: GB, until: \"2020-12-31\"}]\n"},
		{Name: "of no place", Change: label("CA", "")},
		{Name: "another regulator", Change: "-- sources/label.yaml --\nregulator: regulators/payer\n",
			Want: []string{"drugs/examplinib.yaml:17:118 info products[0].authorizations[0].cites"}},
		{Name: "the same regulator", Change: "-- sources/label.yaml --\nregulator: regulators/agency\n"},
		{Name: "a warning, a dose and a frequency of the place", Change: more("US")},
		{Name: "a warning, a dose and a frequency of another", Change: more("CA"), Want: []string{
			"drugs/examplinib.yaml:11:72 info safety[0].cites",
			"drugs/examplinib.yaml:14:57 info side_effects[0].frequencies[0].cites",
			"drugs/examplinib.yaml:37:95 info doses[0].cites"}},
	})
}

// more returns facts of the US in a drug, whose source is of a jurisdiction.
func more(there string) string {
	return `-- sources/other.yaml --
display_name: Other
kind: LABEL
publisher: P
title: T
dates: {revised: "2025"}
jurisdiction: ` + there + `
-- drugs/examplinib.yaml --
citations: {label: {source: sources/label}, page: {source: sources/page}, other: {source: sources/other}}
safety:
  - {kind: WARNING, text: It can harm the liver., jurisdictions: [US], cites: [other]}
side_effects:
  - {term: fatigue, effect: effects/fatigue, cites: [label],
      frequencies: [{percent: "3", product: exampla-us, cites: [other]}]}
doses:
  - {id: usual, basis: LABEL, jurisdictions: [US], steps: [{amount: {value: "4", unit: mg}}], cites: [other]}
`
}
