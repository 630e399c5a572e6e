package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/document"
	"github.com/opencompendium/compendium/catalog/words"
	"github.com/opencompendium/compendium/finding"
)

// mergeBase is the value of --changed without one.
const mergeBase = "merge-base"

// onlyChanged narrows trees to the files that differ from a commit of git: committed since, changed and not committed,
// or new.
func onlyChanged(ctx context.Context, trees []tree, base string) error {
	for i := range trees {
		if trees[i].dir == "" {
			return errors.New("--changed: the embedded catalog is in no git repository; name a content directory")
		}
		g := git{dir: trees[i].dir}
		changed, err := g.changed(ctx, base)
		if err != nil {
			return fmt.Errorf("--changed: %w", err)
		}
		trees[i].changed = changed
	}
	return nil
}

// git runs git in a directory.
type git struct{ dir string }

func (g git) run(ctx context.Context, arguments ...string) (string, error) {
	//nolint:gosec // the program is fixed, and the arguments are no command line
	command := exec.CommandContext(ctx, "git", arguments...)
	command.Dir = g.dir
	var stderr bytes.Buffer
	command.Stderr = &stderr
	out, err := command.Output()
	if errors.Is(err, exec.ErrNotFound) {
		return "", errors.New("git is not installed; it is needed to find what has changed")
	}
	if err != nil {
		return "", fmt.Errorf("git %s: %s", arguments[0], strings.TrimSpace(stderr.String()))
	}
	return string(out), nil
}

// changed returns the absolute paths of the files that differ from a commit.
func (g git) changed(ctx context.Context, base string) (map[string]bool, error) {
	top, err := g.top(ctx)
	if err != nil {
		return nil, err
	}
	if base == mergeBase {
		if base, err = g.mergeBase(ctx); err != nil {
			return nil, err
		}
	}
	g.dir = top
	// Two dashes keep a name that is both a commit and a file from being taken for the file.
	differing, err := g.run(ctx, "diff", "--name-only", "--no-renames", "-z", "--end-of-options", base, "--")
	if err != nil && g.isShallow(ctx) {
		return nil, fmt.Errorf("%w; this clone is shallow: %s", err, fetchDepth)
	}
	if err != nil {
		return nil, fmt.Errorf("%w; name a commit or branch to compare with, as in --changed=origin/main", err)
	}
	created, err := g.run(ctx, "ls-files", "--others", "--exclude-standard", "-z")
	if err != nil {
		return nil, err
	}
	files := make(map[string]bool)
	for name := range strings.SplitSeq(differing+created, "\x00") {
		if name != "" {
			files[filepath.Join(g.dir, filepath.FromSlash(name))] = true
		}
	}
	return files, nil
}

// top returns the directory that the repository is in.
func (g git) top(ctx context.Context) (string, error) {
	dir, err := g.run(ctx, "rev-parse", "--show-toplevel")
	if err != nil {
		return "", fmt.Errorf("%s is not in a git repository: %w", g.dir, err)
	}
	return strings.TrimSpace(dir), nil
}

// mergeBase returns the commit at which the current branch left the default one. On the default branch it is the
// current commit.
func (g git) mergeBase(ctx context.Context) (string, error) {
	branches := []string{"origin/HEAD", "origin/main", "origin/master", "main", "master"}
	for _, branch := range branches {
		if _, err := g.run(ctx, "rev-parse", "--verify", "--quiet", branch+"^{commit}"); err != nil {
			continue
		}
		commit, err := g.run(ctx, "merge-base", "HEAD", branch)
		switch {
		case err != nil && g.isShallow(ctx):
			return "", fmt.Errorf("where the branch left %s is not in this clone, which is shallow; %s", branch, fetchDepth)
		case err != nil:
			return "", fmt.Errorf("the branch has no commit in common with %s; name a commit to compare with", branch)
		}
		return strings.TrimSpace(commit), nil
	}
	if g.isShallow(ctx) {
		return "", fmt.Errorf("this clone is shallow and has none of the branches %s; %s",
			words.List(branches, "and"), fetchDepth)
	}
	return "", fmt.Errorf("the repository has none of the branches %s; name the commit or branch to compare with",
		words.List(branches, "and"))
}

