package main

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"os"
	"strings"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/release"
	"github.com/opencompendium/compendium/release/file"
	"github.com/opencompendium/compendium/release/registry"
)

// gitPrefix is the prefix of versions that are commits of git.
const gitPrefix = "git:"

// versions reads versions of the content by their names on the command line.
type versions struct {
	registryFlags
	contentFlags // the content directory that git: refers to
}

// present reads the content as it is in the content directory.
func (v versions) present(ctx context.Context) (*catalog.Catalog, error) {
	t, err := v.contentFlags.whole(nil)
	if err != nil {
		return nil, err
	}
	c, problems, err := t.load(ctx)
	if err != nil {
		return nil, err
	}
	return c, readWhole(t.shown(), problems)
}

// whole reads a version. It refuses one with unreadable files: a record that is missing for that reason would pass for
// one that was removed.
func (v versions) whole(ctx context.Context, name string) (*catalog.Catalog, error) {
	c, problems, err := v.read(ctx, name)
	if err != nil {
		return nil, err
	}
	return c, readWhole(name, problems)
}

// readWhole returns an error about the first of the problems of reading a version, if there are any.
func readWhole(name string, problems []finding.Finding) error {
	if len(problems) == 0 {
		return nil
	}
	p := problems[0]
	return fmt.Errorf("%s cannot be read whole: %s:%d:%d: %s (%d in all; `compendium lint` lists them)",
		name, p.File, p.Position.Line, p.Position.Column, p.Message, len(problems))
}

func (v versions) read(ctx context.Context, name string) (*catalog.Catalog, []finding.Finding, error) {
	if revision, ok := strings.CutPrefix(name, gitPrefix); ok {
		t, err := v.contentFlags.whole(nil)
		if err != nil {
			return nil, nil, err
		}
		return t.commit(ctx, revision)
	}
	if strings.Contains(name, "://") {
		return v.published(ctx, name)
	}
	info, err := os.Stat(name)
	switch {
	case err != nil:
		return nil, nil, fmt.Errorf("%w; name a content directory, a release file, git:REVISION, oci://… or oci-layout://…",
			err)
	case !info.IsDir():
		r, err := release.Open(name)
		if err != nil {
			return nil, nil, err
		}
		defer r.File.Close()
		return r.Load(r.Source)
	}
	t, err := (&contentFlags{}).whole([]string{name})
	if err != nil {
		return nil, nil, err
	}
	return t.load(ctx)
}

// commit reads a content directory as of a commit, with the catalog that it extended then.
func (t tree) commit(ctx context.Context, revision string) (*catalog.Catalog, []finding.Finding, error) {
	g := git{dir: t.dir}
	if _, err := g.top(ctx); err != nil {
		return nil, nil, err
	}
	if revision == mergeBase {
		var err error
		if revision, err = g.mergeBase(ctx); err != nil {
			return nil, nil, err
		}
	}
	commit, err := g.run(ctx, "rev-parse", "--verify", "--end-of-options", revision+"^{commit}")
	if err != nil {
		return nil, nil, fmt.Errorf("%s%s is not a commit of the repository of %s: %w", gitPrefix, revision, t.dir, err)
	}
	// In a folder of the repository, git packs only this folder.
	packed, err := g.run(ctx, "archive", "--format=zip", strings.TrimSpace(commit))
	if err != nil {
		return nil, nil, fmt.Errorf("read %s at %s: %w", t.dir, revision, err)
	}
	files, err := zip.NewReader(strings.NewReader(packed), int64(len(packed)))
	if err != nil {
		return nil, nil, fmt.Errorf("read %s at %s: %w", t.dir, revision, err)
	}
	extended, err := t.baseAt(ctx, g, strings.TrimSpace(commit))
	if err != nil {
		return nil, nil, fmt.Errorf("read %s at %s: %w", t.dir, revision, err)
	}
	return catalog.Load(files, gitPrefix+revision, catalog.Extending(extended))
}

// published reads a published release.
func (v versions) published(ctx context.Context, name string) (*catalog.Catalog, []finding.Finding, error) {
	repository, reference, err := v.repository(ctx, name, registry.Read)
	if err != nil {
		return nil, nil, err
	}
	entry, err := repository.Get(ctx, reference.Tag)
	if err != nil {
		return nil, nil, err
	}
	var fetched bytes.Buffer
	if err := repository.Fetch(ctx, entry, &fetched); err != nil {
		return nil, nil, err
	}
	m, err := file.Open(fetched.Bytes())
	if err != nil {
		return nil, nil, fmt.Errorf("open %s: %w", name, err)
	}
	return release.New(m, name).Load(name)
}
