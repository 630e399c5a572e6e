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

// Fixed is a finding that a change of its file removed.
type Fixed struct {
	// Finding is what was found, where it stood before the change.
	Finding finding.Finding
	// Change says what was changed: `APROVED → APPROVED`.
	Change string
}

// Mended is content after its fixes.
type Mended struct {
	// Catalog is the content with the fixes.
	Catalog *catalog.Catalog
	// Problems are those that reading the content with the fixes met.
	Problems []finding.Finding
	// Files are the texts that changed, by their paths below the content directory.
	Files map[string][]byte
	// Fixed are the findings that were fixed, in the order of files and lines.
	Fixed []Fixed
	// Result is what the rules find in the content with the fixes.
	Result Result
}

// repair is a change of one file that may remove a finding.
type repair struct {
	finding finding.Finding
	record  *catalog.Record
	edit    document.Edit
	change  string
}

// rounds is how often fixes are looked for in what the fixes before them brought to light. Content needs two or three.
const rounds = 20

// Fix applies every fix that rules have for their findings, until none is left. The function says which files may change, as they are
// shown.
//
// After each fix the content is checked anew. A fix is dropped when its finding stays, when the file would have a problem of reading that
// it did not have, or when any record that could be read before would have more errors of any rule.
func Fix(ctx context.Context, c *catalog.Catalog, problems []finding.Finding, options Options, may func(file string) bool) (Mended, error) {
	options.Progress = nil // it would begin again with each run
	m := &mender{context: ctx, options: options, may: may, files: make(map[string][]byte), tried: make(map[string]bool)}
	m.catalog, m.problems = c, problems
	if err := m.run(); err != nil {
		return Mended{}, err
	}
	for range rounds {
		before := len(m.fixed)
		m.fixProblems()
		if len(m.fixed) > before {
			if err := m.run(); err != nil {
				return Mended{}, err
			}
		}
		if err := m.fixFindings(); err != nil {
			return Mended{}, err
		}
		if len(m.fixed) == before {
			break
		}
	}
	slices.SortStableFunc(m.fixed, func(a, b Fixed) int { return finding.Compare(a.Finding, b.Finding) })
	return Mended{Catalog: m.catalog, Problems: m.problems, Files: m.files, Fixed: m.fixed, Result: m.result}, nil
}

// mender is content on its way to being fixed.
type mender struct {
	context  context.Context //nolint:containedctx // of the one call of Fix
	options  Options
	may      func(file string) bool
	catalog  *catalog.Catalog
	problems []finding.Finding
	result   Result
	files    map[string][]byte
	fixed    []Fixed
	tried    map[string]bool // repairs that were dropped
}

func (m *mender) run() error {
	result, err := Run(m.context, m.catalog, m.problems, m.options)
	if err != nil {
		return fmt.Errorf("check content for fixes: %w", err)
	}
	m.result = result
	return nil
}

// repairs gives the fixes that there are for the findings about records that could be read, or for those about the others.
func (m *mender) repairs(broken bool) []repair {
	pass := newRepairPass(m.catalog, m.options.Archive)
	var list []repair
	for _, finding := range m.result.Findings {
		rule, ok := m.options.Rules.ByID(finding.Rule)
		record, known := m.catalog.Get(finding.Resource)
		if !ok || rule.Repair == nil || finding.Suppression != nil || !known || record.Broken() != broken || record.File() != finding.File || !m.may(finding.File) {
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

// apply gives the text of a repair's file with it, the text it stands in being given.
func (m *mender) apply(r repair, source []byte) ([]byte, bool) {
	doc, _ := document.Parse(source)
	text, err := doc.Apply(r.edit)
	if err != nil {
		m.tried[r.key()] = true
		return nil, false
	}
	return text, true
}

// with gives the content with changed files.
func (m *mender) with(files map[string][]byte) (*catalog.Catalog, []finding.Finding) {
	c, found := m.catalog.With(files)
	shown := make(map[string]bool, len(files))
	for path := range files {
		shown[m.catalog.FileOf(path)] = true
	}
	problems := slices.DeleteFunc(slices.Clone(m.problems), func(p finding.Finding) bool { return shown[p.File] })
	return c, append(problems, found...)
}

// keep makes changed files the content, and notes the repairs.
func (m *mender) keep(files map[string][]byte, repairs ...repair) {
	m.catalog, m.problems = m.with(files)
	maps.Copy(m.files, files)
	for _, r := range repairs {
		m.fixed = append(m.fixed, Fixed{Finding: r.finding, Change: r.change})
	}
}

// fixProblems fixes what keeps files from being read. Each fix has to leave its file with fewer problems, and with none that it
// did not have; what the rules then find in a file that can be read was hidden before.
func (m *mender) fixProblems() {
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

// fewer says whether problems are some of others and not all of them.
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

// fixFindings fixes what rules find in records that can be read: all at once, or, where that brings errors, one by one.
func (m *mender) fixFindings() error {
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
			continue // another fix changed the file; the next round looks at it anew
		}
		if ok, err := m.try([]repair{r}); err != nil {
			return err
		} else if !ok {
			m.tried[r.key()] = true
		}
	}
	return nil
}

// try keeps repairs where they bring no errors, and says whether they do.
func (m *mender) try(list []repair) (bool, error) {
	files := make(map[string][]byte)
	moved := make(map[string]bool)
	var kept []repair
	for _, r := range list {
		path := r.record.Path()
		// Paths found before items moved may lead elsewhere after.
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

// worse says whether a rule finds more errors in any file than it did.
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