// fetchDepth says how to fetch the commits that a shallow clone lacks.
const fetchDepth = "fetch all commits: fetch-depth: 0 for actions/checkout, GIT_DEPTH: 0 in GitLab, or " +
	"`git fetch --unshallow origin`"

// isShallow reports whether the clone lacks the commits before some.
func (g git) isShallow(ctx context.Context) bool {
	out, err := g.run(ctx, "rev-parse", "--is-shallow-repository")
	return err == nil && strings.TrimSpace(out) == "true"
}

// isChanged reports whether a file of a tree, as shown to people, is among absolute paths. It follows links to its
// folder.
func isChanged(changed map[string]bool, file string) bool {
	path, err := filepath.Abs(filepath.FromSlash(file))
	if err != nil {
		return true
	}
	if followed, err := filepath.EvalSymlinks(filepath.Dir(path)); err == nil {
		path = filepath.Join(followed, filepath.Base(path))
	}
	return changed[path]
}

// brings reports whether a change of other files may cause a finding: it has a related place in one of them, or is
// about a reference to a record whose file was removed.
func (t tree) brings(f finding.Finding) bool {
	if t.changed == nil || !t.holds(f.File) {
		return false
	}
	return t.lost[finding.Field{File: f.File, Path: f.Path}] ||
		slices.ContainsFunc(f.Related, func(l finding.Location) bool { return isChanged(t.changed, l.File) })
}

// lostIn returns the fields that refer to records whose files were removed.
func (t tree) lostIn(content *catalog.Catalog) map[finding.Field]bool {
	if t.changed == nil {
		return nil
	}
	lost := make(map[finding.Field]bool)
	for ref := range content.References() {
		if ref.Target == nil && isChanged(t.changed, content.FileOf(ref.To+".yaml")) {
			lost[finding.Field{File: ref.From.File(), Path: ref.Path}] = true
		}
	}
	return lost
}

// standardInput is the path of a record from standard input.
const standardInput = "-"

// stdinTree reads a record from standard input as an overlay of its content directory.
func (c *command) stdinTree(paths []string, name string) ([]tree, error) {
	switch {
	case name == "":
		return nil, errors.New("lint -: --stdin-filename is required: the path of the record, as in " +
			"content/drugs/imatinib.yaml")
	case len(paths) > 1:
		return nil, errors.New("lint -: one record is read from standard input; remove the other paths")
	}
	name = filepath.Clean(name)
	collection := filepath.Base(filepath.Dir(name))
	if _, ok := catalog.ParseKind(collection); !ok {
		return nil, fmt.Errorf("--stdin-filename: %s is not in a collection; write a path such as "+
			"content/drugs/imatinib.yaml", name)
	}
	dir := filepath.Dir(filepath.Dir(name))
	if info, err := os.Stat(dir); err != nil || !info.IsDir() {
		return nil, fmt.Errorf("--stdin-filename: there is no content directory %s", dir)
	}
	text, err := io.ReadAll(io.LimitReader(c.Stdin, document.MaxFileBytes+1))
	if err != nil {
		return nil, fmt.Errorf("lint -: read standard input: %w", err)
	}
	below := collection + "/" + filepath.Base(name)
	return []tree{{dir: dir, part: []string{name}, over: map[string][]byte{below: text}}}, nil
}

// overlay returns a catalog with files laid over it, and the problems of both.
func overlay(c *catalog.Catalog, problems []finding.Finding,
	files map[string][]byte) (*catalog.Catalog, []finding.Finding) {
	changed, more := c.With(files)
	kept := slices.DeleteFunc(slices.Clone(problems), func(p finding.Finding) bool {
		for file := range files {
			if p.File == c.FileOf(file) {
				return true
			}
		}
		return false
	})
	return changed, append(kept, more...)
}
