package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/date"
	"github.com/opencompendium/compendium/validate"
)

type lintFlags struct {
	asOf        string
	format      string
	failOn      string
	archive     string
	maxFindings int
	quiet       bool
	statistics  bool
	fixFlags
}

func (c *command) lintCommand() *cobra.Command {
	var flags lintFlags
	lint := &cobra.Command{
		Use:   "lint [PATH...]",
		Short: "Check content and report findings",
		Long: `Check content and report findings.

PATH is a content directory, a project that has one as content/, or files and folders within one, and then only their findings are
reported, while the whole catalog is read. Without PATH it is content/ where there is one, else the embedded catalog.

` + formatTable() + `
Exit code 0: nothing at or above --fail-on; 1: findings; 2: could not run.`,
		RunE: func(_ *cobra.Command, args []string) error { return c.lint(args, flags) },
	}
	lint.Flags().StringVar(&flags.asOf, "as-of", "", "day to check for, as in 2026-11-23 (default today)")
	lint.Flags().StringVar(&flags.format, "format", textFormat, "output: "+formatNames())
	lint.Flags().StringVar(&flags.failOn, "fail-on", "error", "least severity that makes the exit code 1: error, warning, info or never")
	lint.Flags().StringVar(&flags.archive, "archive", "", "directory of archived source texts, to check passage fingerprints against")
	lint.Flags().IntVar(&flags.maxFindings, "max-findings", 0, "report at most this many findings, the worst ones; 0 for all")
	lint.Flags().BoolVar(&flags.quiet, "quiet", false, "report only the findings that make the exit code 1, and no summary")
	lint.Flags().BoolVar(&flags.statistics, "statistics", false, "report how many findings each rule has, too")
	flags.register(lint)
	// Statistics are a part of the summary.
	lint.MarkFlagsMutuallyExclusive("quiet", "statistics")
	return lint
}

// textFormat is the format of findings that people read. What fails is not said in it, since people read that from standard error.
const textFormat = "text"

func findFormat(name string) (validate.Format, bool) {
	formats := validate.Formats()
	i := slices.IndexFunc(formats, func(f validate.Format) bool { return f.Name == name })
	if i < 0 {
		return validate.Format{}, false
	}
	return formats[i], true
}

// formatNames lists the formats as a choice: "text, json or sarif".
func formatNames() string {
	var names []string
	for _, f := range validate.Formats() {
		names = append(names, f.Name)
	}
	last := len(names) - 1
	return strings.Join(names[:last], ", ") + " or " + names[last]
}

// formatTable describes the formats, one a line.
func formatTable() string {
	var b strings.Builder
	b.WriteString("Formats:\n")
	for _, f := range validate.Formats() {
		fmt.Fprintf(&b, "  %-9s %s\n", f.Name, f.Title)
	}
	return b.String()
}

func (c *command) lint(paths []string, flags lintFlags) error {
	format, ok := findFormat(flags.format)
	if !ok {
		return fmt.Errorf("--format: %q is not a format: write %s", flags.format, formatNames())
	}
	if flags.maxFindings < 0 {
		return fmt.Errorf("--max-findings: %d is less than none: write how many to report, or 0 for all", flags.maxFindings)
	}
	failOn, err := parseFailOn(flags.failOn)
	if err != nil {
		return err
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
	var catalogs []*catalog.Catalog
	for _, t := range trees {
		content, result, err := flags.check(c, t, format, options)
		if err != nil {
			return err
		}
		findings = append(findings, t.only(result.Findings)...)
		statistics = statistics.Plus(result.Statistics)
		catalogs = append(catalogs, content)
	}
	report := validate.NewReport(findings, statistics, catalogs, validate.ReportOptions{
		Rules: validate.Rules(), Version: toolVersion(), AsOf: asOf, FailOn: failOn, MaxFindings: flags.maxFindings,
		Quiet: flags.quiet, Statistics: flags.statistics, Color: isColored(c.Stdout),
	})
	if err := c.writeReport(format, report); err != nil {
		return err
	}
	if validate.Count(findings, failOn) > 0 {
		return errFindings
	}
	return nil
}

// parseFailOn reads the --fail-on flag. No finding is as severe as what "never" gives.
func parseFailOn(flag string) (validate.Severity, error) {
	if flag == "never" {
		return validate.Error + 1, nil
	}
	severity, err := validate.ParseSeverity(flag)
	if err != nil {
		return 0, fmt.Errorf("--fail-on: %w, or never", err)
	}
	return severity, nil
}

// unwrittenError is a failure to write a report. It cannot be reported in the report's format: half of that is written already.
type unwrittenError struct{ error }

// writeReport writes a report to standard output. What its format has no room for is said on standard error.
func (c *command) writeReport(format validate.Format, report *validate.Report) error {
	out := bufio.NewWriter(c.Stdout)
	if err := format.Write(out, report); err != nil {
		return unwrittenError{fmt.Errorf("write findings: %w", err)}
	}
	if err := out.Flush(); err != nil {
		return unwrittenError{fmt.Errorf("write findings: %w", err)}
	}
	if !format.ListOnly {
		return nil
	}
	if left := report.LeftOut(); left != "" {
		fmt.Fprintln(c.Stderr, left)
	}
	if err := report.WriteStatistics(c.Stderr); err != nil {
		return unwrittenError{fmt.Errorf("write statistics: %w", err)}
	}
	return nil
}

// reportFailure says in the format that was asked for why lint could not run: a program that reads its output has to be told, and
// an output of nothing would look like no findings. The arguments are those of the command line, since one that cannot be read may
// stand before the one that names the format.
func (c *command) reportFailure(lint *cobra.Command, args []string, failure error) {
	if unwritten := (unwrittenError{}); errors.As(failure, &unwritten) {
		return
	}
	format, ok := findFormat(askedFormat(args))
	if !ok || format.Name == textFormat {
		return
	}
	at := "content"
	if paths := lint.Flags().Args(); len(paths) > 0 {
		at = filepath.ToSlash(filepath.Clean(paths[0]))
	}
	report := validate.FailureReport(failure, at, validate.ReportOptions{Rules: validate.Rules(), Version: toolVersion()})
	if err := c.writeReport(format, report); err != nil {
		fmt.Fprintln(c.Stderr, "compendium:", err)
	}
}

// askedFormat finds the value of --format among arguments, of which not all need be good.
func askedFormat(args []string) string {
	asked := textFormat
	for i, arg := range args {
		value, joined := strings.CutPrefix(arg, "--format=")
		switch {
		case arg == "--":
			return asked
		case joined:
			asked = value
		case arg == "--format" && i+1 < len(args):
			asked = args[i+1]
		}
	}
	return asked
}

// isColored says whether to color what is written: on a terminal that knows colors, where nobody has said NO_COLOR
// (https://no-color.org).
func isColored(w io.Writer) bool {
	file, ok := w.(*os.File)
	if !ok || os.Getenv("NO_COLOR") != "" || os.Getenv("TERM") == "dumb" {
		return false
	}
	info, err := file.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
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
