package validate

import "github.com/opencompendium/compendium/finding"

var ruleBrandWithoutJurisdiction = Rule{
	ID:       "brand-without-jurisdiction",
	Severity: finding.Error,
	Title:    "A brand name without its market",
	Explanation: "A brand is a name in a market: Gleevec in the US and Canada is Glivec in the EU. Without jurisdictions nobody can tell which " +
		"product is meant, and a search in one country finds another's. Add jurisdictions.",
	Bad: `-- drugs/examplinib.yaml --
names:
  - {text: examplinib, type: INN}
  - {text: Exampla, type: BRAND}
`,
	Good: `-- drugs/examplinib.yaml --
names:
  - {text: examplinib, type: INN}
  - {text: Exampla, type: BRAND, jurisdictions: [US]}
`,
}
