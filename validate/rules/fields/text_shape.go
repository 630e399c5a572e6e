package fields

import (
	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
)

var textShape = validate.Rule{
	ID:       "text-shape",
	Severity: finding.Error,
	Title:    "A text is not one plain line",
	Explanation: "Texts are shown in tables, lists and messages: one line, without white space at its ends and without " +
		"line breaks or control characters. Write a long text after >-, which joins its lines; move one with paragraphs " +
		"to notes.",
	Enforced: validate.BySchema,
}
