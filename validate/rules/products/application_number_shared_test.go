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
		{Name: "an event of another drug's application", Change: `-- drugs/examplinib.yaml --
products:
  - id: a
    jurisdiction: US
    application_numbers: [NDA 000001]
    authorizations: [{id: b, reference: "NDA 000001, NDA 000002"}, {id: c, reference: "NDA 000003, NDA 000002"}]
-- drugs/trialimab.yaml --
products:
  - {id: a, jurisdiction: US, application_numbers: [NDA 000002]}
`,
			Want: []string{"drugs/examplinib.yaml:17:41 info products[0].authorizations[0].reference"}},
		{Name: "an event copied from another drug", Change: `-- drugs/examplinib.yaml --
products:
  - {id: a, jurisdiction: EU, authorizations: [{id: b, reference: EMEA/H/C/000687}]}
-- drugs/trialimab.yaml --
products:
  - {id: a, jurisdiction: EU,
      authorizations: [{id: c, reference: EMEA/H/C/000687}, {id: d, reference: EMEA/H/C/000687}]}
`,
			Want: []string{"drugs/trialimab.yaml:23:43 info products[0].authorizations[0].reference"}},
		{Name: "an event of a supplement, and a notice about two drugs", Change: `-- drugs/examplinib.yaml --
products:
  - {id: a, jurisdiction: US, authorizations: [{id: b, reference: NDA 000002/S-001}, {id: c, reference: 85 FR 58367}]}
-- drugs/trialimab.yaml --
products:
  - {id: a, jurisdiction: US, application_numbers: [NDA 000002], authorizations: [{id: c, reference: 85 FR 58367}]}
`},
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
