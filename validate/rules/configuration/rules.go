// Package configuration has the rules about compendium.yaml and the catalog that it extends, suppressions and the
// baseline.
package configuration

import (
	"embed"

	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
)

//go:embed *.txtar
var pages embed.FS

// Rules returns the rules about compendium.yaml, suppressions and the baseline.
func Rules() []validate.Rule {
	return validate.Documented("Configuration, suppressions and baseline", pages,
		validate.Rule{ID: "base-moved", Severity: finding.Error, Enforced: validate.ByEngine, Unconfigurable: true},
		validate.Rule{ID: "base-record-changed", Severity: finding.Error, Enforced: validate.ByEngine, Unconfigurable: true},
		validate.Rule{ID: "base-record-hidden", Severity: finding.Error, Enforced: validate.ByEngine, Unconfigurable: true},
		validate.Rule{ID: "base-record-missing", Severity: finding.Error, Enforced: validate.ByEngine, Unconfigurable: true},
		validate.Rule{ID: "baseline-stale", Severity: finding.Error, Enforced: validate.ByEngine, Unconfigurable: true},
		validate.Rule{ID: "config-exclude-unused", Severity: finding.Warning, Enforced: validate.ByEngine,
			Unconfigurable: true},
		validate.Rule{ID: "config-expression-failed", Severity: finding.Error, Enforced: validate.ByEngine,
			Unconfigurable: true},
		validate.Rule{ID: "config-expression-invalid", Severity: finding.Error, Enforced: validate.ByEngine,
			Unconfigurable: true},
		validate.Rule{ID: "config-invalid", Severity: finding.Error, Enforced: validate.ByEngine, Unconfigurable: true},
		validate.Rule{ID: "config-rule-unknown", Severity: finding.Error, Enforced: validate.ByEngine, Unconfigurable: true},
		validate.Rule{ID: "suppression-expired", Severity: finding.Error, Enforced: validate.ByEngine, Unconfigurable: true},
		validate.Rule{ID: "suppression-invalid", Severity: finding.Error, Enforced: validate.ByEngine, Unconfigurable: true},
		validate.Rule{ID: "suppression-unused", Severity: finding.Error, Enforced: validate.ByEngine, Unconfigurable: true},
	)
}
