package catalog

// Identifiers of the rules that loading enforces, beside those of package document.
const (
	RuleCopied       = "record-copied"
	RuleMisplaced    = "file-misplaced"
	RuleName         = "name-mismatch"
	RuleUnreadable   = "file-unreadable"
	RuleDerivedTyped = "field-derived"
)
