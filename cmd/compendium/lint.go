package main

import (
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/opencompendium/compendium/catalog/date"
	"github.com/opencompendium/compendium/validate"
)

type lintFlags struct {
	asOf    string
	format  string
	failOn  string
	archive string
}

func (c *command) lintCommand() *cobra.Command {
	var flags lintFlags
	lint := &cobra.Command{
		Use:   "lint [PATH...]",
		Short: "Check content and report findings",
		Long: `Check content and report findings.

PATH is a content directory, a project that has one as content/, or files and folders within one, and then only their findings are
reported, while the whole catalog is read. Without PATH it is content/ where there is one, else the embedded catalog.

Exit code 0: nothing at or above --fail-on; 1: findings; 2: could not run.`,
		RunE: func(_ *cobra.Command, args []string) error { return c.lint(args, flags) },
	}
	lint.Flags().StringVar(&flags.asOf, "as-of", "", "day to check for, as in 2026-11-23 (default today)")
	lint.Flags().StringVar(&flags.format, "format", "text", "output: "+strings.Join(formatNames(), " or "))
	lint.Flags().StringVar(&flags.failOn, "fail-on", "error", "least severity that makes the exit code 1: error, warning, info or never")
	lint.Flags().StringVar(&flags.archive, "archive", "", "directory of archived source texts, to check passage fingerprints against")
	return lint
}

// formats are the output formats of findings.
var formats = map[string]func(io.Writer, []validate.Finding, validate.Summary) error{
	"text": validate.WriteText,
	"json": validate.WriteJSON,
}

func formatNames() []string {
	var names []string
	for name := range formats {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

func (c *command) lint(paths []string, flags lintFlags) error {
	write, ok := formats[flags.format]
	if !ok {
		return fmt.Errorf("--format: %q is not a format: write %s", flags.format, strings.Join(formatNames(), " or "))
	}
	failOn := validate.Error + 1
	if flags.failOn != "never" {
		severity, err := validate.ParseSeverity(flags.failOn)
		if err != nil {
			return fmt.Errorf("--fail-on: %w, or never", err)
		}
		failOn = severity
	}
	asOf, err := c.day(flags.asOf)
	if err != nil {
		return err
	}
	options := validate.Options{AsOf: asOf}
	if flags.archive != "" {
		// A link in the archive may not lead out of it, as in content.
		root, err := os.OpenRoot(flags.archive)
		if err != nil {
			return fmt.Errorf("--archive: open directory: %w", err)
		}
		defer root.Close()
		options.Archive = root.FS()
	}
	trees, err := findTrees(paths)
	if err != nil {
		return err
	}
	var findings []validate.Finding
	var statistics validate.Statistics
	for _, t := range trees {
		content, problems, err := t.load()
		if err != nil {
			return err
		}
		result, err := validate.Run(content, problems, options)
		if err != nil {
			return err
		}
		findings = append(findings, t.only(result.Findings)...)
		statistics = statistics.Plus(result.Statistics)
	}
	if err := write(c.Stdout, findings, validate.Summarize(findings, statistics)); err != nil {
		return fmt.Errorf("write findings: %w", err)
	}
	if validate.Count(findings, failOn) > 0 {
		return errFindings
	}
	return nil
}

// day reads the --as-of flag; without it, it is today.
func (c *command) day(flag string) (date.Day, error) {
	if flag == "" {
		return date.Of(c.Now()), nil
	}
	day, err := date.ParseDay(flag)
	if err != nil {
		return "", fmt.Errorf("--as-of: %w", err)
	}
	return day, nil
}
