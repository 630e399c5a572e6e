package catalog

import (
	"cmp"
	"slices"
)

// Position is a place in a content file.
type Position struct {
	// Line from 1. 0 where the position is the file as a whole.
	Line int
	// Column from 1, in characters.
	Column int
}

func (p Position) compare(other Position) int {
	return cmp.Or(cmp.Compare(p.Line, other.Line), cmp.Compare(p.Column, other.Column))
}

// Problem is something that keeps a file, or a part of it, from being read.
type Problem struct {
	// Rule is the stable identifier of what was violated, one of the Rule constants.
	Rule string
	// Message says what is wrong and what to do.
	Message string
	// Resource is the name of the record, "drugs/imatinib", where the file's path gives one.
	Resource string
	// Path is the field, as a path from the record, where there is one.
	Path string
	// File is the path of the file as it is shown to people.
	File string
	// Position is where in the file.
	Position Position
	// First is where in the file the first stands of what may stand there once. Zero for any other problem.
	First Position
}

// Identifiers of the rules that loading applies. The rules package documents each of them.
const (
	RuleSyntax       = "yaml-syntax"
	RuleEncoding     = "yaml-encoding"
	RuleDuplicateKey = "yaml-duplicate-key"
	RuleDocuments    = "yaml-multiple-documents"
	RuleAlias        = "yaml-alias"
	RuleEmpty        = "file-empty"
	RuleTooLarge     = "file-too-large"
	RuleLineTooLong  = "line-too-long"
	RuleTooDeep      = "nesting-too-deep"
	RuleMisplaced    = "file-misplaced"
	RuleName         = "name-mismatch"
	RuleUnreadable   = "file-unreadable"
	RuleUnknownField = "field-unknown"
	RuleWrongType    = "field-wrong-type"
	RuleUnknownEnum  = "enum-unknown"
	RuleDerivedTyped = "field-derived"
)

func sortProblems(problems []Problem) {
	slices.SortStableFunc(problems, func(a, b Problem) int {
		return cmp.Or(
			cmp.Compare(a.File, b.File),
			a.Position.compare(b.Position),
			cmp.Compare(a.Rule, b.Rule),
			cmp.Compare(a.Message, b.Message),
		)
	})
}
