package reviews

import (
	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
)

var reviewMissing = validate.Rule{
	ID:       "review-missing",
	Severity: finding.Error,
	Title:    "A record does not say who checked it",
	Explanation: "Every record of facts says who last checked it against its sources (by role), when, and when the next " +
		"check is due. Without that, nobody can tell whether it is current. Sources, regulators, targets, tombstones and " +
		"register entries, which a program may have written, need no review.",
	Enforced: validate.BySchema,
}
