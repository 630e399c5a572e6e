package products_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestProductDuplicate(t *testing.T) {
	ruletest.Run(t, "product-duplicate", []ruletest.Case{
		{Name: "one product"},
		{Name: "case, and the order of forms, are no difference", Change: `-- drugs/examplinib.yaml --
products:
  - {id: a, brand: Exampla, jurisdiction: US, dose_forms: [TABLET, CAPSULE]}
  - {id: b, brand: EXAMPLA, jurisdiction: US, dose_forms: [CAPSULE, TABLET]}
`,
			Want: []string{"drugs/examplinib.yaml:15:5 error products[1]"}},
		{Name: "three times is found twice", Change: `-- drugs/examplinib.yaml --
products:
  - {id: a, brand: Exampla, jurisdiction: US}
  - {id: b, brand: Exampla, jurisdiction: US}
  - {id: c, brand: Exampla, jurisdiction: US}
`,
			Want: []string{"drugs/examplinib.yaml:15:5 error products[1]", "drugs/examplinib.yaml:16:5 error products[2]"}},
		{Name: "other events do not make another product", Change: `-- drugs/examplinib.yaml --
products:
  - id: a
    brand: Exampla
    jurisdiction: US
    authorizations:
      - {regulator: regulators/agency, use: sarcoma, event: APPROVED, date: "2010-05-01", cites: [label]}
  - {id: b, brand: Exampla, jurisdiction: US}
`,
			Want: []string{"drugs/examplinib.yaml:19:5 error products[1]"}},
		{Name: "only one states its strength", Change: `-- drugs/examplinib.yaml --
products:
  - {id: a, brand: Exampla, jurisdiction: US}
  - {id: b, brand: Exampla, jurisdiction: US, strengths: [{amount: {value: "100", unit: mg}}]}
`,
			Want: []string{"drugs/examplinib.yaml:15:5 warning products[1]"}},
		{Name: "other strengths", Change: `-- drugs/examplinib.yaml --
products:
  - {id: a, brand: Exampla, jurisdiction: US, strengths: [{amount: {value: "400", unit: mg}}]}
  - {id: b, brand: Exampla, jurisdiction: US, strengths: [{amount: {value: "100", unit: mg}}]}
`},
		{Name: "other applications", Change: `-- drugs/examplinib.yaml --
products:
  - {id: a, brand: Exampla, jurisdiction: US, application_numbers: [NDA 000001]}
  - {id: b, brand: Exampla, jurisdiction: US, application_numbers: [NDA 000002]}
`},
		{Name: "the same application written otherwise", Change: `-- drugs/examplinib.yaml --
products:
  - {id: a, brand: Exampla, jurisdiction: US, application_numbers: [NDA 000001]}
  - {id: b, brand: Exampla, jurisdiction: US, application_numbers: [NDA1]}
`,
			Want: []string{"drugs/examplinib.yaml:15:5 error products[1]"}},
		{Name: "other codes", Change: `-- drugs/examplinib.yaml --
products:
  - {id: a, brand: Exampla, jurisdiction: US, codes: [{system: NDC, code: 0078-0401}]}
  - {id: b, brand: Exampla, jurisdiction: US, codes: [{system: NDC, code: 0078-0438}]}
`},
		{Name: "another holder, jurisdiction, form or route", Change: `-- drugs/examplinib.yaml --
products:
  - {id: a, brand: Exampla, jurisdiction: US, holder: A, dose_forms: [TABLET], routes: [ORAL]}
  - {id: b, brand: Exampla, jurisdiction: US, holder: B, dose_forms: [TABLET], routes: [ORAL]}
  - {id: c, brand: Exampla, jurisdiction: GB, holder: A, dose_forms: [TABLET], routes: [ORAL]}
  - {id: d, brand: Exampla, jurisdiction: US, holder: A, dose_forms: [CAPSULE], routes: [ORAL]}
  - {id: e, brand: Exampla, jurisdiction: US, holder: A, dose_forms: [TABLET], routes: [RECTAL]}
`},
		{Name: "only one states its holder and forms", Change: `-- drugs/examplinib.yaml --
products:
  - {id: a, brand: Exampla, jurisdiction: US, holder: A, dose_forms: [TABLET], routes: [ORAL]}
  - {id: b, brand: Exampla, jurisdiction: US}
`,
			Want: []string{"drugs/examplinib.yaml:15:5 warning products[1]"}},
		{Name: "a register's generics without brand and holder", Change: `-- drugs/examplinib.yaml --
products:
  - {id: a, jurisdiction: US}
  - {id: b, jurisdiction: US}
`},
	})
}
