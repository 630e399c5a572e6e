package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/date"
	"github.com/opencompendium/compendium/catalog/skeleton"
	"github.com/opencompendium/compendium/release/base"
	"github.com/opencompendium/compendium/validate/policy"
)

func (c *command) initCommand() *cobra.Command {
	var extends string
	create := &cobra.Command{
		Use:   "init [DIR]",
		Short: "Start a catalog of your own",
		Long: `Start a catalog of your own: write a project that lints, serves and has what editors, git, GitHub and
pre-commit need.

DIR is the directory of the project, created if there is none (default: the working directory). A file that is there
already is kept as it is.

With --extends the catalog builds on another one: its records refer to those of the other, add to them, and may replace
them (docs/own-catalog.md).`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			dir := "."
			if len(args) > 0 {
				dir = filepath.Clean(args[0])
			}
			if err := c.start(cmd.Context(), dir, extends); err != nil {
				return fmt.Errorf("init: %w", err)
			}
			return nil
		},
	}
	create.Flags().StringVar(&extends, "extends", "",
		"catalog to extend: embedded, a release file, oci://host/name@sha256:…, or a channel such as oci://host/name:stable")
	return create
}

// start writes a project into a directory.
func (c *command) start(ctx context.Context, dir, extends string) error {
	list := "formulary"
	if extends != "" {
		extended, err := startBase(ctx, dir, extends)
		if err != nil {
			return err
		}
		if lock := filepath.Join(dir, policy.LockName); isFile(lock) {
			fmt.Fprintln(c.Stdout, filepath.ToSlash(lock))
		}
		for n := 2; extended.Message("lists/"+list) != nil; n++ {
			list = fmt.Sprintf("formulary-%d", n)
		}
	}
	now := c.Now().UTC()
	files, err := skeleton.Project(skeleton.Start{Day: string(date.Of(now)),
		Due: now.AddDate(1, 0, 0).Format(time.DateOnly), List: list, Extends: extends})
	if err != nil {
		return err
	}
	hasContent := isContent(filepath.Join(dir, "content"))
	for _, f := range files {
		if strings.HasPrefix(f.Path, "content/") && hasContent {
			continue
		}
		if err := c.startFile(filepath.Join(dir, filepath.FromSlash(f.Path)), f.Text); err != nil {
			return err
		}
	}
	if err := c.writeSchemas(filepath.Join(dir, "content", filepath.FromSlash(skeleton.SchemaDir)), nil); err != nil {
		return err
	}
	at := ""
	if dir != "." {
		at = "cd " + filepath.ToSlash(dir) + ", "
	}
	fmt.Fprintf(c.Stderr, "Next: %scompendium lint, then compendium serve. README.md says how to go on.\n", at)
	return nil
}

// startBase returns the catalog that a new project extends, which it pins.
func startBase(ctx context.Context, dir, extends string) (*catalog.Catalog, error) {
	config := filepath.Join(dir, policy.FileName)
	if isFile(config) {
		return nil, fmt.Errorf("%s is there already; write extends: %s into it, then run `compendium update`", config, extends)
	}
	//nolint:gosec // a project is for everyone who may read it
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, err
	}
	extended, lock, err := parseConfig(config, extendsLine(extends)).resolved(ctx)
	if err != nil {
		return nil, err
	}
	return extended.Catalog, base.WriteLock(dir, lock)
}

// startFile writes a file of a project, unless there is one.
func (c *command) startFile(file string, text []byte) error {
	//nolint:gosec // a project is for everyone who may read it
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		return fmt.Errorf("make folder: %w", err)
	}
	switch err := createFile(file, text, 0o644); {
	case errors.Is(err, fs.ErrExist):
		fmt.Fprintf(c.Stderr, "kept %s, which is there already\n", filepath.ToSlash(file))
	case err != nil:
		return err
	default:
		fmt.Fprintln(c.Stdout, filepath.ToSlash(file))
	}
	return nil
}
