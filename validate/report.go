package validate

import (
	"encoding/json"
	"fmt"
	"io"
)

// Summary counts what a run found, beside the statistics of the content.
type Summary struct {
	// Errors, Warnings and Infos count findings by severity.
	Errors   int `json:"errors"`
	Warnings int `json:"warnings"`
	Infos    int `json:"infos"`
	Statistics
}

// Summarize counts findings.
func Summarize(findings []Finding, statistics Statistics) Summary {
	s := Summary{Statistics: statistics}
	for _, f := range findings {
		switch f.Severity {
		case Error:
			s.Errors++
		case Warning:
			s.Warnings++
		case Info:
			s.Infos++
		}
	}
	return s
}

// WriteText writes findings for people, one a line as `file:line:column: severity: message [rule]` with the related places
// indented below, and the summary last.
func WriteText(w io.Writer, findings []Finding, summary Summary) error {
	p := &printer{w: w}
	for _, f := range findings {
		p.printf("%s: %s: %s [%s]\n", place(f.File, f.Position.Line, f.Position.Column), f.Severity, f.Message, f.Rule)
		for _, related := range f.Related {
			p.printf("    %s: %s\n", place(related.File, related.Position.Line, related.Position.Column), related.Message)
		}
	}
	p.printf("%s\n", summary)
	return p.err
}

// String gives the summary in a line.
func (s Summary) String() string {
	return fmt.Sprintf("%d records: %s, %s, %s; %s, %d of %d citations without a passage fingerprint, %d records reviewed by a clinician",
		s.Records, plural(s.Errors, "error"), plural(s.Warnings, "warning"), plural(s.Infos, "info"),
		plural(s.Gaps, "gap"), s.UnpinnedCitations, s.Citations, s.ClinicallyReviewed)
}

func plural(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

func place(file string, line, column int) string {
	if line == 0 {
		return file
	}
	return fmt.Sprintf("%s:%d:%d", file, line, column)
}

type printer struct {
	w   io.Writer
	err error
}

func (p *printer) printf(format string, args ...any) {
	if p.err == nil {
		_, p.err = fmt.Fprintf(p.w, format, args...)
	}
}

// findingJSON is the form of a finding in JSON. Its keys are part of the public surface.
type findingJSON struct {
	Rule     string         `json:"rule"`
	Severity string         `json:"severity"`
	Message  string         `json:"message"`
	Resource string         `json:"resource"`
	Path     string         `json:"path"`
	File     string         `json:"file"`
	Line     int            `json:"line"`
	Column   int            `json:"column"`
	Related  []locationJSON `json:"related,omitempty"`
}

type locationJSON struct {
	File    string `json:"file"`
	Line    int    `json:"line"`
	Column  int    `json:"column"`
	Message string `json:"message"`
}

// WriteJSON writes one JSON object with the findings and the summary.
func WriteJSON(w io.Writer, findings []Finding, summary Summary) error {
	out := struct {
		Findings []findingJSON `json:"findings"`
		Summary  Summary       `json:"summary"`
	}{Findings: []findingJSON{}, Summary: summary}
	for _, f := range findings {
		j := findingJSON{Rule: f.Rule, Severity: f.Severity.String(), Message: f.Message, Resource: f.Resource, Path: f.Path,
			File: f.File, Line: f.Position.Line, Column: f.Position.Column}
		for _, r := range f.Related {
			j.Related = append(j.Related, locationJSON{r.File, r.Position.Line, r.Position.Column, r.Message})
		}
		out.Findings = append(out.Findings, j)
	}
	encoder := json.NewEncoder(w)
	encoder.SetIndent("", "  ")
	encoder.SetEscapeHTML(false)
	return encoder.Encode(out)
}
