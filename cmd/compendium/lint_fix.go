package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"

	"github.com/spf13/cobra"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/report"
)

// fixFlags are the flags of lint that have to do with changing files.
type fixFlags struct {
	fix, diff bool
}

func (f *fixFlags) register(lint *cobra.Command) {
	lint.Flags().BoolVar(&f.fix, "fix", false, "change the files where a finding has one safe answer; report what is left")
	lint.Flags().BoolVar(&f.diff, "diff", false, "with --fix: show what would change, and write nothing")
}

// apply fixes a tree's content and gives what it is now. What was changed goes to standard output before the findings, or to standard
// error where a program reads those.
func (f *fixFlags) apply(ctx context.Context, c *command, t tree, format report.Format, content *catalog.Catalog, problems []finding.Finding, options validate.Options) (
	*catalog.Catalog, []finding.Finding, error,
) {
	switch {
	case f.diff && !f.fix:
		return nil, nil, errors.New("--diff: it shows what --fix would change; say --fix too")
	case !f.fix:
		return content, problems, nil
	case t.dir == "":
		return nil, nil, errors.New("--fix: there is no content directory here; name one")
	}
	mended, err := validate.Fix(ctx, content, problems, options, t.asks)
	if err != nil {
		return nil, nil, err
	}
	out := c.Stdout
	if format.Name != textFormat {
		out = c.Stderr
	}
	var paths []string
	for path := range mended.Files {
		paths = append(paths, path)
	}
	slices.Sort(paths)
	if f.diff {
		for _, path := range paths {
			before, _ := content.Get(recordName(path))
			file := contentFile{shown: content.FileOf(path), before: before.Text(), after: mended.Files[path]}
			if _, err := out.Write(file.diff()); err != nil {
				return nil, nil, fmt.Errorf("write difference: %w", err)
			}
		}
		return content, problems, nil
	}
	if err := writeAll(t.dir, paths, mended.Files); err != nil {
		return nil, nil, err
	}
	for _, fixed := range mended.Fixed {
		at := fixed.Finding
		fmt.Fprintf(out, "%s:%d:%d: fixed: %s [%s]\n", at.File, at.Position.Line, at.Position.Column, fixed.Change, at.Rule)
	}
	return mended.Catalog, mended.Problems, nil
}

// recordName gives the name of the record in a file of content.
func recordName(path string) string { return path[:len(path)-len(".yaml")] }

func writeAll(dir string, paths []string, texts map[string][]byte) error {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return fmt.Errorf("--fix: open content directory: %w", err)
	}
	defer root.Close()
	for _, path := range paths {
		if err := replaceFile(root, path, texts[path]); err != nil {
			return fmt.Errorf("--fix: write %s: %w", path, err)
		}
	}
	return nil
}
