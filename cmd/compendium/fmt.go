package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path"
	"path/filepath"
	"runtime"

	"github.com/rogpeppe/go-internal/diff"
	"github.com/spf13/cobra"
	"golang.org/x/sync/errgroup"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/document"
)

type fmtFlags struct {
	contentFlags

	check, diff   bool
	migrate       bool
	stdinFilename string
}

func (c *command) fmtCommand() *cobra.Command {
	var flags fmtFlags
	format := &cobra.Command{
		Use:   "fmt [PATH...]",
		Short: "Write content files in their canonical layout",
		Long: `Write content files in their canonical layout: the order of fields, quotes, indentation and the length of
lines. What a file says stays the same, and so do its comments.

PATH is a content directory, a project that has one as content/, or files and folders inside one; without it, the
content is found as lint finds it. The names of the files that were rewritten go to standard output. A file that is
not YAML is left alone and named. With - as PATH, one record is read from standard input and written to standard
output; --stdin-filename says which.

Exit code 0: all files are in their canonical layout now; 1: some are not (with --check or --diff); 2: some could not
be read.`,
		RunE: func(_ *cobra.Command, args []string) error {
			if flags.migrate {
				return c.migrateTrees(args, flags)
			}
			if len(args) == 1 && args[0] == "-" {
				return c.formatStdin(flags)
			}
			return c.formatFiles(args, flags)
		},
	}
	flags.register(format, false)
	format.Flags().BoolVar(&flags.check, "check", false,
		"write nothing; name the files that are not in their canonical layout")
	format.Flags().BoolVar(&flags.diff, "diff", false, "write nothing; show what would change")
	format.Flags().StringVar(&flags.stdinFilename, "stdin-filename", "",
		"path of the record that is read from standard input, such as content/drugs/imatinib.yaml")
	format.Flags().BoolVar(&flags.migrate, "migrate", false,
		"rewrite content of the schema before December 2026 for that of today, and list what is left to do by hand")
	return format
}

func (c *command) formatStdin(flags fmtFlags) error {
	if flags.stdinFilename == "" {
		return errors.New("fmt -: --stdin-filename is required: the path that the record has, as in drugs/imatinib.yaml")
	}
	source, err := io.ReadAll(io.LimitReader(c.Stdin, document.MaxFileBytes+1))
	if err != nil {
		return fmt.Errorf("fmt -: read standard input: %w", err)
	}
	f := contentFile{shown: flags.stdinFilename, path: recordPath(flags.stdinFilename), before: source}
	f.format()
	if f.err != nil {
		return fmt.Errorf("fmt: %w", f.err)
	}
	if flags.check || flags.diff {
		return c.showUnformatted([]contentFile{f}, flags)
	}
	if _, err := c.Stdout.Write(f.after); err != nil {
		return fmt.Errorf("fmt -: write standard output: %w", err)
	}
	return nil
}

func (c *command) formatFiles(paths []string, flags fmtFlags) error {
	trees, err := flags.trees(paths)
	if err != nil {
		return fmt.Errorf("fmt: %w", err)
	}
	failed := 0
	var changed []contentFile
	for _, t := range trees {
		files, failures, err := c.formatTree(t, !flags.check && !flags.diff)
		if err != nil {
			return err
		}
		changed = append(changed, files...)
		failed += failures
	}
	result := error(nil)
	if flags.check || flags.diff {
		result = c.showUnformatted(changed, flags)
	} else {
		for _, f := range changed {
			fmt.Fprintln(c.Stdout, f.shown)
		}
	}
	if failed > 0 {
		return fmt.Errorf("fmt: %d of the files could not be read; they are unchanged", failed)
	}
	return result
}

// showUnformatted prints the names of files that are not in their canonical layout, or their diffs.
func (c *command) showUnformatted(files []contentFile, flags fmtFlags) error {
	found := false
	for _, f := range files {
		if bytes.Equal(f.before, f.after) {
			continue
		}
		found = true
		if !flags.diff {
			fmt.Fprintln(c.Stdout, f.shown)
			continue
		}
		if _, err := c.Stdout.Write(f.diff()); err != nil {
			return fmt.Errorf("write difference: %w", err)
		}
	}
	if found {
		return errFindings
	}
	return nil
}

// formatTree formats the selected files of a content directory. It returns those that change, in order, and the number
// of those that could not be read.
func (c *command) formatTree(t tree, write bool) (changed []contentFile, failed int, err error) {
	openTree := os.OpenRoot
	if write {
		openTree = openToWrite
	}
	root, err := openTree(t.dir)
	if err != nil {
		return nil, 0, fmt.Errorf("fmt: %w", err)
	}
	defer root.Close()
	files := t.files(root)
	formatAll(root, files)
	for _, f := range files {
		switch {
		case f.err != nil:
			fmt.Fprintln(c.Stderr, f.err)
			failed++
			continue
		case bytes.Equal(f.before, f.after):
			continue
		case write:
			if err := replaceFile(root, f.path, f.after); err != nil {
				return nil, 0, fmt.Errorf("fmt %s: %w", f.shown, err)
			}
		}
		changed = append(changed, f)
	}
	return changed, failed, nil
}

// formatAll formats files on all processors.
func formatAll(root *os.Root, files []contentFile) {
	var group errgroup.Group
	group.SetLimit(runtime.GOMAXPROCS(0))
	for i := range files {
		group.Go(func() error {
			files[i].read(root)
			files[i].format()
			return nil
		})
	}
	_ = group.Wait() // each file keeps its own error
}

// contentFile is a content file that may change.
type contentFile struct {
	shown         string // as shown to people
	path          string // below the content directory
	before, after []byte
	err           error
}

// recordPath returns the path of a file relative to the content directory: its last two elements.
func recordPath(file string) string {
	file = filepath.ToSlash(file)
	return path.Join(path.Base(path.Dir(file)), path.Base(file))
}

func (f *contentFile) read(root *os.Root) {
	info, err := root.Stat(f.path)
	switch {
	case err != nil:
		f.err = fmt.Errorf("%s: %w", f.shown, err)
	case !info.Mode().IsRegular():
		f.err = fmt.Errorf("%s: not a regular file", f.shown)
	case info.Size() > document.MaxFileBytes:
		f.err = fmt.Errorf("%s: the file has %d bytes; at most %d are read", f.shown, info.Size(), document.MaxFileBytes)
	default:
		if f.before, err = root.ReadFile(f.path); err != nil {
			f.err = fmt.Errorf("%s: %w", f.shown, err)
		}
		// Which line ends a file has is git's to say; replaceFile keeps them.
		f.before = bytes.ReplaceAll(f.before, []byte("\r\n"), []byte("\n"))
	}
}

func (f *contentFile) format() {
	if f.err != nil {
		return
	}
	kind, ok := catalog.ParseKind(path.Dir(f.path))
	if !ok {
		f.err = fmt.Errorf("%s: %s is not the path of a record, as drugs/imatinib.yaml is", f.shown, f.path)
		return
	}
	f.after, f.err = document.Format(f.before, kind.New().ProtoReflect().Type())
	if unread := (*document.UnreadError)(nil); errors.As(f.err, &unread) {
		f.err = fmt.Errorf("%s:%w", f.shown, f.err)
	} else if f.err != nil {
		f.err = fmt.Errorf("%s: %w", f.shown, f.err)
	}
}

// diff returns the diff of the file.
func (f *contentFile) diff() []byte {
	return diff.Diff(f.shown, f.before, f.shown+" (changed)", f.after)
}
