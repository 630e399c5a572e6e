package main

import (
	"bytes"
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/release/disk"
	"github.com/opencompendium/compendium/services/site"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/report"
	"github.com/opencompendium/compendium/validate/rules"
)

type reportFlags struct {
	registryFlags
	contentFlags

	asOf   string
	output string
}

func (c *command) reportCommand() *cobra.Command {
	var flags reportFlags
	report := &cobra.Command{
		Use:   "report [VERSION]",
		Short: "Write a page on the state of the content",
		Long: `Write a page on the state of the content, for the people who are responsible for it: the label status of each
use in each jurisdiction, gaps, conflicts between sources, which sources the facts rest on and how old they are, how
far regulators' records were read, and which reviews are due. It is one self-contained HTML file.

VERSION is a content directory, a release file, git:REVISION, oci://host/name:tag or oci-layout://DIR:tag, as for ` + "`compendium diff`" + `. Without
it, the content is found as lint finds it. The same content and --as-of date give the same page.`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error { return c.report(cmd.Context(), flags, args) },
	}
	flags.add(report, false)
	flags.register(report, true)
	report.Flags().StringVar(&flags.asOf, "as-of", "",
		"day for label statuses and for what is due, such as 2026-11-23 (default: today in UTC)")
	report.Flags().StringVarP(&flags.output, "output", "o", "", "file to write (default: standard output)")
	return report
}

func (c *command) report(ctx context.Context, flags reportFlags, args []string) error {
	day, err := c.day(flags.asOf)
	if err != nil {
		return err
	}
	read, err := flags.read(ctx, args)
	if err != nil {
		return fmt.Errorf("report: %w", err)
	}
	result, err := validate.Run(ctx, read, nil, validate.Options{Rules: rules.All(), AsOf: day})
	if err != nil {
		return fmt.Errorf("report: %w", err)
	}
	s := report.Summarize(result.Findings, result.Statistics)
	var page bytes.Buffer
	if err := site.New(read, site.Options{AsOf: day, Program: toolVersion()}).WriteReport(&page,
		site.Findings{Errors: s.Errors, Warnings: s.Warnings, Infos: s.Infos}); err != nil {
		return fmt.Errorf("report: %w", err)
	}
	if flags.output != "" {
		if err := disk.WriteFile(flags.output, page.Bytes(), 0o644); err != nil {
			return fmt.Errorf("report: %w", err)
		}
		return nil
	}
	_, err = c.Stdout.Write(page.Bytes())
	return err
}

// read reads the version that an argument names, or else the content.
func (f *reportFlags) read(ctx context.Context, args []string) (*catalog.Catalog, error) {
	from := versions{registryFlags: f.registryFlags, contentFlags: f.contentFlags}
	if len(args) > 0 && f.embedded {
		return nil, fmt.Errorf("%s: it is not in the embedded catalog; remove the version or --embedded", args[0])
	}
	if len(args) > 0 {
		return from.whole(ctx, args[0])
	}
	return from.present(ctx)
}
