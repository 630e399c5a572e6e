package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"github.com/opencompendium/compendium/catalog/export"
)

// Formats of export.
const (
	exportCSV   = "csv"
	exportJSONL = "jsonl"
)

func (c *command) exportCommand() *cobra.Command {
	var flags reportFlags
	var table strings.Builder
	for _, t := range export.Tables() {
		fmt.Fprintf(&table, "  %-8s %s\n", t.Name, t.Title)
	}
	command := &cobra.Command{
		Use:   "export csv|jsonl -o DIR [VERSION]",
		Short: "Write the catalog as flat tables",
		Long: `Write the catalog as flat tables, one file each:

` + table.String() + `
csv is RFC 4180, with the names of the columns in the first row and "; " between several values of a cell; jsonl has an
object a row. VERSION is as for ` + "`compendium report`" + `. Statuses are derived for --as-of.`,
		Args:      cobra.RangeArgs(1, 2),
		ValidArgs: []string{exportCSV, exportJSONL},
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := c.export(cmd.Context(), flags, args); err != nil {
				return fmt.Errorf("export: %w", err)
			}
			return nil
		},
	}
	flags.add(command, false)
	flags.register(command, true)
	command.Flags().StringVar(&flags.asOf, "as-of", "", "day for statuses, such as 2026-11-23 (default: today)")
	command.Flags().StringVarP(&flags.output, "output", "o", "", "directory, made if there is none")
	_ = command.MarkFlagRequired("output") // the flag is named above
	return command
}

func (c *command) export(ctx context.Context, flags reportFlags, args []string) error {
	format := args[0]
	if format != exportCSV && format != exportJSONL {
		return fmt.Errorf("%q is not a format: %s", format, oneOf(format, exportCSV, exportJSONL))
	}
	day, err := c.day(flags.asOf)
	if err != nil {
		return err
	}
	read, err := flags.read(ctx, args[1:])
	if err != nil {
		return err
	}
	if err := os.MkdirAll(flags.output, 0o755); err != nil { //nolint:gosec // content is for everyone
		return fmt.Errorf("make the directory: %w", err)
	}
	root, err := os.OpenRoot(flags.output)
	if err != nil {
		return fmt.Errorf("open the directory: %w", err)
	}
	defer root.Close()
	for _, t := range export.Tables() {
		var text bytes.Buffer
		write := t.CSV
		if format == exportJSONL {
			write = t.JSONLines
		}
		if err := write(&text, read, day); err != nil {
			return err
		}
		if err := replaceRegular(root, t.Name+"."+format, text.Bytes(), 0o644); err != nil {
			return fmt.Errorf("write %s.%s: %w", t.Name, format, err)
		}
	}
	return nil
}
