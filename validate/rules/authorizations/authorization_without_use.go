package authorizations

import (
	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
)

var authorizationWithoutUse = validate.Rule{
	ID:       "authorization-without-use",
	Severity: finding.Error,
	Title:    "An approval does not say for what",
	Explanation: "Licenses belong to uses: an approval without a use puts nothing on label, and neither does its " +
		"conversion or expansion. Name the use of this drug by its id; an indication that is not one of its uses goes " +
		"into indication, in words. An event has one of the two. An event that ends or narrows the license of the whole " +
		"product may have neither.",
	Enforced: validate.BySchema,
}
