package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"golang.org/x/sync/errgroup"

	"github.com/opencompendium/compendium/catalog/compare"
	"github.com/opencompendium/compendium/release/disk"
	"github.com/opencompendium/compendium/services/site"
)

type siteFlags struct {
	reportFlags

	since string
}

func (c *command) siteCommand() *cobra.Command {
	var flags siteFlags
	site := &cobra.Command{
		Use:   "site -o DIR [VERSION]",
		Short: "Write the catalog as web pages",
		Long: `Write the catalog as web pages: one a record, with every fact leading to its reference, and pages on labels,
on what is due and on what is missing. They need no server; searching as one types does.

VERSION is as for ` + "`compendium report`" + `. With --since, another version, a page shows what changed. The same
content and --as-of date give the same pages.`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error { return c.site(cmd.Context(), flags, args) },
	}
	flags.add(site, false)
	flags.register(site, true)
	site.Flags().StringVar(&flags.asOf, "as-of", "",
		"day for statuses and for what is due, such as 2026-11-23 (default: today in UTC)")
	site.Flags().StringVarP(&flags.output, "output", "o", "", "directory to write, which must be empty or a site")
	site.Flags().StringVar(&flags.since, "since", "", "version whose differences are shown, as BEFORE of compendium diff")
	if err := site.MarkFlagRequired("output"); err != nil {
		panic(err) // the flag is named above
	}
	return site
}

func (c *command) site(ctx context.Context, flags siteFlags, args []string) error {
	day, err := c.day(flags.asOf)
	if err != nil {
		return err
	}
	read, err := flags.read(ctx, args)
	if err != nil {
		return fmt.Errorf("site: %w", err)
	}
	options := site.Options{AsOf: day, Program: toolVersion(), Since: flags.since}
	if flags.since != "" {
		before, err := versions{registryFlags: flags.registryFlags, contentFlags: flags.contentFlags}.whole(ctx, flags.since)
		if err != nil {
			return fmt.Errorf("site: --since: %w", err)
		}
		options.Changes = compare.Catalogs(before, read, day)
	}
	if err := writeSite(ctx, flags.output, site.New(read, options)); err != nil {
		return fmt.Errorf("site: %w", err)
	}
	return nil
}

// siteFiles is the file that lists the files of a site, so that the next run removes those that are no longer.
const siteFiles = "files.txt"

// writeSite writes the pages of a site into a directory. Each file is replaced as a whole, so that a web server that
// reads it meanwhile sends no half page.
func writeSite(ctx context.Context, dir string, s *site.Site) error {
	before, err := filesOfSite(dir)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(dir, 0o755); err != nil { //nolint:gosec // web servers read it
		return err
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return err
	}
	defer root.Close()
	files := slices.Collect(s.Paths())
	// Until the new pages are written, the list has all, so that a run that was ended leaves none that it does not know.
	if err := disk.ReplaceIn(root, siteFiles, listed(slices.Concat(files, before)), 0o644); err != nil {
		return err
	}
	made := make(map[string]bool)
	for _, name := range files {
		if folder := path.Dir(name); !made[folder] {
			made[folder] = true
			if err := root.MkdirAll(folder, 0o755); err != nil {
				return err
			}
			if err := disk.Clean(filepath.Join(dir, folder)); err != nil {
				return err
			}
		}
	}
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(runtime.GOMAXPROCS(0))
	for _, name := range files {
		group.Go(func() error {
			if err := ctx.Err(); err != nil {
				return err
			}
			text, err := s.Render(name)
			if err != nil {
				return err
			}
			return disk.ReplaceIn(root, name, text, 0o644)
		})
	}
	if err := group.Wait(); err != nil {
		return err
	}
	kept := make(map[string]bool)
	for _, name := range files {
		kept[name] = true
	}
	for _, name := range before {
		if kept[name] {
			continue
		}
		if err := root.Remove(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return disk.ReplaceIn(root, siteFiles, listed(files), 0o644)
}

// filesOfSite returns the files of the site that a directory holds. It refuses a directory that holds something else.
func filesOfSite(dir string) ([]string, error) {
	text, err := os.ReadFile(filepath.Join(dir, siteFiles))
	if err == nil {
		return strings.Fields(string(text)), nil
	}
	if !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	entries, err := os.ReadDir(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, nil
	case err != nil:
		return nil, err
	case len(entries) > 0:
		return nil, fmt.Errorf("%s is neither empty nor a site that this command wrote; name another directory", dir)
	}
	return nil, nil
}

func listed(files []string) []byte { return []byte(strings.Join(files, "\n") + "\n") }
