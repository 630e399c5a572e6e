package catalog

import "github.com/opencompendium/compendium/finding"

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

// problem returns a fault of a file as a finding.
func (f fault) problem(file, resource string) finding.Finding {
	found := finding.Finding{Rule: f.rule, Severity: finding.Error, Message: f.message, Resource: resource, Path: f.path, File: file, Position: f.at}
	if f.first != (finding.Position{}) {
		found.Related = []finding.Location{{File: file, Position: f.first, Message: "The first"}}
	}
	return found
}
