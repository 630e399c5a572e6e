package report

import (
	"io"
	"slices"
)

// Format is a format of reports.
type Format struct {
	// Name selects it: "sarif".
	Name string
	// Title describes it in a few words.
	Title string
	// NotRun describes how it names the rules that did not run, and Failed what it contains if lint could not run, in
	// Markdown, for docs/lint-output.md.
	NotRun, Failed string
	// ListOnly is set if it has room only for findings. What else the report says has to be shown elsewhere.
	ListOnly bool
	// Write writes a report. Its output is deterministic.
	Write func(io.Writer, *Report) error
}

// formats are all formats.
var formats = []Format{
	{Name: "text", Title: "for people, with the lines at fault", Write: writeText,
		NotRun: "a line `not run: FILE …` above the summary", Failed: "nothing"},
	{Name: "json", Title: "one JSON object", Write: writeJSON,
		NotRun: "`not_run`: a list of objects with `resource`, `file` and `rules`, the IDs of the rules",
		Failed: "`{\"error\": \"…\"}`"},
	{Name: "jsonl", Title: "one JSON object a finding, each on a line", ListOnly: true, Write: writeJSONLines,
		NotRun: "a line `{\"not_run\": {…}}` for each record, below the findings, and a line on standard error",
		Failed: "`{\"error\": \"…\"}`"},
	{Name: "sarif", Title: "SARIF 2.1.0, for code scanning", Write: writeSARIF,
		NotRun: "a notification of the invocation, with the file, the record and, as the property `rulesNotRun`, the rules",
		Failed: "an invocation with `executionSuccessful: false` and the reason as its notification"},
	{Name: "junit", Title: "JUnit XML, for test reports", Write: writeJUnit,
		NotRun: "a property `not run` of the run", Failed: "a test with an error"},
	{Name: "github", Title: "annotations of a GitHub workflow", Write: writeGitHub,
		NotRun: "a notice", Failed: "an error annotation of no file"},
	{Name: "gitlab", Title: "GitLab Code Quality", ListOnly: true, Write: writeGitLab,
		NotRun: "a line on standard error",
		Failed: "an issue of severity `blocker` with the `check_name` `could-not-run`"},
	{Name: "markdown", Title: "a summary for a pull request", Write: writeMarkdown,
		NotRun: "a section", Failed: "a page that says so"},
	{Name: "html", Title: "one page that needs nothing else", Write: writeHTML,
		NotRun: "a section", Failed: "a page that says so"},
}

// Formats returns all formats, the general ones first.
func Formats() []Format { return slices.Clone(formats) }
