package validate_test

import "testing"

func TestWithdrawnAsStandard(t *testing.T) {
	use := func(lifecycle, strength string) string {
		return `-- drugs/trialimab.yaml --
lifecycle: ` + lifecycle + `
uses:
  - id: sarcoma
    condition: conditions/sarcoma
    strength: ` + strength + `
    labels:
      - {jurisdiction: US, off_label: true, cites: [page]}
    cites: [page]
`
	}
	product := func(second, labels string) string {
		return `-- drugs/examplinib.yaml --
products:
  - brand: Exampla
    jurisdiction: US
    authorizations:
      - {regulator: regulators/agency, use: sarcoma, event: APPROVED, date: "2010-05-01", cites: [label]}
      - {regulator: regulators/agency, ` + second + `, cites: [label]}
uses:
  - id: sarcoma
    condition: conditions/sarcoma
    strength: STANDARD_FIRST
    labels:
      - {jurisdiction: US, off_label: true, cites: [label]}
` + labels + `    cites: [page]
`
	}
	const revoked = `use: sarcoma, event: REVOKED, date: "2015", reason: A trial failed.`
	const uncovered = `-- regulators/agency.yaml --
coverages:
  - {drug: drugs/examplinib, jurisdiction: US, complete_as_of: "2026-01-01", basis: The whole register was read., cites: [label]}
`
	testRule(t, "withdrawn-as-standard", []ruleCase{
		{name: "investigational and standard", change: use("INVESTIGATIONAL", "STANDARD_FIRST"), want: []string{"drugs/trialimab.yaml:12:15 error uses[0].strength"}},
		{name: "withdrawn and standard", change: use("WITHDRAWN", "STANDARD_FIRST"), want: []string{"drugs/trialimab.yaml:12:15 error uses[0].strength"}},
		{name: "investigational and standard, the label unknown", change: use("INVESTIGATIONAL", "STANDARD_FIRST") + uncovered, want: []string{"drugs/trialimab.yaml:12:15 error uses[0].strength"}},
		{name: "withdrawn and standard, the label unknown", change: use("WITHDRAWN", "STANDARD_FIRST") + uncovered, want: []string{"drugs/trialimab.yaml:12:15 error uses[0].strength"}},
		{name: "withdrawn and usable", change: use("WITHDRAWN", "MAY_BE_USED"), want: []string{"drugs/trialimab.yaml:12:15 warning uses[0].strength"}},
		{name: "withdrawn and sometimes used", change: use("WITHDRAWN", "SOMETIMES_USED"), want: []string{"drugs/trialimab.yaml:12:15 warning uses[0].strength"}},
		{name: "withdrawn and studied", change: use("WITHDRAWN", "INVESTIGATIONAL")},
		{name: "withdrawn and no better", change: use("WITHDRAWN", "NO_BETTER_THAN_STANDARD")},
		{name: "investigational and usable", change: use("INVESTIGATIONAL", "MAY_BE_USED")},
		{name: "active and standard"},
		{name: "active, unlicensed and standard", change: use("ACTIVE", "STANDARD_FIRST"), want: []string{"drugs/trialimab.yaml:12:15 error uses[0].strength"}},
		{name: "active, unlicensed and usable", change: use("ACTIVE", "MAY_BE_USED")},
		{name: "active, revoked and standard", change: product(revoked, ""), want: []string{"drugs/examplinib.yaml:22:15 error uses[0].strength"}},
		{name: "suspended and standard", change: product(`event: SUSPENDED, date: "2015", reason: A trial failed.`, ""), want: []string{"drugs/examplinib.yaml:22:15 error uses[0].strength"}},
		{name: "to be revoked after the day of the check", change: product(`use: sarcoma, event: REVOKED, date: "2026-06-02", reason: A trial failed.`, "")},
		{name: "restricted and standard", change: product(`use: sarcoma, event: RESTRICTED, date: "2015", reason: A trial failed.`, "")},
		{name: "revoked, and unknown elsewhere", change: product(revoked, "      - {jurisdiction: CA, unknown: Not covered.}\n")},
		{name: "off label and standard", change: `-- drugs/examplinib.yaml --
products:
  - brand: Exampla
    jurisdiction: US
    authorizations:
      - {regulator: regulators/agency, indication: lymphoma, event: APPROVED, date: "2010-05-01", cites: [label]}
`},
		{name: "a use without labels is another rule's", change: `-- drugs/examplinib.yaml --
products:
uses:
  - id: sarcoma
    condition: conditions/sarcoma
    strength: STANDARD_FIRST
    cites: [page]
`},
	})
}
