package references

import (
	"google.golang.org/protobuf/reflect/protoreflect"

	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
)

var conditionWithSetting = validate.Rule{
	ID:       "condition-with-setting",
	Severity: finding.Error,
	Title:    "A condition has an extent or biomarkers",
	Explanation: "How far a disease has gone, and what its tumor carries, belong to the use, the trial or the " +
		"scope of a " +
		"license, so that they can be compared. A condition is a kind of disease. Only a tombstone such as one for " +
		"advanced-sarcoma says with extent or biomarkers what its name meant beyond the condition in replaced_by.",
	Enforced: validate.BySchema,
	About:    []protoreflect.Name{"extent", "biomarkers"},
}
