package citations

import (
	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
)

var factWithoutCitation = validate.Rule{
	ID:       "fact-without-citation",
	Severity: finding.Error,
	Title:    "A fact names no source",
	Explanation: "Every route, side effect, use, mechanism, event and decision says where it comes from, so that a reader can check it and a " +
		"reviewer can find it again. Add cites with the key of one or more of the record's citations. A fact that no source gives does " +
		"not belong here.",
	Enforced: validate.BySchema,
}
