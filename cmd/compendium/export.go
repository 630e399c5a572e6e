package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"strings"

	"github.com/spf13/cobra"
	"google.golang.org/protobuf/proto"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/date"
	"github.com/opencompendium/compendium/catalog/export"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

// Formats of export.
const (
	exportCSV   = "csv"
	exportJSONL = "jsonl"
)

func (c *command) exportCommand() *cobra.Command {
	var flags exportFlags
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
	flags.server.add(command)
	return command
}

type exportFlags struct {
	reportFlags

	server serverFlags
}

func (c *command) export(ctx context.Context, flags exportFlags, args []string) error {
	format := args[0]
	if format != exportCSV && format != exportJSONL {
		return fmt.Errorf("%q is not a format: %s", format, oneOf(format, exportCSV, exportJSONL))
	}
	day, err := c.day(flags.asOf)
	if err != nil {
		return err
	}
	drugs, err := flags.drugs(ctx, args[1:], day)
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
		if err := write(&text, drugs); err != nil {
			return err
		}
		if err := replaceRegular(root, t.Name+"."+format, text.Bytes(), 0o644); err != nil {
			return fmt.Errorf("write %s.%s: %w", t.Name, format, err)
		}
	}
	return nil
}

// drugs returns the drugs that the tables are made of.
func (f *exportFlags) drugs(ctx context.Context, args []string, day date.Day) ([]*compendiumv1.Drug, error) {
	if len(args) > 0 && isServer(args[0]) {
		return f.server.drugs(ctx, args[0], day)
	}
	if err := f.server.unused(); err != nil {
		return nil, err
	}
	c, err := f.read(ctx, args)
	if err != nil {
		return nil, err
	}
	return export.Records{Drugs: messages[*compendiumv1.Drug](c, catalog.Drugs), Regulators: c.Regulators(),
		Sources: messages[*compendiumv1.Source](c, catalog.Sources), Lookup: c.Message}.AsOf(day), nil
}

// messages returns the records of a collection.
func messages[M proto.Message](c *catalog.Catalog, kind catalog.Kind) []M {
	var list []M
	for _, r := range c.Records(kind) {
		if m, ok := r.Message().(M); ok {
			list = append(list, m)
		}
	}
	return list
}
