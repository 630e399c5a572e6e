package authorizations_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

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
	ruletest.Run(t, "coverage-missing", []ruletest.Case{
		{Name: "nobody asks", Change: canada + trialimab},
		{Name: "once a drug and jurisdiction of the regulator", Change: asked + canada + trialimab,
			Want: []string{"drugs/trialimab.yaml:15:9 warning uses[0].labels[1]"}},
		{Name: "outside the mandates", Change: asked + trialimab},
		{Name: "a retired drug", Change: asked + canada + trialimab + "lifecycle: RETIRED\n"},
		{Name: "of another regulator only its age is asked", Change: `-- compendium.yaml --
coverages:
  - {regulator: regulators/agency, years: 5}
` + canada + trialimab},
	})
}
