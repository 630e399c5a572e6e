package report

import (
	"fmt"
	"io"
	"strings"

	"github.com/opencompendium/compendium/finding"
)

// WriteText writes findings for people, one a line as `file:line:column: severity: message [rule]` with the related
// places indented below, and the summary last.
func WriteText(w io.Writer, findings []finding.Finding, summary Summary) error {
	r := New(findings, summary.Statistics, nil, Options{})
	r.summary = &summary
	return writeText(w, r)
}

// The sequences that color text on a terminal.
const (
	plain  = "\x1b[0m"
	bold   = "\x1b[1m"
	faint  = "\x1b[2m"
	red    = "\x1b[1;31m"
	yellow = "\x1b[1;33m"
	cyan   = "\x1b[1;36m"
)

// writeText writes for people. The first line of a finding is `file:line:column: severity: message [rule]`; below it,
// indented, are the line of the file with the part at fault underlined, and the related places. A failure is not
// written: people read it from standard error.
func writeText(w io.Writer, r *Report) error {
	t := &textWriter{printer: printer{w: w}, color: r.options.Color}
	for _, f := range r.each {
		t.finding(r, f)
	}
	if left := r.LeftOut(); left != "" {
		t.printf("%s\n", left)
	}
	for _, sentence := range r.NotRun() {
		t.printf("%s %s\n", t.paint(yellow, "not run:"), oneLine(sentence))
	}
	if r.summary != nil {
		t.printf("%s\n", r.summary)
	}
	if t.err != nil {
		return t.err
	}
	return r.WriteStatistics(w)
}

type textWriter struct {
	printer

	color bool
}

func (t *textWriter) finding(r *Report, f finding.Finding) {
	hue := cyan
	switch f.Severity {
	case finding.Error:
		hue = red
	case finding.Warning:
		hue = yellow
	default:
	}
	t.printf("%s: %s: %s %s\n", t.paint(bold, oneLine(place(f.File, f.Position))), t.paint(hue, f.Severity.String()),
		oneLine(f.Message), t.paint(faint, "["+oneLine(f.Rule)+"]"))
	if s, ok := r.snippet(f); ok {
		number := fmt.Sprint(s.Line)
		t.printf("    %s %s\n", t.paint(faint, number+" |"), strings.TrimRight(s.Before+s.At+s.After, " "))
		t.printf("    %s %s%s\n", t.paint(faint, strings.Repeat(" ", len(number))+" |"), strings.Repeat(" ", cells(s.Before)),
			t.paint(hue, "^"+strings.Repeat("~", max(cells(s.At)-1, 0))))
	}
	for _, related := range f.Related {
		t.printf("    %s: %s\n", t.paint(bold, oneLine(place(related.File, related.Position))), oneLine(related.Message))
	}
}

func (t *textWriter) paint(hue, text string) string {
	if !t.color {
		return text
	}
	return hue + text + plain
}
