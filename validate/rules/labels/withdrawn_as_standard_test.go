package labels_test

import (
	"testing"

	"github.com/opencompendium/compendium/validate/ruletest"
)

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
	const uncovered = "coverage:\n"
	ruletest.Run(t, "withdrawn-as-standard", []ruletest.Case{
		{Name: "investigational and standard", Change: use("INVESTIGATIONAL", "STANDARD_FIRST"),
			Want: []string{"drugs/trialimab.yaml:12:15 error uses[0].strength"}},
		{Name: "withdrawn and standard", Change: use("WITHDRAWN", "STANDARD_FIRST"),
			Want: []string{"drugs/trialimab.yaml:12:15 error uses[0].strength"}},
		{Name: "investigational and standard, the label unknown",
			Change: use("INVESTIGATIONAL", "STANDARD_FIRST") + uncovered,
			Want:   []string{"drugs/trialimab.yaml:12:15 error uses[0].strength"}},
		{Name: "withdrawn and standard, the label unknown", Change: use("WITHDRAWN", "STANDARD_FIRST") + uncovered,
			Want: []string{"drugs/trialimab.yaml:12:15 error uses[0].strength"}},
		{Name: "withdrawn and usable", Change: use("WITHDRAWN", "MAY_BE_USED"),
			Want: []string{"drugs/trialimab.yaml:12:15 warning uses[0].strength"}},
		{Name: "withdrawn and sometimes used", Change: use("WITHDRAWN", "SOMETIMES_USED"),
			Want: []string{"drugs/trialimab.yaml:12:15 warning uses[0].strength"}},
		{Name: "withdrawn and studied", Change: use("WITHDRAWN", "INVESTIGATIONAL")},
		{Name: "withdrawn and no better", Change: use("WITHDRAWN", "NO_BETTER_THAN_STANDARD")},
		{Name: "investigational and usable", Change: use("INVESTIGATIONAL", "MAY_BE_USED")},
		{Name: "active and standard"},
		{Name: "active, unlicensed and standard", Change: use("ACTIVE", "STANDARD_FIRST"),
			Want: []string{"drugs/trialimab.yaml:12:15 error uses[0].strength"}},
		{Name: "active, unlicensed and usable", Change: use("ACTIVE", "MAY_BE_USED")},
		{Name: "active, revoked and standard", Change: product(revoked, ""),
			Want: []string{"drugs/examplinib.yaml:22:15 error uses[0].strength"}},
		{Name: "suspended and standard", Change: product(`event: SUSPENDED, date: "2015", reason: A trial failed.`, ""),
			Want: []string{"drugs/examplinib.yaml:22:15 error uses[0].strength"}},
		{Name: "to be revoked after the day of the check",
			Change: product(`use: sarcoma, event: REVOKED, date: "2026-06-02", reason: A trial failed.`, "")},
		{Name: "restricted and standard",
			Change: product(`use: sarcoma, event: RESTRICTED, date: "2015", reason: A trial failed.`, "")},
		{Name: "revoked, and unknown elsewhere",
			Change: product(revoked, "      - {jurisdiction: CA, unknown: Not covered.}\n")},
		{Name: "off label and standard", Change: `-- drugs/examplinib.yaml --
products:
  - brand: Exampla
    jurisdiction: US
    authorizations:
      - {regulator: regulators/agency, indication: lymphoma, event: APPROVED, date: "2010-05-01", cites: [label]}
`},
		{Name: "a use without labels is another rule's", Change: `-- drugs/examplinib.yaml --
products:
uses:
  - id: sarcoma
    condition: conditions/sarcoma
    strength: STANDARD_FIRST
    cites: [page]
`},
	})
}
