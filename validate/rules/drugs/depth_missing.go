package drugs

import (
	"google.golang.org/protobuf/reflect/protoreflect"

	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
)

var depthMissing = validate.Rule{
	ID:       "depth-missing",
	Severity: finding.Error,
	Title:    "A drug does not say how much its record tells",
	Explanation: "A reader takes a missing warning or side effect for an answer. Whether it is one depends on what the " +
		"record is: a monograph says what a clinician needs, a register entry only what a register lists. Add " +
		"depth: MONOGRAPH or depth: REGISTER. A tombstone has no depth.",
	Enforced: validate.BySchema,
	About:    []protoreflect.Name{"depth", "lifecycle"},
}
