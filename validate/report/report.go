// Package report writes what a run found, one file a format. It knows findings, rules and the lines of files; it knows nothing of how
// rules work.
package report

import (
	"cmp"
	"fmt"
	"io"
	"iter"
	"maps"
	"slices"
	"strings"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/date"
	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
)

// Summary counts what a run found, beside the statistics of the content.
type Summary struct {
	// Errors, Warnings and Infos count findings by severity.
	Errors   int `json:"errors"`
	Warnings int `json:"warnings"`
	Infos    int `json:"infos"`
	// Known counts findings that are not reported, since the baseline knows them.
	Known int `json:"known,omitempty"`
	// Suppressed counts findings that are not reported, since comments in the records suppress them.
	Suppressed int `json:"suppressed,omitempty"`
	// Off are the rules that the configuration has switched off, sorted.
	Off []string `json:"off,omitempty"`
	validate.Statistics
}

// Summarize counts findings.
func Summarize(findings []finding.Finding, statistics validate.Statistics) Summary {
	s := Summary{Statistics: statistics}
	for _, f := range findings {
		switch {
		case f.Suppression != nil:
			if f.Suppression.By == finding.ByBaseline {
				s.Known++
			} else {
				s.Suppressed++
			}
		case f.Severity == finding.Error:
			s.Errors++
		case f.Severity == finding.Warning:
			s.Warnings++
		case f.Severity == finding.Info:
			s.Infos++
		}
	}
	return s
}

// String gives the summary in a line.
func (s Summary) String() string {
	text := fmt.Sprintf("%d records: %s; %s, %d of %d citations without a passage fingerprint, %d records reviewed by a clinician",
		s.Records, s.counts(), validate.Plural(s.Gaps, "gap"), s.UnpinnedCitations, s.Citations, s.ClinicallyReviewed)
	if len(s.Off) > 0 {
		text += "; off: " + strings.Join(s.Off, ", ")
	}
	return text
}

// counts gives the findings of each severity in words.
func (s Summary) counts() string {
	counts := validate.Plural(s.Errors, "error") + ", " + validate.Plural(s.Warnings, "warning") + ", " + validate.Plural(s.Infos, "info")
	if s.Known > 0 {
		counts += fmt.Sprintf(", and %d known from the baseline", s.Known)
	}
	if s.Suppressed > 0 {
		counts += fmt.Sprintf(", and %d suppressed by comments", s.Suppressed)
	}
	return counts
}

// ruleCount is how many findings a rule has.
type ruleCount struct {
	Rule  string
	Count int
}

// countRules counts the findings of each rule that has any that are not suppressed, the most first.
func countRules(findings iter.Seq2[int, finding.Finding]) []ruleCount {
	byRule := make(map[string]int)
	for _, f := range findings {
		if f.Suppression == nil {
			byRule[f.Rule]++
		}
	}
	counts := make([]ruleCount, 0, len(byRule))
	for _, rule := range slices.Sorted(maps.Keys(byRule)) {
		counts = append(counts, ruleCount{rule, byRule[rule]})
	}
	slices.SortStableFunc(counts, func(a, b ruleCount) int { return cmp.Compare(b.Count, a.Count) })
	return counts
}

// Format is a way to write a report.
type Format struct {
	// Name is what it is asked for by: "sarif".
	Name string
	// Title says in a few words what it is.
	Title string
	// ListOnly says that it has room for findings and nothing else. What a report says beside them has to be said elsewhere.
	ListOnly bool
	// Write writes a report. The same report gives the same bytes.
	Write func(io.Writer, *Report) error
}

