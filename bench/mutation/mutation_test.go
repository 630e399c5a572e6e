package mutation_test

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v4"

	"github.com/opencompendium/compendium/catalog/date"
	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules"
)

const (
	// asOf is the day for which is checked.
	asOf = date.Day("2026-11-23")
	// sample is how many places of a kind are tried at most.
	sample = 25
)

// kind is one kind of defect.
type kind struct {
	// name says what goes wrong.
	name string
	// rule is the rule that has to find it.
	rule string
	// in are the collections in whose records it is made; empty for all.
	in string
	// at is the form of the places at which it is made.
	at string
	// edit makes the defect at a place. It returns the path of the field that lint has to point at, and whether the
	// defect can be made.
	edit func(p place) (points string, ok bool)
	// write makes the defect in the text, where nodes cannot hold it. It returns the line that lint has to point at, and
	// the column, or 0 where only the line is sure.
	write func(d *document, t *texts)
	// files makes the defect in other files than the record's own. It is tried for each record of its collections.
	files func(d *document) *mutant
	// archived makes the defect over stand-ins for the archived texts.
	archived bool
	// either are kinds of which lint may point at the other one of two places, and name the defect's as related.
	either bool
	// apart are kinds of which each defect is a run of its own.
	apart bool
}

// mutant is one defect.
type mutant struct {
	kind  *kind
	place string
	files map[string]string // what replaces files; "" removes one
	pipes []string          // files that are no files
	// renamed are defects of the place of a file, which shows only where a directory is read.
	renamed bool
	texts   map[string]string // what replaces archived texts
	// config is the text of a compendium.yaml, where there is one.
	config string
	// mended is the record that a baseline knows a finding of, which the defect mends.
	mended string
	// What lint has to find.
	file         string
	line, column int
}

// texts collects the defects that are made in a text.
type texts struct {
	d    *document
	all  []*mutant
	kind *kind
}

// add adds a text with a defect that lint has to find at a line and column.
func (t *texts) add(text string, line, column int) {
	t.all = append(t.all, &mutant{kind: t.kind, place: fmt.Sprintf("%s:%d", t.d.file, line),
		files: map[string]string{t.d.file: text}, file: t.d.file, line: line, column: column})
}

// mutants makes the defects of a kind, at most as many as are sampled.
func (s *frozen) mutants(t *testing.T, k *kind) []*mutant {
	t.Helper()
	var all []*mutant
	// The defects of nodes are made when they are sampled, since most are not.
	var open []place
	for _, name := range s.names {
		if k.in != "" && !slices.Contains(strings.Fields(k.in), strings.Split(name, "/")[0]) {
			continue
		}
		d := s.parsed[name]
		switch {
		case k.files != nil:
			d = parse(t, name, s.files[name])
			if m := k.files(d); m != nil {
				m.kind, m.place = k, d.file
				all = append(all, m)
			}
		case k.write != nil:
			collected := &texts{d: d, kind: k}
			k.write(d, collected)
			all = append(all, collected.all...)
		default:
			open = append(open, d.places(k.at)...)
		}
	}
	shuffle(k, open, func(p place) string { return p.doc.file + " " + p.path })
	for _, p := range open {
		if len(all) == sample {
			break
		}
		if m := edited(k, p); m != nil {
			all = append(all, m)
		}
	}
	shuffle(k, all, func(m *mutant) string { return m.place })
	return all[:min(len(all), sample)]
}

// shuffle sorts by digests, as chance would, and always the same.
func shuffle[T any](k *kind, list []T, name func(T) string) {
	digests := make(map[string][sha256.Size]byte, len(list))
	for _, one := range list {
		digests[name(one)] = sha256.Sum256([]byte(k.name + name(one)))
	}
	slices.SortFunc(list, func(a, b T) int {
		x, y := digests[name(a)], digests[name(b)]
		return bytes.Compare(x[:], y[:])
	})
}

