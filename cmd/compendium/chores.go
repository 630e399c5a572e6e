package main

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/chore"
	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/register/reconcile"
	"github.com/opencompendium/compendium/release/disk"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules"
)

// choreFlags are the flags of commands that make one change in content.
type choreFlags struct {
	contentFlags

	diff bool
	asOf string
}

func (f *choreFlags) register(cmd *cobra.Command) {
	f.contentFlags.register(cmd, false)
	cmd.Flags().BoolVar(&f.diff, "diff", false, "write nothing; show what would change")
	cmd.Flags().StringVar(&f.asOf, "as-of", "", "day to check the change for, such as 2026-11-23 (default: today in UTC)")
}

// recordArgument returns the name of a record that an argument names: drugs/imatinib, or the path of its file.
func recordArgument(argument string) string {
	name, isFile := strings.CutSuffix(filepath.ToSlash(argument), ".yaml")
	if isFile {
		name = recordPath(name)
	}
	return name
}

// change makes a change in content, writes it, and prints what it changed and what is left: what a person has to
// decide, and what lint finds now that it did not find before.
func (c *command) change(ctx context.Context, name string, flags choreFlags,
	chosen func(*catalog.Catalog) (chore.Change, error)) error {
	day, err := c.day(flags.asOf)
	if err != nil {
		return err
	}
	t, err := flags.whole(nil)
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	config, err := readConfig(t, "")
	if err != nil {
		return err
	}
	content, problems, err := t.loadBy(ctx, config)
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	changed, err := chosen(content)
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	options := validate.Options{Rules: rules.All(), AsOf: day, Suppressions: true, Policy: config.policy,
		Elsewhere: reconcile.IDs()}
	if changed.Tombstone != "" && name != "rename" && !flags.diff {
		if err := isCommitted(ctx, t.dir, changed.Tombstone); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	appeared, err := newFindings(ctx, content, problems, changed.Files, options)
	if err != nil {
		return fmt.Errorf("%s: check the change: %w", name, err)
	}
	if err := c.writeChange(t, content, changed, flags.diff); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	for _, left := range changed.Left {
		fmt.Fprintln(c.Stderr, left)
	}
	for _, f := range appeared {
		if slices.ContainsFunc(changed.Left, func(l chore.Remainder) bool {
			return l.File == f.File && l.Position == f.Position
		}) {
			continue // what is left says what to do about it
		}
		fmt.Fprintf(c.Stderr, "%s:%d:%d: %s: %s [%s]\n", f.File, f.Position.Line, f.Position.Column, f.Severity, f.Message,
			f.Rule)
	}
	if finding.Count(appeared, finding.Error) > 0 {
		return errFindings
	}
	return nil
}

// isCommitted returns an error if a file below a directory, whose text a change takes out, is in a work tree of git and
// git does not have that text.
func isCommitted(ctx context.Context, dir, file string) error {
	status, err := git{dir}.run(ctx, "status", "--porcelain", "--ignored", "--", file)
	if err != nil {
		return nil //nolint:nilerr // no work tree, or no git: the text is kept in another way
	}
	if status != "" {
		return fmt.Errorf("%s has text that is not committed and would be lost; commit it first", file)
	}
	return nil
}

// writeChange writes files and prints their names, or prints how they would change. If it is ended early, the same
// command does what is left.
func (c *command) writeChange(t tree, content *catalog.Catalog, changed chore.Change, onlyDiff bool) error {
	paths := slices.Collect(maps.Keys(changed.Files))
	// New files come first, so that nothing refers to a file that is not there if this is interrupted.
	rank := func(file string) int {
		_, there := content.Get(recordName(file))
		switch {
		case !there:
			return 0
		case file == changed.Tombstone:
			return 1
		default:
			return 2
		}
	}
	slices.SortFunc(paths, func(a, b string) int {
		return cmp.Or(cmp.Compare(rank(a), rank(b)), strings.Compare(a, b))
	})
	openTree := openToWrite
	if onlyDiff {
		openTree = os.OpenRoot
	}
	root, err := openTree(t.dir)
	if err != nil {
		return err
	}
	defer root.Close()
	for _, file := range paths {
		before, ok := content.Get(recordName(file))
		shown := contentFile{shown: content.FileOf(file), path: file, after: changed.Files[file]}
		if ok {
			shown.before = before.Text()
		}
		switch {
		case onlyDiff:
			_, err = c.Stdout.Write(shown.diff())
		case ok:
			err = replaceFile(root, file, shown.after)
		default:
			// A checkout has one kind of line ends, so that those of any file that changes too will do.
			var text []byte
			if text, err = withLineEnds(root, paths[len(paths)-1], shown.after); err == nil {
				err = createIn(root, file, text)
			}
		}
		if err != nil {
			return fmt.Errorf("write %s: %w", shown.shown, err)
		}
		if !onlyDiff {
			fmt.Fprintln(c.Stdout, shown.shown)
		}
	}
	return nil
}

// createIn writes a file that must not exist yet, unless with this text.
func createIn(root *os.Root, file string, text []byte) error {
	if err := root.Mkdir(path.Dir(file), 0o755); err != nil && !os.IsExist(err) {
		return err
	}
	switch _, err := root.Lstat(file); {
	case err == nil:
		if present, err := root.ReadFile(file); err == nil && bytes.Equal(present, text) {
			return nil
		}
		return &fs.PathError{Op: "create", Path: file, Err: fs.ErrExist}
	case !errors.Is(err, fs.ErrNotExist):
		return err
	}
	return disk.ReplaceIn(root, file, text, 0o644)
}

// newFindings returns the errors and warnings that content has with changed files and did not have before, sorted.
func newFindings(ctx context.Context, content *catalog.Catalog, problems []finding.Finding, files map[string][]byte,
	options validate.Options) ([]finding.Finding, error) {
	before, err := validate.Run(ctx, content, problems, options)
	if err != nil {
		return nil, err
	}
	changed, problems := overlay(content, problems, files)
	after, err := validate.Run(ctx, changed, problems, options)
	if err != nil {
		return nil, err
	}
	// The lines of a file may move, and a record that is renamed keeps its findings.
	key := func(f finding.Finding) string { return f.Rule + "\n" + f.Path + "\n" + f.Message }
	known := make(map[string]int)
	for _, f := range before.Findings {
		known[key(f)]++
	}
	return slices.DeleteFunc(after.Findings, func(f finding.Finding) bool {
		known[key(f)]--
		return known[key(f)] >= 0 || f.Severity < finding.Warning || f.Suppression != nil
	}), nil
}

func (c *command) renameCommand() *cobra.Command {
	var flags choreFlags
	cmd := &cobra.Command{
		Use:   "rename OLD NEW",
		Short: "Give a record another name",
		Long: `Give a record another name: its file moves, references to it lead to the new name, and the old name keeps a
tombstone that leads there. OLD and NEW are names such as drugs/deforolimus, or paths of files.

It prints the files it changed, and to standard error what is left: what only a person can decide, and what lint finds
now that it did not find before. Exit code 1: lint finds new errors.`,
		Args: arguments(2, "name the record and its new name, as in compendium rename drugs/deforolimus drugs/ridaforolimus"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return c.change(cmd.Context(), "rename", flags, func(content *catalog.Catalog) (chore.Change, error) {
				return chore.Rename(content, recordArgument(args[0]), recordArgument(args[1]))
			})
		},
		ValidArgsFunction: completeRecords(&flags.contentFlags, 1, catalog.Kinds()...),
	}
	flags.register(cmd)
	return cmd
}

func (c *command) mergeCommand() *cobra.Command {
	var flags choreFlags
	cmd := &cobra.Command{
		Use:   "merge OLD INTO",
		Short: "Make one record of two",
		Long: `Make one record of two that are about the same: references to OLD lead to INTO, and OLD becomes a tombstone. What
OLD says is not copied, since only a person knows which of two records is right: each of its fields is named.

Output and exit code are those of rename.`,
		Args: arguments(2, "name the record that goes and the one that stays, as in compendium merge drugs/old drugs/new"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return c.change(cmd.Context(), "merge", flags, func(content *catalog.Catalog) (chore.Change, error) {
				return chore.Merge(content, recordArgument(args[0]), recordArgument(args[1]))
			})
		},
		ValidArgsFunction: completeRecords(&flags.contentFlags, 2, catalog.Kinds()...),
	}
	flags.register(cmd)
	return cmd
}

func (c *command) retireCommand() *cobra.Command {
	var flags choreFlags
	var reason string
	var replacedBy []string
	cmd := &cobra.Command{
		Use:   "retire NAME (--reason TEXT | --replaced-by NAME,…)",
		Short: "Make a record a tombstone",
		Long: `Make a record a tombstone, whose name is no longer used: --replaced-by says what replaced it, several for a split,
and --reason why nothing did. References to it are not changed: lint reports them, and --fix repoints those that have
one replacement.

Output and exit code are those of rename.`,
		Args: arguments(1, "name one record, as in compendium retire drugs/old --reason \"…\""),
		RunE: func(cmd *cobra.Command, args []string) error {
			for i := range replacedBy {
				replacedBy[i] = recordArgument(replacedBy[i])
			}
			if len(replacedBy) == 0 && strings.TrimSpace(reason) == "" {
				return errors.New("retire: --reason is empty; say in a sentence why the name is no longer used")
			}
			return c.change(cmd.Context(), "retire", flags, func(content *catalog.Catalog) (chore.Change, error) {
				return chore.Retire(content, recordArgument(args[0]), replacedBy, reason)
			})
		},
		ValidArgsFunction: completeRecords(&flags.contentFlags, 1, catalog.Kinds()...),
	}
	flags.register(cmd)
	cmd.Flags().StringVar(&reason, "reason", "", "why the name is no longer used, in a sentence")
	cmd.Flags().StringSliceVar(&replacedBy, "replaced-by", nil, "what replaced it")
	cmd.MarkFlagsMutuallyExclusive("reason", "replaced-by")
	cmd.MarkFlagsOneRequired("reason", "replaced-by")
	return cmd
}

func (c *command) refsCommand() *cobra.Command {
	var from contentFlags
	cmd := &cobra.Command{
		Use:   "refs NAME",
		Short: "List what refers to a record, or cites it",
		Long: `List what refers to a record, with file and line: fields that name it and, for a source, the facts that cite it. NAME
is a name such as drugs/imatinib or sources/a-page, or the path of a file; it need not exist.`,
		Args: arguments(1, "name one record, as in compendium refs drugs/imatinib"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return c.refs(cmd.Context(), from, recordArgument(args[0]))
		},
		ValidArgsFunction: completeRecords(&from, 1, catalog.Kinds()...),
	}
	from.register(cmd, true)
	return cmd
}

func (c *command) refs(ctx context.Context, from contentFlags, name string) error {
	t, err := from.whole(nil)
	if err != nil {
		return fmt.Errorf("refs: %w", err)
	}
	content, _, err := t.load(ctx)
	if err != nil {
		return fmt.Errorf("refs: %w", err)
	}
	mentions := chore.References(content, name)
	if _, ok := content.Get(name); !ok && len(mentions) == 0 {
		return fmt.Errorf("refs: %w", chore.Missing(content, name))
	}
	for _, m := range mentions {
		what := "refers to it"
		if m.Cites {
			what = "cites it"
		}
		fmt.Fprintf(c.Stdout, "%s:%d:%d: %s %s\n", m.File, m.Position.Line, m.Position.Column, m.Path, what)
	}
	return nil
}
