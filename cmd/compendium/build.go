package main

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/opencompendium/compendium/release"
	"github.com/opencompendium/compendium/release/disk"
	"github.com/opencompendium/compendium/release/file"
)

type buildFlags struct {
	contentFlags

	output   string
	asOf     string
	revision string
}

func (c *command) buildCommand() *cobra.Command {
	var flags buildFlags
	build := &cobra.Command{
		Use:   "build [DIR]",
		Short: "Build a release file",
		Long: `Build a release file: load the content, check it, and compile it into the one file that is served.

DIR is a content directory, or a project that has one as content/; without it, the content is found as lint finds it.
Content with an error is refused: the command prints the findings and ends with exit code 1. The same content, --as-of
date, --revision and program give the same bytes on any machine.`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error { return c.build(cmd.Context(), args, flags) },
	}
	flags.register(build, true)
	build.Flags().StringVarP(&flags.output, "output", "o", "compendium.release", "file to write")
	build.Flags().StringVar(&flags.asOf, "as-of", "",
		"day to check and to derive records for, such as 2026-11-23 (default: today in UTC)")
	build.Flags().StringVar(&flags.revision, "revision", "", "revision of the content's repository, for servers to report")
	return build
}

func (c *command) build(ctx context.Context, args []string, flags buildFlags) error {
	data, source, err := c.buildRelease(ctx, args, flags)
	if err != nil {
		return c.refuse("build", err)
	}
	m, err := openWhole(data)
	if err != nil {
		return fmt.Errorf("build: the file that was built cannot be opened: %w", err)
	}
	if err := disk.WriteFile(flags.output, data, 0o644); err != nil {
		return fmt.Errorf("build: %w", err)
	}
	fmt.Fprintf(c.Stdout, "%s: version %s from %s, as of %s, %d bytes\n%s\n", flags.output, m.Version(), source, m.AsOf(),
		len(data), m.FileDigest())
	return nil
}

// openWhole opens a release file that is to be published, and checks what servers rely on.
func openWhole(data []byte) (*file.File, error) {
	m, err := file.Open(data)
	if err != nil {
		return nil, err
	}
	return m, m.Verify()
}

// buildRelease builds a release file from the content that an argument or the flags name, and returns where the content
// came from.
func (c *command) buildRelease(ctx context.Context, args []string, flags buildFlags) (
	data []byte, source string, err error,
) {
	day, err := c.day(flags.asOf)
	if err != nil {
		return nil, "", err
	}
	t, err := flags.whole(args)
	if err != nil {
		return nil, "", err
	}
	source = t.shown()
	loaded, problems, err := t.load(ctx)
	if err != nil {
		return nil, source, err
	}
	data, err = release.Build(ctx, loaded, problems, source,
		release.Options{AsOf: day, ToolVersion: toolVersion(), Revision: flags.revision})
	return data, source, err
}
