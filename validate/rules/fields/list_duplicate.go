package fields

import (
	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
)

var listDuplicate = validate.Rule{
	ID:       "list-duplicate",
	Severity: finding.Error,
	Title:    "A list has the same item twice",
	Explanation: "A repeated item is a slip, often in place of another item that was meant. Keep one, and check whether " +
		"one is missing.",
	Enforced: validate.BySchema,
}