// edited makes a defect at a place in a copy of its document, or returns nil if it cannot be made.
func edited(k *kind, at place) *mutant {
	p := at.copied()
	points, ok := k.edit(p)
	if !ok {
		return nil
	}
	text := p.doc.String()
	line, column := position(text, points)
	return &mutant{kind: k, place: p.doc.file + " " + p.path, files: map[string]string{p.doc.file: text}, file: p.doc.file,
		line: line, column: column}
}

// batches puts defects in different files together, so that one run of the rules looks at many.
func batches(all []*mutant) [][]*mutant {
	var list [][]*mutant
	taken := make(map[int]map[string]bool)
	for _, m := range all {
		i := 0
		for ; i < len(list); i++ {
			free := !m.kind.apart
			for name := range m.files {
				free = free && !taken[i][name]
			}
			if free {
				break
			}
		}
		if i == len(list) {
			list, taken[i] = append(list, nil), make(map[string]bool)
		}
		list[i] = append(list[i], m)
		for name := range m.files {
			taken[i][name] = true
		}
	}
	return list
}

// outcome is what came of a kind.
type outcome struct {
	kind          *kind
	made, found   int
	missed, extra []string
}

func (s *frozen) try(t *testing.T, k *kind) outcome {
	t.Helper()
	all := s.mutants(t, k)
	o := outcome{kind: k, made: len(all)}
	for _, batch := range batches(all) {
		findings := s.lint(t, batch)
		expected := make(map[int]bool)
		for _, m := range batch {
			found := false
			for i, f := range findings {
				if f.Rule == k.rule && !s.known[identity(f)] && m.isAt(f) {
					found, expected[i] = true, true
				}
			}
			if found {
				o.found++
			} else {
				got := ""
				for _, f := range findings {
					if f.File == m.file && !s.known[identity(f)] {
						got += "; got " + describe(f)
					}
				}
				o.missed = append(o.missed, fmt.Sprintf("%s: want %s at %s:%d:%d%s", m.place, k.rule, m.file, m.line,
					m.column, got))
			}
		}
		for i, f := range findings {
			if !expected[i] && !s.known[identity(f)] {
				o.extra = append(o.extra, describe(f))
			}
		}
	}
	return o
}

// isAt reports whether a finding is where a defect was made.
func (m *mutant) isAt(f finding.Finding) bool {
	there := func(file string, at finding.Position) bool {
		return file == m.file && at.Line == m.line && (m.column == 0 || at.Column == m.column)
	}
	return there(f.File, f.Position) ||
		m.kind.either && slices.ContainsFunc(f.Related, func(l finding.Location) bool { return there(l.File, l.Position) })
}

func describe(f finding.Finding) string {
	return fmt.Sprintf("%s:%d:%d %s %s %s: %s", f.File, f.Position.Line, f.Position.Column, f.Severity, f.Rule,
		f.Path, f.Message)
}

func TestDefectsAreFound(t *testing.T) {
	plain := freeze(t, frozenFiles(t), nil)
	files, archive := standIns(t, frozenFiles(t))
	archived := freeze(t, files, archive)
	outcomes := make([]outcome, len(kinds))
	t.Run("kinds", func(t *testing.T) {
		for i := range kinds {
			k := &kinds[i]
			t.Run(k.name, func(t *testing.T) {
				t.Parallel()
				if _, ok := rules.All().ByID(k.rule); !ok {
					t.Errorf("there is no rule %s", k.rule)
				}
				content := plain
				if k.archived {
					content = archived
				}
				o := content.try(t, k)
				if o.made == 0 {
					t.Error("it can be made nowhere")
				}
				for _, missed := range o.missed {
					t.Errorf("not found: %s", missed)
				}
				for _, extra := range o.extra {
					t.Logf("beside it: %s", extra)
				}
				outcomes[i] = o
			})
		}
	})
	report(t, outcomes)
}

