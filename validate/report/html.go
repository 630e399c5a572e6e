package report

import (
	_ "embed"
	"fmt"
	"html/template"
	"io"
	"slices"
	"strings"

	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
)

// pageText is the template of the page, which is self-contained: it loads no script, font or picture.
//
//go:embed html.tmpl
var pageText string

var page = template.Must(template.New("page").Parse(pageText))

// The parts of the page, as the template reads them.
type (
	pageHTML struct {
		Title, Verdict, AsOf, Version, LeftOut, Failure string
		Severities                                      []severityHTML
		Files                                           []fileHTML
		Rules                                           []ruleHTML
		Content                                         []factHTML
		NotRun                                          []notRunHTML
	}
	severityHTML struct {
		Name   string // of the severity
		Plural string
		Count  int
	}
	fileHTML struct {
		ID, File string
		Count    string
		Findings []findingHTML
	}
	findingHTML struct {
		finding.Finding

		Place   string
		RuleID  string // anchor of its explanation on the page
		Snippet *snippet
		Also    []relatedHTML
	}
	relatedHTML struct {
		Place, Message string
	}
	ruleHTML struct {
		*validate.Rule

		Anchor, Count string
	}
	notRunHTML struct {
		Sentence string
		Rules    []string
	}
	factHTML struct {
		Name  string
		Value int
	}
)

// writeHTML writes one self-contained page: the counts, the findings by file with the lines at fault, and explanations
// of their rules.
func writeHTML(w io.Writer, r *Report) error {
	p := pageHTML{Title: "compendium lint", AsOf: string(r.options.AsOf), Version: r.options.Version,
		Failure: manyLines(r.failure)}
	if r.failure == "" {
		r.fillPage(&p)
	}
	return page.Execute(w, p)
}

func (r *Report) fillPage(p *pageHTML) {
	p.Verdict, p.LeftOut = r.verdict(), r.LeftOut()
	shown := make([]finding.Finding, 0, len(r.shown))
	for _, f := range r.each {
		shown = append(shown, f)
	}
	for _, n := range r.options.NotRun {
		p.NotRun = append(p.NotRun, notRunHTML{oneLine(n.String()), n.Rules})
	}
	counted := shown
	if r.summary != nil {
		counted = r.findings
		p.Content = []factHTML{
			{"Records", r.summary.Records}, {"Facts recorded as gaps", r.summary.Gaps},
			{"Conflicts that are open", r.summary.OpenConflicts}, {"Citations", r.summary.Citations},
			{"Citations without a passage fingerprint", r.summary.UnpinnedCitations},
			{"Records reviewed by a clinician", r.summary.ClinicallyReviewed},
		}
		if off := r.summary.Off; len(off) > 0 {
			p.Content = append(p.Content, factHTML{"Rules that are off: " + strings.Join(off, ", "), len(off)})
		}
	}
	s := Summarize(counted, validate.Statistics{})
	p.Severities = []severityHTML{{"error", "errors", s.Errors}, {"warning", "warnings", s.Warnings},
		{"info", "infos", s.Infos}}
	anchors := make(map[string]string)
	for i, count := range countRules(slices.All(counted)) {
		anchors[count.Rule] = fmt.Sprintf("rule-%d", i+1)
		p.Rules = append(p.Rules,
			ruleHTML{Rule: r.rule(count.Rule), Anchor: anchors[count.Rule], Count: validate.Plural(count.Count, "finding")})
	}
	for i, file := range r.files() {
		section := fileHTML{ID: fmt.Sprintf("file-%d", i+1), File: oneLine(file.File),
			Count: validate.Plural(len(file.Findings), "finding")}
		for _, f := range file.Findings {
			section.Findings = append(section.Findings, r.findingHTML(*f, anchors[f.Rule]))
		}
		p.Files = append(p.Files, section)
	}
}

func (r *Report) findingHTML(f finding.Finding, anchor string) findingHTML {
	f.Rule, f.Message, f.Resource, f.Path = oneLine(f.Rule), manyLines(f.Message), oneLine(f.Resource), oneLine(f.Path)
	h := findingHTML{Finding: f, Place: oneLine(place(f.File, f.Position)), RuleID: anchor}
	if s, ok := r.snippet(f); ok {
		h.Snippet = &s
	}
	for _, related := range f.Related {
		h.Also = append(h.Also, relatedHTML{oneLine(place(related.File, related.Position)), manyLines(related.Message)})
	}
	return h
}