// formats is the table of all formats. A format that is not in it does not exist.
var formats = []Format{
	{Name: "text", Title: "for people, with the lines at fault", Write: writeText},
	{Name: "json", Title: "one JSON object", Write: writeJSON},
	{Name: "jsonl", Title: "one JSON object a finding, each on a line", ListOnly: true, Write: writeJSONLines},
	{Name: "sarif", Title: "SARIF 2.1.0, for code scanning", Write: writeSARIF},
	{Name: "junit", Title: "JUnit XML, for test reports", Write: writeJUnit},
	{Name: "github", Title: "annotations of a GitHub workflow", Write: writeGitHub},
	{Name: "gitlab", Title: "GitLab Code Quality", ListOnly: true, Write: writeGitLab},
	{Name: "markdown", Title: "a summary for a pull request", Write: writeMarkdown},
	{Name: "html", Title: "one page that needs nothing else", Write: writeHTML},
}

// Formats gives every format, the ones for people and programs at large first.
func Formats() []Format { return slices.Clone(formats) }

// Options are what a report depends on beside the findings.
type Options struct {
	// Rules are the rules that were applied, for the formats that explain them.
	Rules []*validate.Rule
	// Version is the version of the tool.
	Version string
	// AsOf is the day that was checked for.
	AsOf date.Day
	// FailOn is the least severity that counts as a failure.
	FailOn finding.Severity
	// MaxFindings is how many findings are written at most, the worst ones; 0 writes all.
	MaxFindings int
	// Quiet writes only the findings that count as a failure, and no summary.
	Quiet bool
	// Statistics writes how many findings each rule has.
	Statistics bool
	// Color colors text, for a terminal.
	Color bool
	// Texts are files that findings are about and no catalog holds, by the paths that findings have.
	Texts map[string][]byte
	// Off are the rules that the configuration has switched off, sorted.
	Off []string
	// NotRun are the records on which rules did not run, for which every report says so.
	NotRun []validate.NotRun
	// Baseline says that the findings were compared with a baseline.
	Baseline bool
}

// Report is what a run has to say, ready to be written in any format.
type Report struct {
	options  Options
	failure  string
	at       string // of a failure: what was to be checked
	findings []finding.Finding
	shown    []int    // the findings that are written, by index
	leftOut  int      // how many findings were too many
	summary  *Summary // nil where none is asked for
	counts   []ruleCount
	catalogs []*catalog.Catalog
	ruleAt   map[string]int // where a rule stands among those of the options
	lines    *lines         // of the file of which one was last shown
	linesOf  string
}

// New makes the report of a run from its findings, in order, and the catalogs that they are about.
func New(findings []finding.Finding, statistics validate.Statistics, catalogs []*catalog.Catalog, options Options) *Report {
	r := &Report{options: options, findings: findings, catalogs: catalogs, ruleAt: make(map[string]int, len(options.Rules))}
	for i, rule := range options.Rules {
		r.ruleAt[rule.ID] = i
	}
	for i, f := range findings {
		if f.Suppression == nil && (!options.Quiet || r.fails(f)) {
			r.shown = append(r.shown, i)
		}
	}
	if most := options.MaxFindings; most > 0 && len(r.shown) > most {
		r.leftOut = len(r.shown) - most
		slices.SortStableFunc(r.shown, func(a, b int) int { return cmp.Compare(findings[b].Severity, findings[a].Severity) })
		r.shown = r.shown[:most]
		slices.Sort(r.shown)
	}
	if !options.Quiet {
		summary := Summarize(findings, statistics)
		summary.Off = options.Off
		r.summary = &summary
	}
	if options.Statistics {
		r.counts = countRules(slices.All(findings))
	}
	return r
}

// Failure makes the report of a run that could not be made, and why. Of what was to be checked, at is a path to show it at.
func Failure(failure error, at string, options Options) *Report {
	return &Report{options: options, failure: failure.Error(), at: at}
}

// LeftOut says in a sentence how many findings were too many to be written, or nothing where all are.
func (r *Report) LeftOut() string {
	switch r.leftOut {
	case 0:
		return ""
	case 1:
		return "1 more finding is left out, by --max-findings."
	default:
		return fmt.Sprintf("%d more findings are left out, by --max-findings.", r.leftOut)
	}
}

