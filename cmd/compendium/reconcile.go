package main

import (
	"archive/zip"
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/opencompendium/compendium/catalog/words"
	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/register/dmd"
	"github.com/opencompendium/compendium/register/dpd"
	"github.com/opencompendium/compendium/register/drugsatfda"
	"github.com/opencompendium/compendium/register/ema"
	"github.com/opencompendium/compendium/register/reconcile"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/report"
	"github.com/opencompendium/compendium/validate/rules"
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
			err := c.reconcile(command.Context(), args, registers, flags)
			if err != nil && !errors.Is(err, errFindings) {
				return fmt.Errorf("reconcile: %w", err)
			}
			return err
		},
	}
	flags.contentFlags.register(command, true)
	command.Flags().StringVar(&registers, "registers", "", "directory of files of registers")
	command.Flags().StringVar(&flags.asOf, "as-of", "", "day to check for, such as 2026-11-23 (default: today in UTC)")
	command.Flags().StringVar(&flags.format, "format", textFormat, "output: "+words.List(formatNames(), "or"))
	command.Flags().StringVar(&flags.failOn, "fail-on", "warning",
		"least severity that makes the exit code 1: error, warning, info or never")
	flags.fixFlags.register(command)
	completeFlag(command, "format", formatNames()...)
	completeFlag(command, "fail-on", "error", "warning", "info", "never")
	_ = command.MarkFlagRequired("registers")
	return command
}

func (c *command) reconcile(ctx context.Context, paths []string, dir string, flags lintFlags) error {
	format, err := parseFormat(flags.format)
	if err != nil {
		return err
	}
	failOn, err := parseFailOn(flags.failOn)
	if err != nil {
		return err
	}
	asOf, err := c.day(flags.asOf)
	if err != nil {
		return err
	}
	registers, err := c.readRegisters(dir)
	if err != nil {
		return fmt.Errorf("--registers: %w", err)
	}
	set := validate.NewRuleSet(reconcile.Rules(registers)...)
	trees, err := flags.trees(paths)
	if err != nil {
		return err
	}
	all := lintRun{rules: slices.Concat(set.All(), rules.All().All())}
	for _, t := range trees {
		options := validate.Options{Rules: set, AsOf: asOf, Suppressions: true, Elsewhere: ruleIDs()}
		if err := c.reconcileTree(ctx, t, flags, format, options, &all); err != nil {
			return err
		}
	}
	written := report.New(all.findings, all.statistics, all.catalogs, report.Options{
		Rules: all.rules, Version: toolVersion(), AsOf: asOf, FailOn: failOn, Color: isColored(c.Stdout),
	})
	if err := c.writeReport(format, written); err != nil {
		return err
	}
	if finding.Count(all.findings, failOn) > 0 {
		return errFindings
	}
	return nil
}

// reconcileTree adds what is found in a content directory.
func (c *command) reconcileTree(ctx context.Context, t tree, flags lintFlags, format report.Format,
	options validate.Options, all *lintRun) error {
	content, problems, err := t.load(ctx)
	if err != nil {
		return err
	}
	if err := readWhole(t.shown(), problems); err != nil {
		return err
	}
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
		_, known := options.Rules.ByID(f.Rule)
		known = known || f.Rule == validate.RuleSuppressionUnused || f.Rule == validate.RuleSuppressionExpired
		if known && t.selects(f.File) {
			all.findings = append(all.findings, f)
		}
	}
	return nil
}

// registerFiles are the registers in a directory, of which there may be several files each.
type registerFiles struct {
	fda []*drugsatfda.Register
	dpd []*zip.Reader
	ema []*ema.Register
	dmd []dmd.Moiety
}

// readRegisters reads the files of registers in a directory. A JSON file of something else is named and left out.
func (c *command) readRegisters(dir string) (r reconcile.Registers, err error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return r, err
	}
	var files registerFiles
	for _, e := range entries {
		name := filepath.Join(dir, e.Name())
		switch strings.ToLower(filepath.Ext(name)) {
		case ".zip":
			archive, err := openZip(name)
			if err != nil {
				return r, err
			}
			defer archive.Close() //nolint:errcheck // it is only read
			err = files.addZip(name, &archive.Reader)
			if err != nil {
				return r, err
			}
		case ".json", ".xml":
			err := files.add(name)
			if errors.Is(err, ema.ErrForeign) {
				fmt.Fprintf(c.Stderr, "%s is left out: it is not the EMA's list of medicines\n", name)
				continue
			}
			if err != nil {
				return r, err
			}
		}
	}
	if len(files.dpd) > 0 {
		if r.DPD, r.DPDBefore, err = dpd.ReadEditions(files.dpd...); err != nil {
			return r, err
		}
	}
	r.DMD = files.dmd
	r.FDA, r.FDABefore = newest(files.fda, func(f *drugsatfda.Register) string { return f.Day })
	r.EMA, r.EMABefore = newest(files.ema, func(f *ema.Register) string { return f.Day })
	if r.FDA == nil && r.DPD == nil && r.EMA == nil && r.DMD == nil {
		return r, fmt.Errorf("%s has no file of a register: a zip, a .json or an .xml", dir)
	}
	return r, nil
}

// newest returns the newest of some files of a register, and the one before. Either may be nil.
func newest[R any](files []*R, day func(*R) string) (last, before *R) {
	slices.SortStableFunc(files, func(a, b *R) int { return cmp.Compare(day(b), day(a)) })
	files = append(files, nil, nil)
	return files[0], files[1]
}

func (f *registerFiles) addZip(name string, archive *zip.Reader) error {
	if !slices.ContainsFunc(archive.File, func(f *zip.File) bool { return f.Name == "Products.txt" }) {
		f.dpd = append(f.dpd, archive)
		return nil
	}
	read, err := drugsatfda.Read(archive)
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	f.fda = append(f.fda, read)
	return nil
}

func (f *registerFiles) add(name string) error {
	file, err := os.Open(name)
	if err != nil {
		return err
	}
	defer file.Close() //nolint:errcheck // it is only read
	if strings.EqualFold(filepath.Ext(name), ".xml") {
		f.dmd, err = dmd.Read(file)
	} else {
		var read *ema.Register
		if read, err = ema.Read(file); err == nil {
			f.ema = append(f.ema, read)
		}
	}
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return nil
}
