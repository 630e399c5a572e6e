// Package report writes the findings of a run, one file a format. It knows findings, rules and the lines of files, but
// not how rules work.
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

// Summary is the counts of findings, with the statistics of the content.
type Summary struct {
	// Errors, Warnings and Infos count findings by severity.
	Errors   int `json:"errors"`
	Warnings int `json:"warnings"`
	Infos    int `json:"infos"`
	// Known counts findings that the baseline suppresses.
	Known int `json:"known,omitempty"`
	// Suppressed counts findings that comments in the records suppress.
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

// String returns the summary in one line.
func (s Summary) String() string {
	lacks := validate.Plural(s.Gaps, "gap")
	if s.OpenConflicts > 0 {
		lacks += ", " + validate.Plural(s.OpenConflicts, "open conflict")
	}
	text := fmt.Sprintf("%s: %s; %s, %d of %d citations without a passage fingerprint, %s reviewed by a clinician",
		validate.Plural(s.Records, "record"), s.counts(), lacks, s.UnpinnedCitations, s.Citations,
		validate.Plural(s.ClinicallyReviewed, "record"))
	if len(s.Off) > 0 {
		text += "; off: " + strings.Join(s.Off, ", ")
	}
	return text
}

// counts returns the counts of findings in words.
func (s Summary) counts() string {
	counts := validate.Plural(s.Errors, "error") + ", " + validate.Plural(s.Warnings, "warning") + ", " +
		validate.Plural(s.Infos, "info")
	if s.Known > 0 {
		counts += fmt.Sprintf(", and %d known from the baseline", s.Known)
	}
	if s.Suppressed > 0 {
		counts += fmt.Sprintf(", and %d suppressed by comments", s.Suppressed)
	}
	return counts
}

// ruleCount is the number of findings of a rule.
type ruleCount struct {
	Rule  string
	Count int
}

// countRules returns the number of findings, not suppressed, of each rule that has any, the largest first.
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

// Options are what a report depends on besides the findings.
type Options struct {
	// Rules are the rules that were applied, for the formats that explain them.
	Rules []*validate.Rule
	// Version is the version of the tool.
	Version string
	// AsOf is the day of the check.
	AsOf date.Day
	// FailOn is the lowest severity that counts as a failure.
	FailOn finding.Severity
	// MaxFindings is the largest number of findings to write, the most severe ones; 0 means all.
	MaxFindings int
	// Quiet writes only the findings that count as a failure, and no summary but Statistics.
	Quiet bool
	// Statistics writes the number of findings of each rule.
	Statistics bool
	// Color colors text, for a terminal.
	Color bool
	// Texts are files with findings that are not in a catalog, by the paths in the findings.
	Texts map[string][]byte
	// Off are the rules that the configuration has switched off, sorted.
	Off []string
	// NotRun are the records on which rules did not run. Every report lists them.
	NotRun []validate.NotRun
	// Baseline is set if the findings were compared with a baseline.
	Baseline bool
}

// Report is the outcome of a run, ready to be written in any format.
type Report struct {
	options  Options
	failure  string
	at       string // of a failure: the path that was to be checked
	findings []finding.Finding
	shown    []int    // indexes of the findings to write, in their order
	leftOut  int      // number of findings beyond MaxFindings
	summary  *Summary // nil if not requested
	counts   []ruleCount
	catalogs []*catalog.Catalog
	ruleAt   map[string]int // indexes in options.Rules
	lines    *lines         // of the file last shown
	linesOf  string
}

// New returns the report of a run from its findings, in order, and the catalogs that they are about.
func New(findings []finding.Finding, statistics validate.Statistics, catalogs []*catalog.Catalog,
	options Options) *Report {
	r := &Report{options: options, findings: findings, catalogs: catalogs,
		ruleAt: make(map[string]int, len(options.Rules))}
	for i, rule := range options.Rules {
		r.ruleAt[rule.ID] = i
	}
	for i, f := range findings {
		if f.Suppression == nil && (!options.Quiet || r.fails(f)) {
			r.shown = append(r.shown, i)
		}
	}
	if maxN := options.MaxFindings; maxN > 0 && len(r.shown) > maxN {
		r.leftOut = len(r.shown) - maxN
		r.shown = r.worst(r.shown, maxN)
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

// worst returns n of more indexes of findings, the most severe ones that are not suppressed, in their order.
func (r *Report) worst(indexes []int, n int) []int {
	rank := func(i int) int {
		if r.findings[i].Suppression != nil {
			return -1
		}
		return int(r.findings[i].Severity)
	}
	kept := slices.Clone(indexes)
	slices.SortStableFunc(kept, func(a, b int) int { return cmp.Compare(rank(b), rank(a)) })
	kept = kept[:n]
	slices.Sort(kept)
	return kept
}

// Failure returns the report of a run that failed. The failure is shown at a path, that of what was to be checked.
func Failure(failure error, at string, options Options) *Report {
	return &Report{options: options, failure: failure.Error(), at: at}
}

// LeftOut returns a sentence with the number of findings beyond MaxFindings, or "" if all are written.
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

// maxNotRun is the number of records on which rules did not run that a report for people names.
const maxNotRun = 20

// NotRun returns a sentence for each record on which rules did not run, or for the first of them and one on how many
// more there are. A quiet report has none; formats for programs list the records regardless.
func (r *Report) NotRun() []string {
	if r.options.Quiet {
		return nil
	}
	var sentences []string
	for _, n := range r.options.NotRun[:min(len(r.options.NotRun), maxNotRun)] {
		sentences = append(sentences, n.String())
	}
	if more := len(r.options.NotRun) - maxNotRun; more > 0 {
		sentences = append(sentences, fmt.Sprintf("%s could not be fully read either; the format json names all.",
			validate.Plural(more, "more record")))
	}
	return sentences
}

// WriteStatistics writes the number of findings of each rule as text, if requested.
func (r *Report) WriteStatistics(w io.Writer) error {
	p := &printer{w: w}
	number, name := 0, 0
	for _, count := range r.counts {
		number, name = max(number, len(fmt.Sprint(count.Count))), max(name, len(count.Rule))
	}
	for _, count := range r.counts {
		p.printf("%s\n",
			strings.TrimRight(fmt.Sprintf("%*d %-*s  %s", number, count.Count, name, count.Rule, r.rule(count.Rule).Title), " "))
	}
	return p.err
}

// each yields the findings to write, in order, with their indexes.
func (r *Report) each(yield func(int, finding.Finding) bool) {
	for _, i := range r.shown {
		if !yield(i, r.findings[i]) {
			return
		}
	}
}

// eachKept yields the findings to write and the suppressed ones, in order, with their indexes.
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

// fails reports whether a finding counts as a failure.
func (r *Report) fails(f finding.Finding) bool { return f.Severity >= r.options.FailOn }

// rule returns a rule of the report, or one with nothing but its ID.
func (r *Report) rule(id string) *validate.Rule {
	if i, ok := r.ruleAt[id]; ok {
		return r.options.Rules[i]
	}
	return &validate.Rule{ID: id}
}

// snippet returns the first line that a finding is about, and whether it can be shown.
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

// fileReport is the findings to write of one file.
type fileReport struct {
	File     string
	Findings []*finding.Finding
}

// files returns the findings to write, grouped by file in order of appearance.
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

// place returns a position as file:line:column.
func place(file string, position finding.Position) string {
	if position.Line == 0 {
		return file
	}
	return fmt.Sprintf("%s:%d:%d", file, position.Line, position.Column)
}

// relatedTexts returns the other places of a finding, each as `file:line:column: message`.
func relatedTexts(f finding.Finding) []string {
	var texts []string
	for _, related := range f.Related {
		texts = append(texts, place(related.File, related.Position)+": "+related.Message)
	}
	return texts
}

// printer writes and keeps the first error.
type printer struct {
	w   io.Writer
	err error
}

func (p *printer) printf(format string, args ...any) {
	if p.err == nil {
		_, p.err = fmt.Fprintf(p.w, format, args...)
	}
}
