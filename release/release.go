// Package release takes content the one way from files to what is served: load, validate, compile.
//
// It knows the catalog, the rules and the image, and nothing of gRPC. Content with errors never becomes a release.
package release

import (
	"fmt"
	"io/fs"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/date"
	"github.com/opencompendium/compendium/catalog/image"
	"github.com/opencompendium/compendium/validate"
)

// Release is valid content, ready to be served.
type Release struct {
	// Image is what is served.
	Image *image.Image
	// Content is the catalog that the image was compiled from, against which candidate content is checked.
	Content *catalog.Catalog
	// Source says where the content came from: "embedded", a directory.
	Source string
	// Findings of the validation, none of severity error.
	Findings []validate.Finding
	// Statistics of the content.
	Statistics validate.Statistics
}

// InvalidError says that content was refused, and why.
type InvalidError struct {
	// Source says where the content came from.
	Source string
	// Digest identifies the content.
	Digest string
	// Findings are all findings, with at least one of severity error.
	Findings []validate.Finding
	// Statistics of the content.
	Statistics validate.Statistics
}

// Error counts the errors among the findings.
func (e *InvalidError) Error() string {
	return fmt.Sprintf("content of %s is refused: errors %d; `compendium lint` lists all findings", e.Source, validate.Count(e.Findings, validate.Error))
}

// FromDir makes a release of a content directory for a day.
func FromDir(dir string, asOf date.Day) (*Release, error) {
	c, problems, err := catalog.LoadDir(dir)
	if err != nil {
		return nil, err
	}
	return build(c, problems, dir, asOf)
}

// FromFS makes a release of the content in a file system for a day. Its files are shown under base, and source says where it came from.
func FromFS(fsys fs.FS, base, source string, asOf date.Day) (*Release, error) {
	c, problems, err := catalog.Load(fsys, base)
	if err != nil {
		return nil, err
	}
	return build(c, problems, source, asOf)
}

func build(c *catalog.Catalog, problems []catalog.Problem, source string, asOf date.Day) (*Release, error) {
	result, err := validate.Run(c, problems, validate.Options{AsOf: asOf})
	if err != nil {
		return nil, err
	}
	if validate.Count(result.Findings, validate.Error) > 0 {
		return nil, &InvalidError{Source: source, Digest: c.Digest(), Findings: result.Findings, Statistics: result.Statistics}
	}
	m, err := image.Build(c, asOf)
	if err != nil {
		return nil, fmt.Errorf("compile the content of %s: %w", source, err)
	}
	return &Release{Image: m, Content: c, Source: source, Findings: result.Findings, Statistics: result.Statistics}, nil
}
