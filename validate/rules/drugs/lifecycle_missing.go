package drugs

import (
	"google.golang.org/protobuf/reflect/protoreflect"

	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
)

var lifecycleMissing = validate.Rule{
	ID:       "lifecycle-missing",
	Severity: finding.Error,
	Title:    "A drug does not say whether it is licensed",
	Explanation: "A reader has to know whether a drug is licensed somewhere, is given in trials alone, or was " +
		"withdrawn. Add lifecycle: ACTIVE, INVESTIGATIONAL or WITHDRAWN. An entry of depth REGISTER leaves it out where " +
		"its register does not tell: a guess would read as a fact.",
	Enforced: validate.BySchema,
	About:    []protoreflect.Name{"lifecycle", "depth"},
}
