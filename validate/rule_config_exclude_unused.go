package validate

import (
	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate/policy"
)

var ruleConfigExcludeUnused = Rule{
	ID:       policy.RuleExcludeUnused,
	Severity: finding.Warning,
	Title:    "An exclusion matches no file",
	Explanation: "The files that were excluded are gone or have another name. An exclusion that is left over hides the next file of that name. " +
		"Remove it, or correct the glob: paths begin below the content directory.",
	Bad: `-- compendium.yaml --
exclude:
  - {files: content/drugs/*.yaml, reason: These are drafts.}
`,
	Good: `-- compendium.yaml --
exclude:
  - {files: drugs/*.yaml, reason: These are drafts.}
`,
}
