package codes

import (
	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
)

var codeHgncShape = validate.Rule{
	ID:       "code-hgnc-shape",
	Severity: finding.Error,
	Title:    "An HGNC identifier of the wrong shape",
	Explanation: "The HUGO Gene Nomenclature Committee numbers genes. Write the digits in quotes and without the " +
		"prefix, as in \"6342\" for KIT; the symbol goes into symbol.",
	Enforced: validate.BySchema,
}
