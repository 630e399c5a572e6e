package citations

import (
	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
)

var factWithoutCitation = validate.Rule{
	ID:       "fact-without-citation",
	Severity: finding.Error,
	Title:    "A fact names no source",
	Explanation: "Every route, side effect, use, mechanism, event and decision says where it comes from, so that " +
		"readers can check it and reviewers can find it again. Add cites with the key of one or more of the record's " +
		"citations. A fact without a source does not belong here.",
	Enforced: validate.BySchema,
}
