package fields

import (
	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
)

var resourceShape = validate.Rule{
	ID:       "resource-shape",
	Severity: finding.Error,
	Title:    "A reference is not a resource name",
	Explanation: "Records refer to each other by name: the collection, a slash and the id, in lowercase letters, as in " +
		"classes/tyrosine-kinase-inhibitor. A title or an address leads nowhere. Write the name; it is the path of the " +
		"file without its extension.",
	Enforced: validate.BySchema,
}
