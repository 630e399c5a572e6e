package report

import (
	"io"
	"slices"

	"github.com/opencompendium/compendium/finding"
)

// findingJSON is the form of a finding in JSON. Its keys are part of the public surface.
type findingJSON struct {
	Rule     string `json:"rule"`
	Severity string `json:"severity"`
	Message  string `json:"message"`
	Resource string `json:"resource"`
	Path     string `json:"path"`
	File     string `json:"file"`
	Line     int    `json:"line"`
	Column   int    `json:"column"`
	*spanJSON
	Related []locationJSON `json:"related,omitempty"`
}

// spanJSON is the extent of a place, or nil if it is not known.
type spanJSON struct {
	EndLine     int `json:"end_line"`
	EndColumn   int `json:"end_column"`
	ByteOffset  int `json:"byte_offset"`
	ByteEnd     int `json:"byte_end"`
	UTF16Column int `json:"utf16_column"`
	UTF16End    int `json:"utf16_end_column"`
}

func toSpanJSON(s finding.Span) *spanJSON {
	if s == (finding.Span{}) {
		return nil
	}
	return &spanJSON{s.End.Line, s.End.Column, s.Byte, s.EndByte, s.UTF16, s.EndUTF16}
}

// suppressedJSON is a finding that is not reported, with what suppresses it and why.
type suppressedJSON struct {
	findingJSON

	SuppressedBy  string `json:"suppressed_by"`
	Justification string `json:"justification"`
}

// suppressors are the names of what suppresses findings.
var suppressors = map[finding.SuppressedBy]string{finding.ByBaseline: "baseline", finding.ByComment: "comment"}

type locationJSON struct {
	File   string `json:"file"`
	Line   int    `json:"line"`
	Column int    `json:"column"`
	*spanJSON
	Message string `json:"message"`
}

func toJSON(f finding.Finding) findingJSON {
	j := findingJSON{Rule: f.Rule, Severity: f.Severity.String(), Message: f.Message, Resource: f.Resource, Path: f.Path,
		File: f.File, Line: f.Position.Line, Column: f.Position.Column, spanJSON: toSpanJSON(f.Span)}
	for _, r := range f.Related {
		j.Related = append(j.Related, locationJSON{r.File, r.Position.Line, r.Position.Column, toSpanJSON(r.Span), r.Message})
	}
	return j
}

// notRunJSON is a record on which rules did not run.
type notRunJSON struct {
	Resource string   `json:"resource"`
	File     string   `json:"file"`
	Rules    []string `json:"rules"`
}

// failureJSON is written in place of findings if the run failed.
type failureJSON struct {
	Error string `json:"error"`
}

// summaryJSON is the summary, with the counts of rules if they are requested.
type summaryJSON struct {
	*Summary

	Rules map[string]int `json:"rules,omitzero"`
}

// summaryJSON returns the summary for formats that hold one as an object, or nil if none is requested.
func (r *Report) summaryJSON() *summaryJSON {
	if r.summary == nil && r.counts == nil {
		return nil
	}
	s := &summaryJSON{Summary: r.summary}
	if r.counts != nil {
		s.Rules = make(map[string]int, len(r.counts))
		for _, count := range r.counts {
			s.Rules[count.Rule] = count.Count
		}
	}
	return s
}

// writeJSON writes one object with the findings and the summary.
func writeJSON(w io.Writer, r *Report) error {
	if r.failure != "" {
		return encodeJSON(w, failureJSON{r.failure})
	}
	out := struct {
		Findings []findingJSON `json:"findings"`
		// Suppressed are findings that comments or a baseline suppress, with the reason. They are not counted.
		Suppressed []suppressedJSON `json:"suppressed,omitzero"`
		// NotRun are the records with problems of reading, with the rules that did not run on them.
		NotRun  []notRunJSON `json:"not_run,omitempty"`
		LeftOut int          `json:"left_out,omitempty"`
		Summary *summaryJSON `json:"summary,omitempty"`
	}{Findings: []findingJSON{}, LeftOut: r.leftOut, Summary: r.summaryJSON()}
	for _, n := range r.options.NotRun {
		out.NotRun = append(out.NotRun, notRunJSON(n))
	}
	const depth = 1 // in the object
	lists := []streamed{{"findings", depth, func(yield func(any) bool) {
		for _, f := range r.each {
			if !yield(toJSON(f)) {
				return
			}
		}
	}}}
	if slices.ContainsFunc(r.findings, func(f finding.Finding) bool { return f.Suppression != nil }) {
		out.Suppressed = []suppressedJSON{}
		lists = append(lists, streamed{"suppressed", depth, r.suppressedJSON})
	}
	return encodeStreamed(w, out, lists...)
}

// suppressedJSON yields the suppressed findings, in order.
func (r *Report) suppressedJSON(yield func(any) bool) {
	for _, f := range r.findings {
		if s := f.Suppression; s != nil && !yield(suppressedJSON{toJSON(f), suppressors[s.By], s.Justification}) {
			return
		}
	}
}
