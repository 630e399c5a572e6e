package validate

import "github.com/opencompendium/compendium/finding"

var ruleTombstoneWithoutReplacement = Rule{
	ID:       "tombstone-without-replacement",
	Severity: finding.Error,
	Title:    "A retired record and its replacement belong together",
	Explanation: "A resource name that is no longer used leaves a tombstone, so that whoever kept the name is led to what replaced it: lifecycle " +
		"RETIRED and replaced_by. One without the other leads nowhere, or away from a drug that is in use.",
	Bad: `-- drugs/oldinib.yaml --
display_name: Oldinib
lifecycle: RETIRED
`,
	Good: `-- drugs/oldinib.yaml --
display_name: Oldinib
lifecycle: RETIRED
replaced_by: drugs/examplinib
`,
}
