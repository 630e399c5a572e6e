// Package files has the rules about whether a file can be read as a record: its place, size, encoding and YAML.
package files

import (
	"embed"

	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
)

//go:embed *.txtar
var pages embed.FS

// Rules returns the rules about whether a file can be read as a record: its place, size, encoding and YAML.
func Rules() []validate.Rule {
	return validate.Documented("Files", pages,
		validate.Rule{ID: "file-empty", Severity: finding.Error, Enforced: validate.ByReader, Unconfigurable: true},
		validate.Rule{ID: "file-misplaced", Severity: finding.Error, Enforced: validate.ByReader, Unconfigurable: true},
		validate.Rule{ID: "file-too-large", Severity: finding.Error, Enforced: validate.ByReader, Unconfigurable: true},
		validate.Rule{ID: "file-unreadable", Severity: finding.Error, Enforced: validate.ByReader, Unconfigurable: true},
		validate.Rule{ID: "line-too-long", Severity: finding.Error, Enforced: validate.ByReader, Unconfigurable: true},
		validate.Rule{ID: "name-mismatch", Severity: finding.Error, Enforced: validate.ByReader, Unconfigurable: true},
		validate.Rule{ID: "nesting-too-deep", Severity: finding.Error, Enforced: validate.ByReader, Unconfigurable: true},
		validate.Rule{ID: "record-copied", Severity: finding.Error, Enforced: validate.ByReader, Unconfigurable: true},
		validate.Rule{ID: "yaml-alias", Severity: finding.Error, Enforced: validate.ByReader, Unconfigurable: true},
		validate.Rule{ID: "yaml-duplicate-key", Severity: finding.Error, Enforced: validate.ByReader, Unconfigurable: true},
		validate.Rule{ID: "yaml-encoding", Severity: finding.Error, Enforced: validate.ByReader, Unconfigurable: true},
		validate.Rule{ID: "yaml-multiple-documents", Severity: finding.Error, Enforced: validate.ByReader,
			Unconfigurable: true},
		validate.Rule{ID: "yaml-syntax", Severity: finding.Error, Enforced: validate.ByReader, Unconfigurable: true},
	)
}
