package mutation_test

import (
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/policy"
	"github.com/opencompendium/compendium/validate/rules"
)

// frozen is the frozen catalog, with stand-ins for the archived texts.
type frozen struct {
	files   map[string]string
	names   []string
	parsed  map[string]*document
	catalog *catalog.Catalog
	archive fstest.MapFS
	// known are the findings of the untouched content.
	known map[string]bool
	// clean are the records of the untouched content in which nothing is found. As lint does, a run checks them again only
	// if a defect is in what they refer to.
	clean *validate.Cache
	// baseline is one that knows them.
	baseline []byte
}

func freeze(t *testing.T, files map[string]string, archive fstest.MapFS) *frozen {
	t.Helper()
	s := &frozen{files: files, archive: archive, known: make(map[string]bool), parsed: make(map[string]*document),
		clean: validate.NewCache(nil, "")}
	fsys := make(fstest.MapFS)
	for name, text := range files {
		s.names = append(s.names, name)
		s.parsed[name] = parse(t, name, text)
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
	}
	slices.Sort(s.names)
	var problems []finding.Finding
	var err error
	if s.catalog, problems, err = catalog.Load(fsys, ""); err != nil {
		t.Fatal(err)
	}
	findings := s.run(t, s.catalog, problems, validate.Options{Archive: fsOf(archive)})
	s.clean = s.clean.Next()
	for _, f := range findings {
		s.known[identity(f)] = true
	}
	nothing, err := validate.ParseBaseline(baselineFile, []byte(`{"version": 1, "findings": []}`))
	if err != nil {
		t.Fatal(err)
	}
	compared := nothing.Compare(rules.All(), findings, archive != nil, s.catalog)
	if s.baseline, _, err = compared.Accepted(s.catalog); err != nil {
		t.Fatal(err)
	}
	return s
}

// baselineFile is the name of the baseline of the untouched content.
const baselineFile = "lint-baseline.json"

// fsOf keeps a map that is nil from becoming a file system that is not.
func fsOf(archive fstest.MapFS) fs.FS {
	if archive == nil {
		return nil
	}
	return archive
}

func (s *frozen) run(
	t *testing.T, c *catalog.Catalog, problems []finding.Finding, options validate.Options,
) []finding.Finding {
	t.Helper()
	options.Rules, options.AsOf, options.Suppressions, options.Cache = rules.All(), asOf, true, s.clean
	result, err := validate.Run(t.Context(), c, problems, options)
	if err != nil {
		t.Fatal(err)
	}
	return result.Findings
}

// identity is what makes a finding the same as one of the untouched content, at whatever line.
func identity(f finding.Finding) string {
	return f.Rule + " " + f.File + " " + f.Path + " " + f.Message
}

// frozenDir holds the frozen catalog.
var frozenDir = os.DirFS(filepath.Join("..", "..", "validate", "testdata", "frozen"))

func mustRead(name string) string {
	text, err := fs.ReadFile(frozenDir, name)
	if err != nil {
		panic(err)
	}
	return string(text)
}

func frozenFiles(t *testing.T) map[string]string {
	t.Helper()
	names, err := fs.Glob(frozenDir, "*/*.yaml")
	if err != nil {
		t.Fatal(err)
	}
	files := make(map[string]string)
	for _, name := range names {
		files[name] = mustRead(name)
	}
	return files
}

// lint runs the rules over the content with defects.
func (s *frozen) lint(t *testing.T, batch []*mutant) []finding.Finding {
	t.Helper()
	replaced, archive, config, mended := make(map[string][]byte), s.archive, "", (*mutant)(nil)
	anew := false
	for _, m := range batch {
		for name, text := range m.files {
			replaced[name] = []byte(text)
			anew = anew || text == ""
		}
		anew = anew || len(m.pipes) > 0 || m.renamed
		config += m.config // of at most one, which is a batch of its own
		if m.mended != "" {
			mended = m
		}
		if len(m.texts) > 0 {
			archive = maps.Clone(s.archive)
			for name, text := range m.texts {
				archive[name] = &fstest.MapFile{Data: []byte(text)}
			}
		}
	}
	options := validate.Options{Archive: fsOf(archive)}
	var more []finding.Finding
	if config != "" {
		options.Policy, more = rules.All().ParsePolicy(policy.FileName, []byte(config))
	}
	if !anew {
		c, problems := s.catalog.With(replaced)
		findings := s.run(t, c, append(problems, more...), options)
		if mended != nil {
			findings = append(findings, s.stale(t, mended, findings, c)...)
		}
		return findings
	}
	// Files that come, go or are none show only where a directory is read.
	fsys := make(fstest.MapFS)
	for name, text := range s.files {
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
	}
	for name, text := range replaced {
		fsys[name] = &fstest.MapFile{Data: text}
		if len(text) == 0 {
			delete(fsys, name)
		}
	}
	for _, m := range batch {
		for _, name := range m.pipes {
			fsys[name] = &fstest.MapFile{Mode: fs.ModeNamedPipe}
		}
	}
	c, problems, err := catalog.Load(fsys, "")
	if err != nil {
		t.Fatal(err)
	}
	return s.run(t, c, problems, options)
}

// stale returns the findings about entries of the baseline that are gone, and notes the place of the entry of a defect.
func (s *frozen) stale(t *testing.T, m *mutant, findings []finding.Finding, c *catalog.Catalog) []finding.Finding {
	t.Helper()
	known, err := validate.ParseBaseline(baselineFile, s.baseline)
	if err != nil {
		t.Fatal(err)
	}
	before, _, _ := strings.Cut(string(s.baseline), fmt.Sprintf(`"resource": %q`, m.mended))
	before = before[:strings.LastIndexByte(before, '{')]
	m.file, m.line, m.column = baselineFile, strings.Count(before, "\n")+1, len(before)-strings.LastIndexByte(before, '\n')
	return known.Compare(rules.All(), findings, false, c).Stale
}
