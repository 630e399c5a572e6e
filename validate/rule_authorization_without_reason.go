package validate

import "github.com/opencompendium/compendium/finding"

var ruleAuthorizationWithoutReason = Rule{
	ID:       "authorization-without-reason",
	Severity: finding.Error,
	Title:    "Something ended, and the event does not say why",
	Explanation: "That a license was refused, narrowed, suspended or ended means one thing where a trial failed and another where a company " +
		"closed. Readers draw conclusions from it. Add reason, in plain words, from the notice that is cited.",
	Bad: `-- drugs/examplinib.yaml --
products:
  - brand: Exampla
    jurisdiction: US
    authorizations:
      - {regulator: regulators/agency, use: sarcoma, event: APPROVED, date: "2010-05-01", cites: [label]}
      - {regulator: regulators/agency, use: sarcoma, event: RESTRICTED, date: "2012-03-01", cites: [label]}
`,
	Good: `-- drugs/examplinib.yaml --
products:
  - brand: Exampla
    jurisdiction: US
    authorizations:
      - {regulator: regulators/agency, use: sarcoma, event: APPROVED, date: "2010-05-01", cites: [label]}
      - {regulator: regulators/agency, use: sarcoma, event: RESTRICTED, reason: Only after surgery., date: "2012-03-01", cites: [label]}
`,
}
