package main

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"

	"github.com/spf13/cobra"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/report"
)

// fixFlags are the flags of lint about changing files.
type fixFlags struct {
	fix, diff bool
}

func (f *fixFlags) register(lint *cobra.Command) {
	lint.Flags().BoolVar(&f.fix, "fix", false, "change the files where a finding has one safe answer; report what is left")
	lint.Flags().BoolVar(&f.diff, "diff", false, "with --fix: show what would change, and write nothing")
}

// apply fixes the content of a tree and returns the fixed content. It prints the fixes to standard output before the
// findings, or to standard error if a program reads those.
func (f *fixFlags) apply(ctx context.Context, c *command, t tree, format report.Format, content *catalog.Catalog,
	problems []finding.Finding, options validate.Options) (
	*catalog.Catalog, []finding.Finding, error,
) {
	switch {
	case f.diff && !f.fix:
		return nil, nil, errors.New("--diff: it shows what --fix would change; add --fix")
	case !f.fix:
		return content, problems, nil
	case t.dir == "":
		return nil, nil, errors.New("--fix: the embedded catalog cannot be changed; name a content directory")
	}
	fixed, err := validate.Fix(ctx, content, problems, options, t.selects)
	if err != nil {
		return nil, nil, err
	}
	out := c.Stdout
	if format.Name != textFormat {
		out = c.Stderr
	}
	paths := slices.Sorted(maps.Keys(fixed.Files))
	if f.diff {
		for _, path := range paths {
			before, _ := content.Get(recordName(path))
			file := contentFile{shown: content.FileOf(path), before: before.Text(), after: fixed.Files[path]}
			if _, err := out.Write(file.diff()); err != nil {
				return nil, nil, fmt.Errorf("write difference: %w", err)
			}
		}
		return content, problems, nil
	}
	if err := writeAll(t.dir, paths, fixed.Files); err != nil {
		return nil, nil, err
	}
	for _, f := range fixed.Fixed {
		at := f.Finding
		fmt.Fprintf(out, "%s:%d:%d: fixed: %s [%s]\n", at.File, at.Position.Line, at.Position.Column, f.Change, at.Rule)
	}
	return fixed.Catalog, fixed.Problems, nil
}

// recordName returns the name of the record in a content file.
func recordName(path string) string { return path[:len(path)-len(".yaml")] }

func writeAll(dir string, paths []string, texts map[string][]byte) error {
	root, err := openToWrite(dir)
	if err != nil {
		return fmt.Errorf("--fix: %w", err)
	}
	defer root.Close()
	for _, path := range paths {
		if err := replaceFile(root, path, texts[path]); err != nil {
			return fmt.Errorf("--fix: write %s: %w", path, err)
		}
	}
	return nil
}
