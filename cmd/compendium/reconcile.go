package main

import (
	"archive/zip"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/register/dmd"
	"github.com/opencompendium/compendium/register/dpd"
	"github.com/opencompendium/compendium/register/drugsatfda"
	"github.com/opencompendium/compendium/register/ema"
	"github.com/opencompendium/compendium/register/reconcile"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/report"
)

func (c *command) reconcileCommand() *cobra.Command {
	var flags lintFlags
	var registers string
	command := &cobra.Command{
		Use:   "reconcile --registers DIR [PATH...]",
		Short: "Compare content with registers",
		Long: `Compare content with registers, offline, and report like lint.

DIR has files of registers, told apart by what is in them: the zip of Drugs@FDA, zips of Canada's Drug Product Database,
the JSON table of medicines of the EMA, the XML of dm+d's virtual therapeutic moieties. Of two files of Drugs@FDA or
the EMA, the newer is compared with the content, and what changed since the older is reported, too.

` + formatTable() + `
Exit code 0: nothing at or above --fail-on; 1: findings; 2: could not run.`,
		RunE: func(command *cobra.Command, args []string) error {
			if err := c.reconcile(command.Context(), args, registers, flags); err != nil && !errors.Is(err, errFindings) {
				return fmt.Errorf("reconcile: %w", err)
			} else if err != nil {
				return err
			}
			return nil
		},
	}
	flags.contentFlags.register(command, true)
	command.Flags().StringVar(&registers, "registers", "", "directory of files of registers")
	command.Flags().StringVar(&flags.asOf, "as-of", "", "day to check for, such as 2026-11-23 (default: today in UTC)")
	command.Flags().StringVar(&flags.format, "format", textFormat, "output: "+orList(formatNames()))
	command.Flags().StringVar(&flags.failOn, "fail-on", "warning",
		"least severity that makes the exit code 1: error, warning, info or never")
	flags.fixFlags.register(command)
	completeFlag(command, "format", formatNames()...)
	completeFlag(command, "fail-on", "error", "warning", "info", "never")
	_ = command.MarkFlagRequired("registers")
	return command
}

func (c *command) reconcile(ctx context.Context, paths []string, dir string, flags lintFlags) error {
	format, ok := findFormat(flags.format)
	if !ok {
		return fmt.Errorf("--format: %q is not a format: %s", flags.format, oneOf(flags.format, formatNames()...))
	}
	failOn, err := parseFailOn(flags.failOn)
	if err != nil {
		return err
	}
	asOf, err := c.day(flags.asOf)
	if err != nil {
		return err
	}
	registers, err := readRegisters(dir)
	if err != nil {
		return fmt.Errorf("--registers: %w", err)
	}
	set := validate.NewRuleSet(reconcile.Rules(registers)...)
	trees, err := flags.trees(paths)
	if err != nil {
		return err
	}
	var found []finding.Finding
	all := lintRun{rules: set.All()}
	for _, t := range trees {
		content, problems, err := t.load(ctx)
		if err != nil {
			return err
		}
		if err := readWhole(t.shown(), problems); err != nil {
			return err
		}
		options := validate.Options{Rules: set, AsOf: asOf}
		if content, problems, err = flags.apply(ctx, c, t, format, content, problems, options); err != nil {
			return err
		}
		result, err := validate.Run(ctx, content, problems, options)
		if err != nil {
			return err
		}
		all.catalogs = append(all.catalogs, content)
		all.statistics = all.statistics.Plus(result.Statistics)
		for _, f := range result.All {
			// What the content is in itself is for lint to say.
			if _, known := set.ByID(f.Rule); known && t.selects(f.File) {
				found = append(found, f)
			}
		}
	}
	written := report.New(found, all.statistics, all.catalogs, report.Options{Rules: all.rules, Version: toolVersion(),
		AsOf: asOf, FailOn: failOn, Color: isColored(c.Stdout)})
	if err := c.writeReport(format, written); err != nil {
		return err
	}
	if finding.Count(found, failOn) > 0 {
		return errFindings
	}
	return nil
}

// readRegisters reads the files of registers in a directory.
func readRegisters(dir string) (reconcile.Registers, error) {
	var r reconcile.Registers
	entries, err := os.ReadDir(dir)
	if err != nil {
		return r, err
	}
	var fda []*drugsatfda.Register
	var medicines []*ema.Register
	var database []*zip.Reader
	for _, e := range entries {
		name := filepath.Join(dir, e.Name())
		switch strings.ToLower(filepath.Ext(name)) {
		case ".zip":
			archive, err := openZip(name)
			if err != nil {
				return r, err
			}
			defer archive.Close()
			if _, err := archive.Open("Products.txt"); err != nil {
				database = append(database, &archive.Reader)
				continue
			}
			read, err := drugsatfda.Read(&archive.Reader)
			if err != nil {
				return r, fmt.Errorf("%s: %w", name, err)
			}
			fda = append(fda, read)
		case ".json":
			if err := readFile(name, func(file io.Reader) error {
				read, err := ema.Read(file)
				medicines = append(medicines, read)
				return err
			}); err != nil {
				return r, err
			}
		case ".xml":
			if err := readFile(name, func(file io.Reader) (err error) {
				r.DMD, err = dmd.Read(file)
				return err
			}); err != nil {
				return r, err
			}
		}
	}
	if len(database) > 0 {
		if r.DPD, err = dpd.Read(database...); err != nil {
			return r, err
		}
	}
	slices.SortStableFunc(fda, func(a, b *drugsatfda.Register) int { return cmp.Compare(b.Day, a.Day) })
	slices.SortStableFunc(medicines, func(a, b *ema.Register) int { return cmp.Compare(b.Day, a.Day) })
	if len(fda) > 0 {
		r.FDA = fda[0]
	}
	if len(fda) > 1 {
		r.FDABefore = fda[1]
	}
	if len(medicines) > 0 {
		r.EMA = medicines[0]
	}
	if len(medicines) > 1 {
		r.EMABefore = medicines[1]
	}
	if r.FDA == nil && r.DPD == nil && r.EMA == nil && r.DMD == nil {
		return r, fmt.Errorf("%s has no file of a register: a zip, a .json or an .xml", dir)
	}
	return r, nil
}

func readFile(name string, read func(io.Reader) error) error {
	file, err := os.Open(name)
	if err != nil {
		return err
	}
	defer file.Close()
	if err := read(file); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return nil
}
