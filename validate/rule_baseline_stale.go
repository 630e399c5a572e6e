package validate

import "github.com/opencompendium/compendium/finding"

// RuleBaselineStale is the rule for entries of a baseline that no finding answers to.
const RuleBaselineStale = "baseline-stale"

var ruleBaselineStale = Rule{
	ID:       RuleBaselineStale,
	Severity: finding.Error,
	Title:    "A finding of the baseline is gone",
	Explanation: "A finding in the baseline was fixed, or its record or field has another name. An entry that is left over would hide the same finding when " +
		"it comes back, so a baseline only shrinks. `compendium lint --baseline FILE --baseline-shrink` removes such entries and adds none.",
	Bad: `-- lint-baseline.json --
{
  "version": 1,
  "findings": [
    {
      "rule": "review-overdue",
      "resource": "drugs/examplinib",
      "path": "review.next_due",
      "message": "The next review was due by 2025-03, and it is 2026-06-01.",
      "fingerprint": "00000000000000000000000000000000"
    }
  ]
}
`,
	Good: `-- lint-baseline.json --
{
  "version": 1,
  "findings": []
}
`,
}
