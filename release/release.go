// Package release takes content from files to what is served, in one way: load, validate, compile into a release file,
// open it.
//
// It knows the catalog, the rules and the release file, and nothing of gRPC. Content with errors never becomes a
// release. What is served is always opened from the bytes of a release file, whether they were just built or read from
// disk.
package release

import (
	"context"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/date"
	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/release/file"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/report"
	"github.com/opencompendium/compendium/validate/rules"
)

// Release is valid content, ready to be served.
type Release struct {
	// File is the open release file.
	File *file.File
	// Source is where it came from: "embedded", a directory, a file, a registry.
	Source string
	// AsOf is the day for which it is served: the day of the file, or another one with the same label statuses.
	AsOf date.Day
	// Number is the number of the release if it came from a registry, else 0. Numbers only go up.
	Number int64

	content func() (*Content, error)
}

// Content is the content that a release was built from, with the findings of its validation.
type Content struct {
	// Catalog is the content.
	Catalog *catalog.Catalog
	// Findings are the findings for the day of the release.
	Findings []finding.Finding
}

// InvalidError is the error of content that was refused.
type InvalidError struct {
	// Source is where the content came from.
	Source string
	// Digest identifies the content.
	Digest string
	// Findings are all findings. At least one has the severity error.
	Findings []finding.Finding
	// Statistics are those of the content.
	Statistics validate.Statistics
}

// Error counts the errors among the findings.
func (e *InvalidError) Error() string {
	return fmt.Sprintf("content of %s is refused: errors %d; `compendium lint` lists all findings", e.Source,
		finding.Count(e.Findings, finding.Error))
}

// Options are what a release depends on beside its content.
type Options struct {
	// AsOf is the day for which content is checked and label statuses are derived. Required.
	AsOf date.Day
	// ToolVersion is the version of the program that builds.
	ToolVersion string
	// Revision is the revision of the content's repository, if it is known.
	Revision string
	// Cache remembers records in which earlier builds found nothing. It may be nil.
	Cache *validate.Cache
	// Workers is how many goroutines check records. The default is one a processor.
	Workers int
}

// Build builds the bytes of a release file from loaded content. For content with errors it returns an *InvalidError.
func Build(ctx context.Context, c *catalog.Catalog, problems []finding.Finding, source string, options Options) (
	[]byte, error,
) {
	result, err := validate.Run(ctx, c, problems,
		validate.Options{Rules: rules.All(), AsOf: options.AsOf, Cache: options.Cache, Workers: options.Workers})
	if err != nil {
		return nil, err
	}
	if finding.Count(result.Findings, finding.Error) > 0 {
		return nil, &InvalidError{
			Source:     source,
			Digest:     c.Digest(),
			Findings:   result.Findings,
			Statistics: result.Statistics,
		}
	}
	summary := report.Summarize(result.Findings, validate.Count(c.All()))
	data, err := file.Build(c, options.AsOf, file.Provenance{
		ToolVersion: options.ToolVersion, SourceRevision: options.Revision,
		Findings: report.Messages(portable(result.Findings, c.Base())),
		Counts: &compendiumv1.FindingCounts{
			Errors:   int32(summary.Errors),
			Warnings: int32(summary.Warnings),
			Infos:    int32(summary.Infos),
		},
		Gaps:               int32(summary.Gaps),
		UnpinnedCitations:  int32(summary.UnpinnedCitations),
		ClinicallyReviewed: int32(summary.ClinicallyReviewed),
	})
	if err != nil {
		return nil, fmt.Errorf("compile the content of %s: %w", source, err)
	}
	return data, nil
}

// portable returns findings with their files under contentBase, so that a release file does not depend on the place of
// the content.
func portable(findings []finding.Finding, base string) []finding.Finding {
	under := func(file string) string { return path.Join(contentBase, strings.TrimPrefix(file, base)) }
	moved := slices.Clone(findings)
	for i := range moved {
		moved[i].File = under(moved[i].File)
		moved[i].Related = slices.Clone(moved[i].Related)
		for j := range moved[i].Related {
			moved[i].Related[j].File = under(moved[i].Related[j].File)
		}
	}
	return moved
}

