package main

import (
	"errors"
	"fmt"
	"path"

	"github.com/opencompendium/compendium/catalog/document"
	"github.com/opencompendium/compendium/catalog/migrate"
	"github.com/opencompendium/compendium/validate"
)

// migrateTrees migrates whole content directories, since facts move from one file to another, and lists what is left.
func (c *command) migrateTrees(paths []string, flags fmtFlags) error {
	if flags.check || flags.diff {
		return errors.New("fmt --migrate: it writes; use it without --check and --diff, and look at git diff")
	}
	trees, err := flags.trees(paths)
	if err != nil {
		return fmt.Errorf("fmt --migrate: %w", err)
	}
	left := 0
	for _, t := range trees {
		if len(t.part) > 0 {
			return fmt.Errorf("fmt --migrate %s: facts move from one file to another; name the content directory", t.part[0])
		}
		n, err := c.migrateTree(t)
		if err != nil {
			return err
		}
		left += n
	}
	if left > 0 {
		fmt.Fprintf(c.Stderr, "left to do by hand: %s\n", validate.Plural(left, "place"))
		return errFindings
	}
	return nil
}

func (c *command) migrateTree(t tree) (left int, err error) {
	root, err := openToWrite(t.dir)
	if err != nil {
		return 0, fmt.Errorf("fmt --migrate: %w", err)
	}
	defer root.Close()
	files := t.files(root)
	texts := make(map[string][]byte, len(files))
	for i := range files {
		if files[i].read(root); files[i].err != nil {
			return 0, fmt.Errorf("fmt --migrate: %w", files[i].err)
		}
		texts[files[i].path] = files[i].before
	}
	changed, remainders := migrate.Content(texts)
	for _, f := range files {
		text, ok := changed[f.path]
		if !ok {
			continue
		}
		f.before = text
		if f.format(); f.err != nil {
			return 0, fmt.Errorf("fmt --migrate: lay out: %w", f.err)
		}
		if err := replaceFile(root, f.path, f.after); err != nil {
			return 0, fmt.Errorf("fmt --migrate %s: %w", f.shown, err)
		}
		fmt.Fprintln(c.Stdout, f.shown)
	}
	for _, r := range remainders {
		text, err := root.ReadFile(r.File)
		if err != nil {
			return 0, fmt.Errorf("fmt --migrate: %w", err)
		}
		doc, _ := document.Parse(text)
		at, _ := doc.Locate(r.Path)
		fmt.Fprintf(c.Stderr, "%s:%d: %s\n", path.Join(t.dir, r.File), max(at.Line, 1), r.Todo)
	}
	return len(remainders), nil
}
