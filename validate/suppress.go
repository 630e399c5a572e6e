package validate

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/document"
	"github.com/opencompendium/compendium/finding"
)

// placed is a suppression in a comment.
type placed struct {
	suppression

	comment document.Comment
	// coverages has one for each of its rules.
	coverages []*coverage
}

// coverage holds the suppressions of a rule on a field and all below it.
type coverage struct {
	// holding is one of the suppressions that has not expired, or nil.
	holding *placed
	// used is set if the rule has a finding there.
	used bool
}

// covered identifies a coverage in a record. The path is empty for the record as a whole.
type covered struct{ rule, path string }

// suppress marks findings that comments suppress, and reports comments that are invalid, expired or unused.
func (p *run) suppress(findings []finding.Finding) []finding.Finding {
	known := p.suppressible()
	inFile := make(map[string][]*finding.Finding)
	for i := range findings {
		if f := &findings[i]; f.Suppression == nil {
			inFile[f.File] = append(inFile[f.File], f)
		}
	}
	var more []finding.Finding
	for _, record := range p.suppressing() {
		r := p.suppressionsOf(record, known)
		for _, f := range inFile[record.File()] {
			r.apply(f)
		}
		r.judge()
		more = append(more, r.findings()...)
	}
	return append(findings, more...)
}

// suppressing returns the records, fully read or not, whose files may have suppressions, spelled right or not. Most
// have none, and reading comments is slow.
func (p *run) suppressing() []*catalog.Record {
	return slices.DeleteFunc(p.catalog.Files(), func(r *catalog.Record) bool {
		return !r.Own() || !bytes.Contains(r.Text(), []byte(directiveMark))
	})
}

// suppressible maps the ID of each rule to whether comments may suppress its findings.
func (p *run) suppressible() map[string]bool {
	known := make(map[string]bool, len(p.Rules.rules))
	for _, r := range p.Rules.rules {
		known[r.ID] = !r.Unconfigurable
	}
	for _, own := range p.Policy.Rules() {
		known[own.ID] = true
	}
	for _, id := range p.Elsewhere {
		known[id] = true
	}
	return known
}

// judged reports whether a rule could find anything in this run.
func (p *run) judged(id string) bool {
	if rule, ok := p.Rules.ByID(id); ok && rule.NeedsArchive && p.archive == nil {
		return false
	}
	return !p.off(id) && !slices.Contains(p.Elsewhere, id)
}

// commentReader reads the comments of a record.
type commentReader struct {
	p         *run
	record    *catalog.Record
	known     map[string]bool
	coverages map[covered]*coverage
	found     []*placed
	problems  []aboutComment
}

// aboutComment is a finding about a comment, without a position yet.
type aboutComment struct {
	rule    string
	comment document.Comment
	message string
}

// apply marks a finding that a suppression on its field, or on one around it, covers.
func (r *commentReader) apply(f *finding.Finding) {
	steps, ok := document.Steps(f.Path)
	if !ok {
		return
	}
	path := ""
	for i := 0; ; i++ {
		if c := r.coverages[covered{f.Rule, path}]; c != nil {
			c.used = true
			if c.holding != nil {
				f.Suppression = &finding.Suppression{By: finding.ByComment, Justification: c.holding.reason}
			}
		}
		if i == len(steps) {
			return
		}
		path += steps[i].String()
	}
}

// judge reports suppressions that have expired or that suppress nothing.
func (r *commentReader) judge() {
	for _, s := range r.found {
		if r.p.expired(s) {
			r.problem(RuleSuppressionExpired, s.comment,
				fmt.Sprintf("The suppression expired on %s. Fix the finding, or look at it again and set a later "+
					"date.", s.until))
			continue
		}
		if r.record.Broken() {
			continue // its rules may not have run
		}
		for i, rule := range s.rules {
			if !s.coverages[i].used && r.p.judged(rule) {
				r.problem(RuleSuppressionUnused, s.comment,
					fmt.Sprintf("There is no finding of %s here. Remove the rule from the comment, or move the comment to "+
						"the field "+
						"with the finding.", rule))
			}
		}
	}
}

func (p *run) expired(s *placed) bool { return s.until != "" && p.AsOf > s.until }

func (r *commentReader) problem(rule string, comment document.Comment, message string) {
	r.problems = append(r.problems, aboutComment{rule, comment, message})
}

// findings returns the findings about comments, in order, at most document.MaxProblems.
func (r *commentReader) findings() []finding.Finding {
	if len(r.problems) == 0 {
		return nil
	}
	slices.SortStableFunc(r.problems, func(a, b aboutComment) int { return cmp.Compare(a.comment.Begin, b.comment.Begin) })
	if len(r.problems) > document.MaxProblems {
		r.problems = r.problems[:document.MaxProblems]
		r.problems[document.MaxProblems-1].message += fmt.Sprintf(" The file has more such suppressions than these %d.",
			document.MaxProblems)
	}
	found := make([]finding.Finding, len(r.problems))
	for i, about := range r.problems {
		at, span := r.record.Document().Place(about.comment.Begin, about.comment.End)
		found[i] = finding.Finding{Rule: about.rule, Severity: r.p.Rules.severity(about.rule), Message: about.message,
			Resource: r.record.Name(), File: r.record.File(), Position: at, Span: span}
	}
	return found
}
