package validate

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/document"
	"github.com/opencompendium/compendium/finding"
)

// Fixed is a finding that an edit of its file removed.
type Fixed struct {
	// Finding is the finding, with its position before the edit.
	Finding finding.Finding
	// Change describes the edit: `APROVED → APPROVED`.
	Change string
}

// FixResult is content after its fixes.
type FixResult struct {
	// Catalog is the fixed content.
	Catalog *catalog.Catalog
	// Problems are the problems of reading the fixed content.
	Problems []finding.Finding
	// Files are the changed texts, by their paths below the content directory.
	Files map[string][]byte
	// Fixed are the findings that were fixed, in the order of files and lines.
	Fixed []Fixed
	// Result is the result of the rules for the fixed content.
	Result Result
}

// repair is an edit of one file that may remove a finding.
type repair struct {
	finding finding.Finding
	record  *catalog.Record
	edit    document.Edit
	change  string
}

// maxRounds bounds how often fixes are applied to what earlier fixes revealed. Content needs two or three rounds.
const maxRounds = 20

// Fix applies the fixes that rules have for their findings until none is left. It changes only files for which
// mayChange, called with their path as shown to people, returns true.
//
// After each fix the content is checked again. A fix is dropped if its finding stays, if its file gets a new problem of
// reading, or if any file gets more errors of any rule.
func Fix(ctx context.Context, c *catalog.Catalog, problems []finding.Finding, options Options,
	mayChange func(file string) bool) (FixResult, error) {
	options.Progress = nil // it would restart with each run
	m := &fixer{context: ctx, options: options, mayChange: mayChange, files: make(map[string][]byte),
		tried: make(map[string]bool)}
	m.catalog, m.problems = c, problems
	if err := m.run(); err != nil {
		return FixResult{}, err
	}
	for range maxRounds {
		before := len(m.fixed)
		m.fixProblems()
		if len(m.fixed) > before {
			if err := m.run(); err != nil {
				return FixResult{}, err
			}
		}
		if err := m.fixFindings(); err != nil {
			return FixResult{}, err
		}
		if len(m.fixed) == before {
			break
		}
	}
	slices.SortStableFunc(m.fixed, func(a, b Fixed) int { return finding.Compare(a.Finding, b.Finding) })
	return FixResult{Catalog: m.catalog, Problems: m.problems, Files: m.files, Fixed: m.fixed, Result: m.result}, nil
}

// fixer is the state of Fix.
type fixer struct {
	context   context.Context //nolint:containedctx // of one call of Fix
	options   Options
	mayChange func(file string) bool
	catalog   *catalog.Catalog
	problems  []finding.Finding
	result    Result
	files     map[string][]byte
	fixed     []Fixed
	tried     map[string]bool // repairs that were dropped
}

func (m *fixer) run() error {
	result, err := Run(m.context, m.catalog, m.problems, m.options)
	if err != nil {
		return fmt.Errorf("check content for fixes: %w", err)
	}
	m.result = result
	return nil
}

// repairs returns the fixes of findings about records that could be read, or, if broken is set, those of problems of
// reading the others.
func (m *fixer) repairs(broken bool) []repair {
	pass := newRepairPass(m.catalog, m.options.Archive)
	var list []repair
	for _, finding := range m.result.Findings {
		rule, ok := m.options.Rules.ByID(finding.Rule)
		record, known := m.catalog.Get(finding.Resource)
		if !ok || rule.Repair == nil || finding.Suppression != nil || !known || record.Broken() != broken ||
			broken && rule.Enforced != ByReader || record.File() != finding.File || !m.mayChange(finding.File) {
			continue
		}
		e, change, ok := rule.Repair(pass, record, finding)
		if !ok {
			continue
		}
		r := repair{finding: finding, record: record, edit: e, change: change}
		if !m.tried[r.key()] {
			list = append(list, r)
		}
	}
	return list
}

func (r repair) key() string { return fmt.Sprintf("%s %v", r.record.Path(), r.edit) }

// apply returns a text with a repair applied.
func (m *fixer) apply(r repair, source []byte) ([]byte, bool) {
	doc, _ := document.Parse(source)
	text, err := doc.Apply(r.edit)
	if err != nil {
		m.tried[r.key()] = true
		return nil, false
	}
	return text, true
}

