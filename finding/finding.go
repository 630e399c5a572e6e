// Package finding holds the one type of what is found in content: by the reader of a file, by the schema, by a rule or
// about the configuration. Every format of a report is made of it.
//
// It is a leaf. It knows nothing of files, records or rules.
package finding

import (
	"cmp"
	"fmt"
	"slices"
)

// Severity is how much a finding matters.
type Severity int

// The severities, from the least.
const (
	// Info is worth knowing.
	Info Severity = iota + 1
	// Warning needs a look and does not stop a release.
	Warning
	// Error means that the content is not consistent; it is not served.
	Error
)

// String returns the severity as it is written: "info", "warning" or "error".
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

// ParseSeverity returns the severity that s names, as String writes it.
func ParseSeverity(s string) (Severity, error) {
	for _, severity := range []Severity{Info, Warning, Error} {
		if severity.String() == s {
			return severity, nil
		}
	}
	return 0, fmt.Errorf("invalid severity %q: write error, warning or info", s)
}

// Finding is one fault or remark.
type Finding struct {
	// Rule is the identifier of the rule: "off-label-unset".
	Rule string
	// Severity is how much it matters.
	Severity Severity
	// Message states what is wrong and what to do.
	Message string
	// Resource is the record: "drugs/imatinib". It is empty for a file that is no record.
	Resource string
	// Path is the field, as a path from the record. It is empty where the finding is about the record as a whole.
	Path string
	// File is the path of the file as it is shown to people.
	File string
	// Position is where in the file it begins.
	Position Position
	// Span is how far it reaches. It is zero where that is not known, or where the finding is about the file as a
	// whole.
	Span Span
	// Related are other places that have to do with it.
	Related []Location
	// Suppression is why the finding is not reported, or nil where it is.
	Suppression *Suppression
	// CausedBy is the field whose own fault causes this finding. It is zero for a finding in its own right.
	CausedBy Field
}

// Position is a place in a file. The zero Position is the file as a whole.
type Position struct {
	// Line counts from 1.
	Line int
	// Column counts from 1, in characters (Unicode code points).
	Column int
}

// Compare orders positions by line, then by column.
func (p Position) Compare(other Position) int {
	return cmp.Or(cmp.Compare(p.Line, other.Line), cmp.Compare(p.Column, other.Column))
}

// Span is how far a place in a file reaches, in the units in which programs count. The zero Span is the file as a
// whole.
type Span struct {
	// End is the position after the last character.
	End Position
	// Byte and EndByte are the byte offsets of begin and end, from 0. A byte order mark counts.
	Byte, EndByte int
	// UTF16 and EndUTF16 are the columns of begin and end from 1, in UTF-16 code units, in which editor protocols
	// count.
	UTF16, EndUTF16 int
}

// Location is a place that has to do with a finding.
type Location struct {
	// File is the path of the file as it is shown to people.
	File string
	// Position is where in the file.
	Position Position
	// Span is how far it reaches. It is zero where that is not known.
	Span Span
	// Message states what is there.
	Message string
}

// Field is a field of a record.
type Field struct {
	// File is the path of the file as it is shown to people.
	File string
	// Path is the field, as a path from the record.
	Path string
}

// Suppression is why a true finding is not reported. A suppressed finding never fails a run; formats that can hold it
// mark it.
type Suppression struct {
	// By is what suppresses it.
	By SuppressedBy
	// Justification is the reason, for people.
	Justification string
}

// SuppressedBy is what suppresses a finding.
type SuppressedBy int

// What may suppress a finding.
const (
	// ByBaseline is a baseline that lists the finding.
	ByBaseline SuppressedBy = iota + 1
	// ByComment is a comment in the record, at the field or above it.
	ByComment
)

// Sort puts findings in reading order: by file, position, rule, path and message. The order does not depend on how they
// were found.
func Sort(findings []Finding) { slices.SortStableFunc(findings, Compare) }

// Compare is the order of Sort.
func Compare(a, b Finding) int {
	return cmp.Or(
		cmp.Compare(a.File, b.File),
		a.Position.Compare(b.Position),
		cmp.Compare(a.Rule, b.Rule),
		cmp.Compare(a.Path, b.Path),
		cmp.Compare(a.Message, b.Message),
	)
}

// Count returns the number of findings of at least a severity that are not suppressed.
func Count(findings []Finding, atLeast Severity) int {
	n := 0
	for _, f := range findings {
		if f.Suppression == nil && f.Severity >= atLeast {
			n++
		}
	}
	return n
}

// Introduced returns the findings that a change brings: all in the files that it changes, and elsewhere those that were
// not known before. Elsewhere, a finding is known by its rule, field and message, not by its line.
func Introduced(findings, known []Finding, changed func(file string) bool) []Finding {
	type key struct{ rule, file, path, message string }
	before := make(map[key]bool, len(known))
	for _, f := range known {
		before[key{f.Rule, f.File, f.Path, f.Message}] = true
	}
	return slices.DeleteFunc(slices.Clone(findings), func(f Finding) bool {
		return !changed(f.File) && before[key{f.Rule, f.File, f.Path, f.Message}]
	})
}
