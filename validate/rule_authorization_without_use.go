package validate

import "github.com/opencompendium/compendium/finding"

var ruleAuthorizationWithoutUse = Rule{
	ID:       "authorization-without-use",
	Severity: finding.Error,
	Title:    "An approval does not say for what",
	Explanation: "Licenses belong to uses: an approval that names none makes nothing on label, and so do its conversion and its expansion. Name the " +
		"use of this drug by its id; an indication that is no use here goes into indication, in words. An event names one of the two, or, where it " +
		"ends or narrows what the whole product is licensed for, neither.",
	Bad: `-- drugs/examplinib.yaml --
products:
  - brand: Exampla
    jurisdiction: US
    authorizations:
      - {regulator: regulators/agency, use: sarcoma, event: APPROVED, date: "2010-05-01", cites: [label]}
      - {regulator: regulators/agency, event: APPROVED, date: "2012-03-01", cites: [label]}
`,
	Good: `-- drugs/examplinib.yaml --
products:
  - brand: Exampla
    jurisdiction: US
    authorizations:
      - {regulator: regulators/agency, use: sarcoma, event: APPROVED, date: "2010-05-01", cites: [label]}
      - {regulator: regulators/agency, event: APPROVED, indication: leukemia, date: "2012-03-01", cites: [label]}
`,
}
