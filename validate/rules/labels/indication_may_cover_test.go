package labels_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

func TestIndicationMayCover(t *testing.T) {
	drug := func(event, flag string) string {
		return `-- conditions/tumor.yaml --
display_name: Solid tumor
-- conditions/chordoma.yaml --
display_name: Chordoma
parents: [conditions/tumor]
-- drugs/examplinib.yaml --
products:
  - id: exampla-us
    brand: Exampla
    jurisdiction: US
    authorizations:
      - id: approved-2010
        regulator: regulators/agency
        use: sarcoma
        event: APPROVED
        date: "2010-05-01"
        cites: [label]
      - {id: second, regulator: regulators/agency, date: "2012-05-01", cites: [label], ` + event + `}
uses:
  - id: sarcoma
    condition: conditions/sarcoma
    strength: STANDARD_FIRST
    labels:
      - {jurisdiction: US, off_label: false, cites: [label]}
    cites: [page]
  - id: chordoma
    condition: conditions/chordoma
    strength: MAY_BE_USED
    labels:
      - ` + flag + `
    cites: [page]
`
	}
	const off = "{jurisdiction: US, off_label: true, cites: [label]}"
	found := []string{"drugs/examplinib.yaml:24:100 info products[0].authorizations[1].indication"}
	ruletest.Run(t, "indication-may-cover", []ruletest.Case{
		{Name: "a kind of what the words name", Change: drug("indication: solid tumors, event: APPROVED", off),
			Want: found},
		{Name: "what the words name", Change: drug("indication: advanced chordoma, event: EXPANDED", off), Want: found},
		{Name: "another condition", Change: drug("indication: chronic leukemia, event: APPROVED", off)},
		{Name: "a use that is not flagged", Change: drug("indication: solid tumors, event: APPROVED",
			"{jurisdiction: US, unknown: The words of the license do not tell.}")},
		{Name: "a flag elsewhere", Change: drug("indication: solid tumors, event: APPROVED",
			"{jurisdiction: CA, off_label: true, cites: [label]}")},
		{Name: "a license that names the condition",
			Change: drug("indication: solid tumors, conditions: [conditions/tumor], event: APPROVED", off)},
		{Name: "a license with scopes", Change: drug("indication: solid tumors, scopes: [{conditions: "+
			"[conditions/tumor], line: [THIRD]}], event: APPROVED", off)},
		{Name: "no license", Change: drug("indication: solid tumors, event: REFUSED, reason: Failed.", off)},
	})
}
