package references

import (
	"google.golang.org/protobuf/reflect/protoreflect"

	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
)

var tombstoneWithoutReplacement = validate.Rule{
	ID:       "tombstone-without-replacement",
	Severity: finding.Error,
	Title:    "A retired record and its replacement belong together",
	Explanation: "A resource name that is no longer used leaves a tombstone that leads those who kept the name to its " +
		"replacements: lifecycle RETIRED and replaced_by, several for a split, or retired_reason where nothing replaced " +
		"it. One without the other leads nowhere, or away from a drug that is in use.",
	Enforced: validate.BySchema,
	About:    []protoreflect.Name{"replaced_by", "retired_reason", "lifecycle"},
}
