package authorizations

import (
	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
)

var authorizationWithoutUse = validate.Rule{
	ID:       "authorization-without-use",
	Severity: finding.Error,
	Title:    "An approval does not say for what",
	Explanation: "Licenses belong to uses: an approval that names none makes nothing on label, and so do its conversion and its expansion. Name the " +
		"use of this drug by its id; an indication that is no use here goes into indication, in words. An event names one of the two, or, where it " +
		"ends or narrows what the whole product is licensed for, neither.",
	Enforced: validate.BySchema,
}
