package validate

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/opencompendium/compendium/catalog"
)

// Severity is how much a finding matters.
type Severity int

// The severities, from the least.
const (
	// Info is worth knowing.
	Info Severity = iota + 1
	// Warning is true and to be looked at, and does not stop a release.
	Warning
	// Error means that the content is not consistent and is not served.
	Error
)

// String gives the severity as it is written: "info", "warning", "error".
func (s Severity) String() string {
	switch s {
	case Info:
		return "info"
	case Warning:
		return "warning"
	case Error:
		return "error"
	default:
		return fmt.Sprintf("Severity(%d)", int(s))
	}
}

// ParseSeverity reads a severity as String writes it.
func ParseSeverity(s string) (Severity, error) {
	for _, severity := range []Severity{Info, Warning, Error} {
		if severity.String() == s {
			return severity, nil
		}
	}
	return 0, fmt.Errorf("%q is not a severity: write error, warning or info", s)
}

// Finding is one thing that a rule found.
type Finding struct {
	// Rule is the identifier of the rule: "off-label-unset".
	Rule string
	// Severity is how much it matters.
	Severity Severity
	// Message says what is wrong and what to do.
	Message string
	// Resource is the record: "drugs/imatinib". Empty where the file has none.
	Resource string
	// Path is the field, as a path from the record. Empty where it is about the record as a whole.
	Path string
	// File is the file as it is shown to people.
	File string
	// Position is where in the file.
	Position catalog.Position
	// Span is how far that reaches. Zero where it is not known, or the finding is about the file as a whole.
	Span catalog.Span
	// Related are other places that have to do with it.
	Related []Location
	// Suppression says why the finding is not reported. Nil: it is.
	Suppression *Suppression
	// Follows is the field of a record from whose own fault this finding follows. Zero: it stands for itself.
	Follows Field
}

// Field is a field of a record.
type Field struct {
	// File is the file as it is shown to people.
	File string
	// Path is the field, as a path from the record.
	Path string
}

// Leading leaves out the findings that need not be reported while another is: one that follows from a fault of a field is left out as long as
// one about that field is reported that is as severe. Where that is suppressed, switched off or lowered, nothing stands for the finding that
// follows, and it stays. One that follows from the field that it is about itself gives way to another about that field.
func Leading(findings []Finding) []Finding {
	if !slices.ContainsFunc(findings, func(f Finding) bool { return f.Follows != (Field{}) }) {
		return findings
	}
	reported := make(map[Field]Severity)
	stands := func(f Finding) {
		if at := (Field{f.File, f.Path}); f.Suppression == nil {
			reported[at] = max(reported[at], f.Severity)
		}
	}
	follows := func(f Finding) bool {
		return f.Follows != (Field{}) && f.Suppression == nil && reported[f.Follows] >= f.Severity
	}
	givesWay := func(f Finding) bool { return f.Follows == Field{f.File, f.Path} }
	for _, f := range findings {
		if !givesWay(f) {
			stands(f)
		}
	}
	kept := slices.DeleteFunc(slices.Clone(findings), func(f Finding) bool { return givesWay(f) && follows(f) })
	for _, f := range kept {
		if givesWay(f) {
			stands(f)
		}
	}
	return slices.DeleteFunc(kept, func(f Finding) bool { return !givesWay(f) && follows(f) })
}

// Suppression is why a finding is not reported, though it is true. It counts for nothing, and the formats that hold suppressed findings
// mark it.
type Suppression struct {
	// By is what suppresses it.
	By SuppressedBy
	// Justification says why, for people.
	Justification string
}

// SuppressedBy is what suppresses a finding.
type SuppressedBy int

// What may suppress a finding.
const (
	// ByBaseline is a baseline that knows the finding.
	ByBaseline SuppressedBy = iota + 1
	// ByComment is a comment in the record, at the field or above it.
	ByComment
)

// Location is a place that has to do with a finding.
type Location struct {
	// File is the file as it is shown to people.
	File string
	// Position is where in the file.
	Position catalog.Position
	// Span is how far that reaches. Zero where it is not known.
	Span catalog.Span
	// Message says what is there.
	Message string
}

// sortFindings puts findings in the order in which people read them, which does not depend on how they were found.
func sortFindings(findings []Finding) {
	slices.SortStableFunc(findings, compareFindings)
}

func compareFindings(a, b Finding) int {
	return cmp.Or(
		cmp.Compare(a.File, b.File),
		cmp.Compare(a.Position.Line, b.Position.Line),
		cmp.Compare(a.Position.Column, b.Position.Column),
		cmp.Compare(a.Rule, b.Rule),
		cmp.Compare(a.Path, b.Path),
		cmp.Compare(a.Message, b.Message),
	)
}

// Count gives how many findings have at least a severity, of those that are not suppressed.
func Count(findings []Finding, atLeast Severity) int {
	n := 0
	for _, f := range findings {
		if f.Suppression == nil && f.Severity >= atLeast {
			n++
		}
	}
	return n
}

// New gives the findings that a change brings: all that are in the files it changes, and elsewhere those that were not known before.
// A finding elsewhere counts as known by what it says and about which field, not by its line.
func New(findings, known []Finding, changed func(file string) bool) []Finding {
	type key struct{ rule, file, path, message string }
	before := make(map[key]bool, len(known))
	for _, f := range known {
		before[key{f.Rule, f.File, f.Path, f.Message}] = true
	}
	return slices.DeleteFunc(slices.Clone(findings), func(f Finding) bool {
		return !changed(f.File) && before[key{f.Rule, f.File, f.Path, f.Message}]
	})
}