// FromFS makes a release of the content in a file system. Its files are shown under base. For content with errors it
// returns an *InvalidError.
func FromFS(ctx context.Context, fsys fs.FS, base, source string, options Options) (*Release, error) {
	c, problems, err := catalog.Load(fsys, base, catalog.Until(ctx))
	if err != nil {
		return nil, err
	}
	return FromCatalog(ctx, c, problems, source, options)
}

// FromCatalog makes a release of content that was loaded with problems or none. For content with errors it returns an
// *InvalidError.
func FromCatalog(ctx context.Context, c *catalog.Catalog, problems []finding.Finding, source string, options Options) (
	*Release, error,
) {
	data, err := Build(ctx, c, problems, source, options)
	if err != nil {
		return nil, err
	}
	m, err := file.OpenCopy(data)
	if err != nil {
		return nil, fmt.Errorf("open the release of %s: %w", source, err)
	}
	return New(m, source), nil
}

// Open opens a release file. An error about bytes that are not a whole, unaltered release file wraps file.ErrFormat.
func Open(path string) (*Release, error) { return open(path, file.OpenFile) }

// OpenInBackground opens a release file as Open does. It takes longer, and leaves the processors to the release that is
// served meanwhile.
func OpenInBackground(path string) (*Release, error) { return open(path, file.OpenFileInBackground) }

func open(path string, file func(string) (*file.File, error)) (*Release, error) {
	m, err := file(path)
	if err != nil {
		return nil, err
	}
	return New(m, path), nil
}

// New returns a release of an open file, which it owns from then on.
func New(m *file.File, source string) *Release {
	// A path may have any bytes; messages and metrics take only valid UTF-8.
	r := &Release{File: m, Source: strings.ToValidUTF8(source, "\uFFFD"), AsOf: m.AsOf()}
	r.content = sync.OnceValues(r.readContent)
	return r
}

// On returns the release as of another day. If no label status differs, the result shares the file of the release,
// without another reference; else it has a file of its own. The release must stay open meanwhile.
func (r *Release) On(day date.Day) (*Release, error) {
	if r.File.SameOn(day) {
		same := &Release{File: r.File, Source: r.Source, AsOf: day, Number: r.Number}
		same.content = sync.OnceValues(same.readContent)
		return same, nil
	}
	data, err := r.File.On(day)
	if err != nil {
		return nil, fmt.Errorf("derive the release of %s for %s: %w", r.Source, day, err)
	}
	m, err := file.OpenCopy(data)
	if err != nil {
		return nil, fmt.Errorf("open the release of %s for %s: %w", r.Source, day, err)
	}
	derived := New(m, r.Source)
	derived.Number = r.Number
	return derived, nil
}

// contentBase is the directory that the files of a release's content are shown under.
const contentBase = "content"

// Content returns the content that the release was built from. The first call reads and checks it.
func (r *Release) Content() (*Content, error) { return r.content() }

// Load reads the content that the release was built from, as catalog.Load does. The release may be closed afterwards.
func (r *Release) Load(base string) (*catalog.Catalog, []finding.Finding, error) {
	files, err := r.File.Files()
	if err != nil {
		return nil, nil, fmt.Errorf("read the content of the release of %s: %w", r.Source, err)
	}
	origins, err := r.File.Origins()
	if err != nil {
		return nil, nil, fmt.Errorf("read the content of the release of %s: %w", r.Source, err)
	}
	c, problems, err := catalog.Load(catalog.Files(files), base, catalog.Originating(origins, r.File.Info().Bases))
	if err != nil {
		return nil, nil, fmt.Errorf("read the content of the release of %s: %w", r.Source, err)
	}
	return c, problems, nil
}

func (r *Release) readContent() (*Content, error) {
	c, problems, err := r.Load(contentBase)
	if err != nil {
		return nil, err
	}
	result, err := validate.Run(context.Background(), c, problems, validate.Options{Rules: rules.All(), AsOf: r.AsOf})
	if err != nil {
		return nil, fmt.Errorf("check the content of the release of %s: %w", r.Source, err)
	}
	return &Content{Catalog: c, Findings: result.Findings}, nil
}
