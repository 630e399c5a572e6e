package validate

import (
	"bytes"
	"fmt"
	"slices"
	"unicode/utf8"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/syntax"
)

// placed is a suppression where it stands.
type placed struct {
	suppression

	record   *catalog.Record
	position catalog.Position
	// covers is the path of the field that it covers with all below it; none for the record as a whole.
	covers []syntax.Step
	// used are the rules that had a finding.
	used map[string]bool
}

// suppress marks findings that a comment in their record suppresses, and finds comments that are wrong, expired or of no use.
func (p *pass) suppress(findings []Finding) []Finding {
	known := p.suppressible()
	var more []Finding
	for _, record := range p.allRecords() {
		// Most records have none, and reading their comments costs time.
		if !bytes.Contains(record.Text(), []byte(directive)) {
			continue
		}
		found, problems := p.suppressionsOf(record, known)
		more = append(more, problems...)
		for i := range findings {
			f := &findings[i]
			if f.File != record.File() || f.Suppression != nil {
				continue
			}
			for _, s := range found {
				if slices.Contains(s.rules, f.Rule) && s.over(f.Path) {
					s.used[f.Rule] = true
					if s.until == "" || p.AsOf <= s.until {
						f.Suppression = &Suppression{By: ByComment, Justification: s.reason}
					}
				}
			}
		}
		for _, s := range found {
			more = append(more, p.idle(s)...)
		}
	}
	return append(findings, more...)
}

// allRecords gives every record, those that were not read whole too.
func (p *pass) allRecords() []*catalog.Record {
	var all []*catalog.Record
	for _, kind := range catalog.Kinds() {
		for _, name := range p.Catalog.Names(kind) {
			if record, ok := p.Catalog.Get(name); ok {
				all = append(all, record)
			}
		}
	}
	return all
}

// suppressible gives the rules whose findings a comment may suppress, and false for the others that there are.
func (p *pass) suppressible() map[string]bool {
	known := make(map[string]bool, len(rules))
	for _, r := range rules {
		known[r.ID] = !slices.Contains(fixed, r.ID)
	}
	for _, own := range p.Policy.Rules() {
		known[own.ID] = true
	}
	return known
}

// over says whether a suppression covers a field.
func (s *placed) over(path string) bool {
	steps, ok := syntax.Steps(path)
	return ok && len(steps) >= len(s.covers) && slices.Equal(steps[:len(s.covers)], s.covers)
}

// idle gives the findings about a suppression that has expired, or that suppresses nothing.
func (p *pass) idle(s *placed) []Finding {
	if s.until != "" && p.AsOf > s.until {
		return []Finding{p.aboutComment(&ruleSuppressionExpired, s.record, s.position,
			fmt.Sprintf("The suppression held until %s. Mend what it is about, or look at it again and give it another day.", s.until))}
	}
	if s.record.Broken() {
		return nil // rules that it may be about did not run
	}
	var found []Finding
	for _, rule := range s.rules {
		if !s.used[rule] && p.judged(rule) {
			found = append(found, p.aboutComment(&ruleSuppressionUnused, s.record, s.position,
				fmt.Sprintf("There is no finding of %s here. Remove it from the comment, or put the comment at the field that it is about.", rule)))
		}
	}
	return found
}

// judged says whether a rule could find anything in this run.
func (p *pass) judged(rule string) bool {
	if p.Archive == nil && (rule == ruleArchiveMismatch.ID || rule == ruleFingerprintNotFound.ID) {
		return false
	}
	return !p.off(rule)
}

func (p *pass) aboutComment(rule *Rule, record *catalog.Record, at catalog.Position, message string) Finding {
	return Finding{Rule: rule.ID, Severity: rule.Severity, Message: message, Resource: record.Name(), File: record.File(), Position: at, Span: record.Places().Span(at)}
}

