// Package configuration has the rules about compendium.yaml and the catalog that it extends, suppressions and the
// baseline.
package configuration

import (
	"embed"

	"github.com/opencompendium/compendium/validate"
)

//go:embed *.txtar
var examples embed.FS

// Rules returns the rules about compendium.yaml, suppressions and the baseline.
func Rules() []validate.Rule {
	return validate.WithExamples("Configuration, suppressions and baseline", examples,
		baseMoved,
		baseRecordChanged,
		baseRecordHidden,
		baseRecordMissing,
		baselineStale,
		configExcludeUnused,
		configExpressionFailed,
		configExpressionInvalid,
		configInvalid,
		configRuleUnknown,
		suppressionExpired,
		suppressionInvalid,
		suppressionUnused,
	)
}
