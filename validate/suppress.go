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

// placed is a suppression with its comment.
type placed struct {
	suppression

	comment document.Comment
	// coverages are what it covers, one for each of its rules.
	coverages []*coverage
}

// coverage is a rule and the path of the field that suppressions of it cover with all below it; none for the record as a whole.
type coverage struct {
	// holding is one of the suppressions that has not expired, or nil.
	holding *placed
	// used says that there is a finding of the rule.
	used bool
}

// covered identifies a coverage in a record.
type covered struct{ rule, path string }

// suppress marks findings that a comment in their record suppresses, and finds comments that are wrong, expired or of no use.
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

// suppressing gives the records in whose files there is a comment that may suppress findings. Most have none, and reading comments costs time.
func (p *run) suppressing() []*catalog.Record {
	var list []*catalog.Record
	for _, record := range p.allRecords() {
		if bytes.Contains(record.Text(), []byte(directive)) {
			list = append(list, record)
		}
	}
	return list
}

// allRecords gives every record, those that were not read whole too.
func (p *run) allRecords() []*catalog.Record {
	var all []*catalog.Record
	for _, kind := range catalog.Kinds() {
		for _, name := range p.catalog.Names(kind) {
			if record, ok := p.catalog.Get(name); ok {
				all = append(all, record)
			}
		}
	}
	return all
}

// suppressible gives the rules whose findings a comment may suppress, and false for the others that there are.
func (p *run) suppressible() map[string]bool {
	known := make(map[string]bool, len(p.Rules.rules))
	for _, r := range p.Rules.rules {
		known[r.ID] = !r.Unconfigurable
	}
	for _, own := range p.Policy.Rules() {
		known[own.ID] = true
	}
	return known
}

// judged says whether a rule could find anything in this run.
func (p *run) judged(id string) bool {
	if rule, ok := p.Rules.ByID(id); ok && rule.NeedsArchive && p.archive == nil {
		return false
	}
	return !p.off(id)
}

// commentReader goes through the comments of a record.
type commentReader struct {
	p         *run
	record    *catalog.Record
	known     map[string]bool
	coverages map[covered]*coverage
	found     []*placed
	problems  []aboutComment
}

// aboutComment is a finding about a comment whose position is not looked up yet.
type aboutComment struct {
	rule    string
	comment document.Comment
	message string
}

// apply marks a finding that a suppression covers: one of its field, or of what it is in.
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

// judge finds suppressions that have expired, or that suppress nothing.
func (r *commentReader) judge() {
	for _, s := range r.found {
		if r.p.expired(s) {
			r.problem(RuleSuppressionExpired, s.comment,
				fmt.Sprintf("The suppression held until %s. Mend what it is about, or look at it again and give it another day.", s.until))
			continue
		}
		if r.record.Broken() {
			continue // rules that it may be about did not run
		}
		for i, rule := range s.rules {
			if !s.coverages[i].used && r.p.judged(rule) {
				r.problem(RuleSuppressionUnused, s.comment,
					fmt.Sprintf("There is no finding of %s here. Remove it from the comment, or put the comment at the field that it is about.", rule))
			}
		}
	}
}

func (p *run) expired(s *placed) bool { return s.until != "" && p.AsOf > s.until }

func (r *commentReader) problem(rule string, comment document.Comment, message string) {
	r.problems = append(r.problems, aboutComment{rule, comment, message})
}

// findings gives what is wrong with the comments, in their order. Of a file that is full of it, they are the first.
func (r *commentReader) findings() []finding.Finding {
	if len(r.problems) == 0 {
		return nil
	}
	slices.SortStableFunc(r.problems, func(a, b aboutComment) int { return cmp.Compare(a.comment.Begin, b.comment.Begin) })
	if len(r.problems) > document.MaxProblems {
		r.problems = r.problems[:document.MaxProblems]
		r.problems[document.MaxProblems-1].message += fmt.Sprintf(" More suppressions of the file are wrong than these %d.", document.MaxProblems)
	}
	found := make([]finding.Finding, len(r.problems))
	for i, about := range r.problems {
		at, span := r.record.Document().Place(about.comment.Begin, about.comment.End)
		found[i] = finding.Finding{Rule: about.rule, Severity: r.p.Rules.severity(about.rule), Message: about.message, Resource: r.record.Name(), File: r.record.File(), Position: at, Span: span}
	}
	return found
}
