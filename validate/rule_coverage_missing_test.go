package validate_test

import "testing"

func TestCoverageMissing(t *testing.T) {
	const asked = `-- compendium.yaml --
coverages:
  - {regulator: regulators/agency, every_drug: true}
`
	const canada = `-- regulators/agency.yaml --
mandates:
  - {jurisdiction: US}
  - {jurisdiction: CA}
`
	const trialimab = `-- drugs/trialimab.yaml --
uses:
  - id: sarcoma
    condition: conditions/sarcoma
    strength: INVESTIGATIONAL
    labels:
      - {jurisdiction: US, off_label: true, cites: [page]}
      - {jurisdiction: CA, unknown: Its register was not read.}
      - {jurisdiction: GB, unknown: Its register was not read.}
    cites: [page]
  - id: chordoma
    condition: conditions/chordoma
    strength: INVESTIGATIONAL
    labels:
      - {jurisdiction: CA, unknown: Its register was not read.}
    cites: [page]
`
	testRule(t, "coverage-missing", []ruleCase{
		{name: "nobody asks", change: canada + trialimab},
		{name: "once a drug and jurisdiction of the regulator", change: asked + canada + trialimab, want: []string{"regulators/agency.yaml:6:1 warning coverages"}},
		{name: "outside the mandates", change: asked + trialimab},
		{name: "a retired drug", change: asked + canada + trialimab + "lifecycle: RETIRED\n"},
		{name: "of another regulator only its age is asked", change: `-- compendium.yaml --
coverages:
  - {regulator: regulators/agency, years: 5}
` + canada + trialimab},
	})
}