// NotRun says in a sentence each on which records rules did not run, for people. Where they want failures only, it says nothing; programs
// are told all the same.
func (r *Report) NotRun() []string {
	if r.options.Quiet {
		return nil
	}
	var sentences []string
	for _, n := range r.options.NotRun {
		sentences = append(sentences, n.String())
	}
	return sentences
}

// WriteStatistics writes how many findings each rule has, as text. It writes nothing where they were not asked for.
func (r *Report) WriteStatistics(w io.Writer) error {
	p := &printer{w: w}
	number, name := 0, 0
	for _, count := range r.counts {
		number, name = max(number, len(fmt.Sprint(count.Count))), max(name, len(count.Rule))
	}
	for _, count := range r.counts {
		p.printf("%s\n", strings.TrimRight(fmt.Sprintf("%*d %-*s  %s", number, count.Count, name, count.Rule, r.rule(count.Rule).Title), " "))
	}
	return p.err
}

// each gives the findings that are written, in order, with their indexes among all.
func (r *Report) each(yield func(int, finding.Finding) bool) {
	for _, i := range r.shown {
		if !yield(i, r.findings[i]) {
			return
		}
	}
}

// eachKept gives the findings that are written and those that are suppressed, in order, with their indexes among all.
func (r *Report) eachKept(yield func(int, finding.Finding) bool) {
	shown := r.shown
	for i, f := range r.findings {
		if len(shown) > 0 && shown[0] == i {
			shown = shown[1:]
		} else if f.Suppression == nil {
			continue
		}
		if !yield(i, f) {
			return
		}
	}
}

// fails says whether a finding counts as a failure.
func (r *Report) fails(f finding.Finding) bool { return f.Severity >= r.options.FailOn }

// rule gives a rule of the report, or one that has nothing but its ID.
func (r *Report) rule(id string) *validate.Rule {
	if i, ok := r.ruleAt[id]; ok {
		return r.options.Rules[i]
	}
	return &validate.Rule{ID: id}
}

// snippet gives the line that a finding is about, or the first of them, and whether it can be shown.
func (r *Report) snippet(f finding.Finding) (snippet, bool) {
	if r.lines == nil || r.linesOf != f.File {
		text := r.options.Texts[f.File]
		if record := validate.RecordOf(f, r.catalogs); record != nil {
			text = record.Text()
		}
		if text == nil {
			return snippet{}, false
		}
		r.lines, r.linesOf = newLines(text), f.File
	}
	return r.lines.snippet(f.Position, f.Span.End)
}

// fileReport is the findings that are written of one file.
type fileReport struct {
	File     string
	Findings []*finding.Finding
}

// files gives the findings that are written by file, the files in the order in which they come.
func (r *Report) files() []fileReport {
	var files []fileReport
	at := make(map[string]int)
	for _, shown := range r.shown {
		f := &r.findings[shown]
		i, ok := at[f.File]
		if !ok {
			i = len(files)
			at[f.File] = i
			files = append(files, fileReport{File: f.File})
		}
		files[i].Findings = append(files[i].Findings, f)
	}
	return files
}

// place writes a position as people and editors do.
func place(file string, position finding.Position) string {
	if position.Line == 0 {
		return file
	}
	return fmt.Sprintf("%s:%d:%d", file, position.Line, position.Column)
}

// relatedTexts gives the other places of a finding, each as `file:line:column: message`.
func relatedTexts(f finding.Finding) []string {
	var texts []string
	for _, related := range f.Related {
		texts = append(texts, place(related.File, related.Position)+": "+related.Message)
	}
	return texts
}

// printer writes, and keeps the first error.
type printer struct {
	w   io.Writer
	err error
}

func (p *printer) printf(format string, args ...any) {
	if p.err == nil {
		_, p.err = fmt.Fprintf(p.w, format, args...)
	}
}
