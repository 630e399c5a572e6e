package configuration

import (
	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
)

var configInvalid = validate.Rule{
	ID:       "config-invalid",
	Severity: finding.Error,
	Title:    "The configuration has a mistake",
	Explanation: "A part of compendium.yaml is not applied: a value is missing or out of range, a rule is off without a " +
		"reason, an entry is repeated, the ID of a rule is taken, or a path does not exist. Lint goes on without that " +
		"part, so fix this first. `compendium schema --config` prints the schema of the file, for completion in editors.",
	Enforced:       validate.ByEngine,
	Unconfigurable: true,
}
