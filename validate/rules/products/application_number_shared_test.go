package products_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestApplicationNumberShared(t *testing.T) {
	ruletest.Run(t, "application-number-shared", []ruletest.Case{
		{Name: "two products of one drug", Change: `-- drugs/examplinib.yaml --
products:
  - {id: a, brand: Exampla, jurisdiction: US, application_numbers: [NDA 000001]}
  - {id: b, brand: Examplus, jurisdiction: US, application_numbers: [NDA 000001]}
`},
		{Name: "two drugs, written otherwise", Change: `-- drugs/examplinib.yaml --
products:
  - {id: a, brand: Exampla, jurisdiction: US, application_numbers: [NDA 000001]}
-- drugs/trialimab.yaml --
products:
  - {id: a, jurisdiction: US, application_numbers: [nda1]}
  - {id: b, jurisdiction: US, application_numbers: [NDA 000001]}
`,
			Want: []string{"drugs/trialimab.yaml:22:53 info products[0].application_numbers[0]"}},
		{Name: "the same number in another jurisdiction", Change: `-- drugs/examplinib.yaml --
products:
  - {id: a, brand: Exampla, jurisdiction: US, application_numbers: ["000001"]}
-- drugs/trialimab.yaml --
products:
  - {id: a, jurisdiction: CA, application_numbers: ["000001"]}
`},
		{Name: "a combination and its ingredient", Change: `-- drugs/examplinib.yaml --
products:
  - {id: a, brand: Exampla, jurisdiction: US, application_numbers: [NDA 000001]}
-- drugs/trialimab.yaml --
ingredients: [drugs/examplinib, drugs/otherinib]
products:
  - {id: a, jurisdiction: US, application_numbers: [NDA 000001]}
`},
	})
}