// with returns the content with changed files, and its problems.
func (m *fixer) with(files map[string][]byte) (*catalog.Catalog, []finding.Finding) {
	c, found := m.catalog.With(files)
	shown := make(map[string]bool, len(files))
	for path := range files {
		shown[m.catalog.FileOf(path)] = true
	}
	problems := slices.DeleteFunc(slices.Clone(m.problems), func(p finding.Finding) bool { return shown[p.File] })
	return c, append(problems, found...)
}

// keep makes the changed files part of the content and records the repairs.
func (m *fixer) keep(files map[string][]byte, repairs ...repair) {
	m.catalog, m.problems = m.with(files)
	maps.Copy(m.files, files)
	for _, r := range repairs {
		m.fixed = append(m.fixed, Fixed{Finding: r.finding, Change: r.change})
	}
}

// fixProblems fixes problems of reading. Each fix has to leave its file with fewer problems and no new one. It may
// reveal findings of rules.
func (m *fixer) fixProblems() {
	files := make(map[string][]byte)
	var kept []repair
	for _, r := range m.repairs(true) {
		path := r.record.Path()
		before, changed := files[path]
		if !changed {
			before = r.record.Text()
		}
		text, ok := m.apply(r, before)
		if !ok {
			continue
		}
		if !fewer(problemsOf(path, before), problemsOf(path, text)) {
			m.tried[r.key()] = true
			continue
		}
		files[path] = text
		kept = append(kept, r)
	}
	if len(kept) > 0 {
		m.keep(files, kept...)
	}
}

// problemsOf returns what keeps a record, or a part of it, from being read.
func problemsOf(path string, text []byte) []finding.Finding {
	_, problems, _ := catalog.Load(catalog.Files{path: text}, "") // the path is a record's
	return problems
}

// fewer reports whether the problems left are a proper subset of the old ones.
func fewer(old, left []finding.Finding) bool {
	known := make(map[string]int)
	for _, p := range old {
		known[p.Rule+" "+p.Path]++
	}
	for _, p := range left {
		key := p.Rule + " " + p.Path
		if known[key] == 0 {
			return false
		}
		known[key]--
	}
	return len(left) < len(old)
}

// fixFindings fixes findings of rules in records that can be read: all at once or, if that causes errors, one by one.
func (m *fixer) fixFindings() error {
	list := m.repairs(false)
	if len(list) == 0 {
		return nil
	}
	ok, err := m.try(list)
	if ok || err != nil {
		return err
	}
	for _, r := range list {
		if current, _ := m.catalog.Get(r.record.Name()); current != r.record {
			continue // another fix changed the file; the next round retries
		}
		if ok, err := m.try([]repair{r}); err != nil {
			return err
		} else if !ok {
			m.tried[r.key()] = true
		}
	}
	return nil
}

// try applies repairs, keeps them if they cause no errors, and reports whether it kept them.
func (m *fixer) try(list []repair) (bool, error) {
	files := make(map[string][]byte)
	moved := make(map[string]bool)
	var kept []repair
	for _, r := range list {
		path := r.record.Path()
		// After items move, paths found before may lead elsewhere.
		if moved[path] || r.edit.Reorders() && files[path] != nil {
			if !slices.ContainsFunc(kept, func(k repair) bool { return k.record == r.record && k.edit.Equal(r.edit) }) {
				continue
			}
			kept = append(kept, r)
			continue
		}
		source, changed := files[path]
		if !changed {
			source = r.record.Text()
		}
		text, ok := m.apply(r, source)
		if !ok {
			continue
		}
		files[path] = text
		moved[path] = r.edit.Reorders()
		kept = append(kept, r)
	}
	if len(kept) == 0 {
		return true, nil
	}
	c, problems := m.with(files)
	result, err := Run(m.context, c, problems, m.options)
	if err != nil {
		return false, fmt.Errorf("check content with fixes: %w", err)
	}
	if worse(m.result.Findings, result.Findings) || len(result.Findings) > len(m.result.Findings)-len(kept) {
		return false, nil
	}
	m.keep(files, kept...)
	m.result = result
	return true, nil
}

// worse reports whether any rule finds more errors in any file than before.
func worse(before, after []finding.Finding) bool {
	type place struct{ rule, file string }
	counts := make(map[place]int)
	for _, f := range before {
		if f.Severity == finding.Error {
			counts[place{f.Rule, f.File}]++
		}
	}
	for _, f := range after {
		if f.Severity != finding.Error {
			continue
		}
		if counts[place{f.Rule, f.File}]--; counts[place{f.Rule, f.File}] < 0 {
			return true
		}
	}
	return false
}
