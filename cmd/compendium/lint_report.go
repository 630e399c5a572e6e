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

	"github.com/opencompendium/compendium/validate/report"
	"github.com/opencompendium/compendium/validate/rules"
)

// textFormat is the format for people. It does not report a failure, which people read from standard error.
const textFormat = "text"

func findFormat(name string) (report.Format, bool) {
	formats := report.Formats()
	i := slices.IndexFunc(formats, func(f report.Format) bool { return f.Name == name })
	if i < 0 {
		return report.Format{}, false
	}
	return formats[i], true
}

// parseFormat reads the --format flag.
func parseFormat(flag string) (report.Format, error) {
	format, ok := findFormat(flag)
	if !ok {
		return format, fmt.Errorf("--format: %q is not a format: %s", flag, oneOf(flag, formatNames()...))
	}
	return format, nil
}

func formatNames() []string {
	var names []string
	for _, f := range report.Formats() {
		names = append(names, f.Name)
	}
	return names
}

// formatTable returns a line for each format.
func formatTable() string {
	var b strings.Builder
	b.WriteString("Formats:\n")
	for _, f := range report.Formats() {
		fmt.Fprintf(&b, "  %-9s %s\n", f.Name, f.Title)
	}
	return b.String()
}

// unwrittenError is a failure to write a report. It cannot be reported in the format of the report, part of which is
// written already.
type unwrittenError struct{ error }

// writeReport writes a report to standard output, and what its format has no room for to standard error.
func (c *command) writeReport(format report.Format, written *report.Report) error {
	out := bufio.NewWriter(c.Stdout)
	if err := format.Write(out, written); err != nil {
		return unwrittenError{fmt.Errorf("write findings: %w", err)}
	}
	if err := out.Flush(); err != nil {
		return unwrittenError{fmt.Errorf("write findings: %w", err)}
	}
	if !format.ListOnly {
		return nil
	}
	for _, sentence := range written.NotRun() {
		fmt.Fprintln(c.Stderr, "not run:", sentence)
	}
	if left := written.LeftOut(); left != "" {
		fmt.Fprintln(c.Stderr, left)
	}
	if err := written.WriteStatistics(c.Stderr); err != nil {
		return unwrittenError{fmt.Errorf("write statistics: %w", err)}
	}
	return nil
}

// reportFailure writes why lint could not run in the format of the report: to a program, no output would look like no
// findings. It takes the arguments of the command line, since an invalid one may precede the one with the format.
func (c *command) reportFailure(lint *cobra.Command, args []string, failure error) {
	if unwritten := (unwrittenError{}); errors.As(failure, &unwritten) {
		return
	}
	format, ok := findFormat(requestedFormat(args))
	if !ok || format.Name == textFormat {
		return
	}
	at := "content"
	if paths := lint.Flags().Args(); len(paths) > 0 {
		at = filepath.ToSlash(filepath.Clean(paths[0]))
	}
	written := report.Failure(failure, at, report.Options{Rules: rules.All().All(), Version: toolVersion()})
	if err := c.writeReport(format, written); err != nil {
		fmt.Fprintln(c.Stderr, "compendium:", err)
	}
}

// requestedFormat returns the value of --format in arguments, some of which may be invalid.
func requestedFormat(args []string) string {
	format := textFormat
	for i, arg := range args {
		value, joined := strings.CutPrefix(arg, "--format=")
		switch {
		case arg == "--":
			return format
		case joined:
			format = value
		case arg == "--format" && i+1 < len(args):
			format = args[i+1]
		}
	}
	return format
}

// isColored reports whether to color output: on a terminal that supports it, unless NO_COLOR (https://no-color.org) is
// set.
func isColored(w io.Writer) bool {
	file, ok := fileOf(w)
	if !ok || os.Getenv("NO_COLOR") != "" || os.Getenv("TERM") == "dumb" {
		return false
	}
	info, err := file.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}