// suppressionsOf reads the suppressions of a record, and finds those that cannot be read.
func (p *pass) suppressionsOf(record *catalog.Record, known map[string]bool) ([]*placed, []Finding) {
	file, err := syntax.Parse(record.Text())
	if err != nil {
		// The file is not read for other rules either, and a finding says why.
		return nil, nil
	}
	r := commentReader{p: p, record: record, known: known}
	r.comments(file.Head, 0, true, nil)
	r.walk(file.Root, nil)
	r.lost(file.Root.Foot, len(record.Text()))
	return r.found, r.problems
}

// commentReader goes through the comments of a record.
type commentReader struct {
	p        *pass
	record   *catalog.Record
	known    map[string]bool
	found    []*placed
	problems []Finding
}

func (r *commentReader) walk(n *syntax.Node, path []syntax.Step) {
	for i, e := range n.Entries {
		step := syntax.Step{Index: i}
		if e.Key != nil {
			step = syntax.Step{Name: e.Key.Value, Index: -1}
		}
		below := append(slices.Clone(path), step)
		r.comments(e.Head, e.Start, false, below)
		if e.Line != "" {
			r.comments([]string{e.Line}, e.Start, true, below)
		}
		r.walk(e.Value, below)
		r.lost(e.Foot, e.Value.End)
		if len(e.Value.Entries) > 0 {
			r.lost(e.Value.Foot, e.Value.End)
		}
	}
}

// comments reads comments that stand behind an offset, or the last before it, and cover a path.
func (r *commentReader) comments(lines []string, offset int, behind bool, covers []syntax.Step) {
	for _, line := range lines {
		s, problem, is := parseSuppression(line)
		if !is {
			continue
		}
		at := r.position(line, offset, behind)
		switch {
		case problem != "":
			r.wrong(at, problem)
			continue
		case !r.checkRules(s.rules, at):
			continue
		}
		r.found = append(r.found, &placed{suppression: s, record: r.record, position: at, covers: covers, used: make(map[string]bool)})
	}
}

// lost finds suppressions below the last field of something, where they cover nothing.
func (r *commentReader) lost(lines []string, offset int) {
	for _, line := range lines {
		if _, _, is := parseSuppression(line); is {
			r.wrong(r.position(line, offset, offset < len(r.record.Text())), "It stands below what it could cover. Put it above the field that it is about, or on its line.")
		}
	}
}

func (r *commentReader) wrong(at catalog.Position, message string) {
	r.problems = append(r.problems, r.p.aboutComment(&ruleSuppressionInvalid, r.record, at, message))
}

// checkRules says whether all rules of a suppression are ones that there are and that may be suppressed.
func (r *commentReader) checkRules(ids []string, at catalog.Position) bool {
	for _, id := range ids {
		may, ok := r.known[id]
		switch {
		case !ok:
			names := make([]string, 0, len(r.known))
			for name := range r.known {
				names = append(names, name)
			}
			slices.Sort(names)
			message := "There is no rule " + id + "; `compendium rules` lists them."
			if nearest, near := catalog.Nearest(id, names); near {
				message = "There is no rule " + id + ". Did you mean " + nearest + "?"
			}
			r.wrong(at, message)
			return false
		case !may:
			r.wrong(at, "Findings of "+id+" cannot be suppressed: while there is one, other rules have not seen all of the file. Mend it.")
			return false
		}
	}
	return true
}

// position finds where a comment stands, from its text and from what it belongs to.
func (r *commentReader) position(comment string, offset int, behind bool) catalog.Position {
	text := r.record.Text()
	at := bytes.LastIndex(text[:offset], []byte(comment))
	if behind || at < 0 {
		if at = bytes.Index(text[offset:], []byte(comment)); at >= 0 {
			at += offset
		}
	}
	at = max(at, 0)
	begin := bytes.LastIndexByte(text[:at], '\n') + 1
	return catalog.Position{Line: bytes.Count(text[:at], []byte("\n")) + 1, Column: utf8.RuneCount(text[begin:at]) + 1}
}
