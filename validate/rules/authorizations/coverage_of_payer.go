package authorizations

import (
	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
	"google.golang.org/protobuf/reflect/protoreflect"
)

var coverageOfPayer = validate.Rule{
	ID:       "coverage-of-payer",
	Severity: finding.Error,
	Title:    "A payer cannot cover licenses",
	Explanation: "A coverage declares that all acts of a regulator on a drug are on record, so that a missing approval " +
		"means something. A body for health technology assessment approves nothing: the absence of its decisions proves " +
		"nothing about a label. Remove coverages; its decisions go into access_decisions of the drug.",
	Enforced: validate.BySchema,
	About:    []protoreflect.Name{"coverages"},
}