// report prints the table, and compares it with the page that shows it.
func report(t *testing.T, outcomes []outcome) {
	t.Helper()
	var table strings.Builder
	made, found := 0, 0
	for _, o := range outcomes {
		made, found = made+o.made, found+o.found
		fmt.Fprintf(&table, "| %s | [`%s`](rules/%s.md) | %d | %d |\n", o.kind.name, o.kind.rule, o.kind.rule, o.made, o.found)
	}
	page := fmt.Sprintf(pageHead, len(outcomes), made, sample, found, 100*float64(found)/float64(made)) + table.String() +
		rightTable(t)
	t.Log("\n" + page)
	file := filepath.Join("..", "..", "docs", "mutation.md")
	if os.Getenv("UPDATE_GOLDEN") != "" {
		if err := os.WriteFile(file, []byte(page), 0o600); err != nil {
			t.Fatal(err)
		}
		return
	}
	if shown, err := os.ReadFile(file); err != nil || string(shown) != page {
		t.Errorf("docs/mutation.md shows another result. Run UPDATE_GOLDEN=1 go test ./bench/mutation and read the "+
			"difference. %v", err)
	}
}

const pageHead = `# Defects injected into a catalog

<!-- Written by ` + "`UPDATE_GOLDEN=1 go test ./bench/mutation`" + `. -->

The test injects %d kinds of defect into the frozen catalog of [validate/testdata/frozen](../validate/testdata/frozen),
%d defects in all, at most %d of a kind, and runs all rules. A defect counts as found if the right rule points at the
right line and column. For defects that break the YAML itself, the line is enough.

Found: **%d (%.1f %%)**.

Not every rule has kinds in this table. Each has an example on [its page](rules/README.md): the test lays the wrong
one beside the frozen catalog, where its rule and no other has to find it, and the right one, which has to add no
error or warning. What rules find in catalogs that others made, and how much of it is wrong, is
[counted](false-alarms.md).

| defect | rule | made | found |
| --- | --- | ---: | ---: |
`

// TestUntouchedCatalog compares the errors and warnings of the frozen catalog with those that an editor judged to be
// true. Any other one is a false alarm. Infos are worth knowing and never false.
func TestUntouchedCatalog(t *testing.T) {
	got := make(map[string]bool)
	s := freeze(t, frozenFiles(t), nil)
	for _, f := range s.run(t, s.catalog, nil, validate.Options{}) {
		if f.Severity == finding.Info {
			continue
		}
		got[strings.TrimSpace(fmt.Sprintf("%s %s %s %s", f.Severity, f.Rule, f.Resource, f.Path))] = true
	}
	want, err := os.ReadFile(filepath.Join("testdata", "true-findings.txt"))
	if err != nil {
		t.Fatal(err)
	}
	listed := make(map[string]bool)
	for line := range strings.Lines(string(want)) {
		if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "#") {
			listed[line] = true
		}
	}
	for f := range got {
		if !listed[f] {
			t.Errorf("a finding that testdata/true-findings.txt does not list as true: %s", f)
		}
	}
	for f := range listed {
		if !got[f] {
			t.Errorf("testdata/true-findings.txt lists what is not found any more: %s", f)
		}
	}
}

// TestRewrittenContentIsTheSame shows that writing a record from its nodes, as most defects are made, is no defect.
func TestRewrittenContentIsTheSame(t *testing.T) {
	files := frozenFiles(t)
	s := freeze(t, files, nil)
	again := make(map[string][]byte)
	for name, text := range files {
		again[name] = []byte(parse(t, name, text).String())
	}
	c, problems := s.catalog.With(again)
	for _, f := range s.run(t, c, problems, validate.Options{}) {
		if !s.known[identity(f)] {
			t.Errorf("%s:%d: %s [%s]", f.File, f.Position.Line, f.Message, f.Rule)
		}
	}
}

// scalars returns the scalars of a text with their positions.
func scalars(n *yaml.Node) []*yaml.Node {
	if n.Kind == yaml.ScalarNode {
		return []*yaml.Node{n}
	}
	var all []*yaml.Node
	for _, child := range n.Content {
		all = append(all, scalars(child)...)
	}
	return all
}
