package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"
	"google.golang.org/protobuf/proto"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/date"
	"github.com/opencompendium/compendium/catalog/export"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/release/disk"
)

// Formats of export.
const (
	exportCSV   = "csv"
	exportJSONL = "jsonl"
	exportFHIR  = "fhir"
)

func (c *command) exportCommand() *cobra.Command {
	var flags exportFlags
	var table strings.Builder
	for _, t := range export.Tables() {
		fmt.Fprintf(&table, "  %-8s %s\n", t.Name, t.Title)
	}
	command := &cobra.Command{
		Use:   "export csv|jsonl|fhir -o DIR [VERSION]",
		Short: "Write the catalog as flat tables, or its doses as FHIR",
		Long: `Write the catalog as flat tables, one file each:

` + table.String() + `
csv is RFC 4180, with the names of the columns in the first row and "; " between several values of a cell; jsonl has an
object a row. fhir writes doses as NDJSON of FHIR R5: MedicationKnowledge.ndjson has the doses of drugs,
PlanDefinition.ndjson how regimens are given.

VERSION is as for ` + "`compendium report`" + `. Statuses are derived for --as-of.`,
		Args:      cobra.RangeArgs(1, 2),
		ValidArgs: []string{exportCSV, exportJSONL, exportFHIR},
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := c.export(cmd.Context(), flags, args); err != nil {
				return fmt.Errorf("export: %w", err)
			}
			return nil
		},
	}
	flags.add(command, false)
	flags.register(command, true)
	command.Flags().StringVar(&flags.asOf, "as-of", "", "day for statuses, such as 2026-11-23 (default: today in UTC)")
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
	files, err := exportFiles(args[0])
	if err != nil {
		return err
	}
	day, err := c.day(flags.asOf)
	if err != nil {
		return err
	}
	records, err := flags.records(ctx, args[1:])
	if err != nil {
		return err
	}
	if err := os.MkdirAll(flags.output, 0o755); err != nil { //nolint:gosec // content is for everyone
		return fmt.Errorf("make the directory: %w", err)
	}
	for _, f := range files {
		var text bytes.Buffer
		if err := f.write(&text, records, day); err != nil {
			return err
		}
		if err := disk.Replace(filepath.Join(flags.output, f.name), text.Bytes(), 0o644); err != nil {
			return fmt.Errorf("write %s: %w", f.name, err)
		}
	}
	return nil
}

// exportFile is a file of an export.
type exportFile struct {
	name  string
	write func(w io.Writer, records export.Records, day date.Day) error
}

// exportFiles returns the files of a format.
func exportFiles(format string) ([]exportFile, error) {
	var files []exportFile
	switch format {
	case exportFHIR:
		return []exportFile{
			{"MedicationKnowledge.ndjson", func(w io.Writer, r export.Records, day date.Day) error {
				return r.MedicationKnowledge(w, day)
			}},
			{"PlanDefinition.ndjson", func(w io.Writer, r export.Records, _ date.Day) error { return r.PlanDefinition(w) }},
		}, nil
	case exportCSV, exportJSONL:
		for _, t := range export.Tables() {
			write := t.CSV
			if format == exportJSONL {
				write = t.JSONLines
			}
			files = append(files, exportFile{t.Name + "." + format,
				func(w io.Writer, r export.Records, day date.Day) error { return write(w, r.AsOf(day)) }})
		}
		return files, nil
	default:
		return nil, fmt.Errorf("%q is not a format: %s", format, oneOf(format, exportCSV, exportJSONL, exportFHIR))
	}
}

// records returns the records to export.
func (f *exportFlags) records(ctx context.Context, args []string) (export.Records, error) {
	if len(args) > 0 && isServer(args[0]) {
		return f.server.records(ctx, args[0])
	}
	if err := f.server.unused(); err != nil {
		return export.Records{}, err
	}
	c, err := f.read(ctx, args)
	if err != nil {
		return export.Records{}, err
	}
	return export.Records{Drugs: messages[*compendiumv1.Drug](c, catalog.Drugs),
		Regimens: messages[*compendiumv1.Regimen](c, catalog.Regimens), Regulators: c.Regulators(),
		Sources: messages[*compendiumv1.Source](c, catalog.Sources), Lookup: c.Message}, nil
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
