package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"github.com/spf13/cobra"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/date"
	"github.com/opencompendium/compendium/catalog/document"
	"github.com/opencompendium/compendium/catalog/words"
	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/register/reconcile"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/policy"
	"github.com/opencompendium/compendium/validate/report"
	"github.com/opencompendium/compendium/validate/rules"
)

type lintFlags struct {
	contentFlags

	asOf        string
	format      string
	failOn      string
	archive     string
	maxFindings int
	quiet       bool
	statistics  bool
	config      string

	strict  bool
	noCache bool
	changed string
	stdin   string

	baseline                       string
	baselineAccept, baselineShrink bool
	fixFlags
}

func (c *command) lintCommand() *cobra.Command {
	var flags lintFlags
	lint := &cobra.Command{
		Use:   "lint [PATH...]",
		Short: "Check content and report findings",
		Long: `Check content and report findings.

PATH is a content directory, a project that has one as content/, or files and folders inside one. For files and
folders, only their findings are reported, but the whole catalog is read. Without PATH it is content/ if there is one,
else the content that the working directory is in. A directory that has no content is an error. With - as PATH, one
record is read from standard input, in place of the one that --stdin-filename names.

A compendium.yaml in the content directory or above it sets severities, exclusions and rules of your own
(docs/configuration.md).

` + formatTable() + `
Exit code 0: nothing at or above --fail-on; 1: findings; 2: could not run.`,
		RunE: func(command *cobra.Command, args []string) error {
			return c.lint(command.Context(), args, flags)
		},
	}
	flags.contentFlags.register(lint, true)
	lint.Flags().StringVar(&flags.asOf, "as-of", "", "day to check for, such as 2026-11-23 (default: today in UTC)")
	lint.Flags().StringVar(&flags.format, "format", textFormat, "output: "+words.List(formatNames(), "or"))
	lint.Flags().StringVar(&flags.failOn, "fail-on", "error",
		"least severity that makes the exit code 1: error, warning, info or never")
	lint.Flags().StringVar(&flags.archive, "archive", "",
		"directory of archived source texts, to check passage fingerprints against")
	lint.Flags().IntVar(&flags.maxFindings, "max-findings", 0, "report at most this many findings, worst first; 0 for all")
	lint.Flags().BoolVar(&flags.quiet, "quiet", false,
		"report only the findings that make the exit code 1, and no summary but --statistics")
	lint.Flags().BoolVar(&flags.statistics, "statistics", false, "also report how many findings each rule has")
	lint.Flags().StringVar(&flags.config, "config", "",
		"configuration file, or none (default: compendium.yaml in the content directory or the nearest one above it)")
	lint.Flags().StringVar(&flags.changed, "changed", "",
		"report only findings about files that differ from a git commit (without a value: where the branch left the "+
			"default branch)")
	lint.Flags().Lookup("changed").NoOptDefVal = mergeBase
	lint.Flags().StringVar(&flags.stdin, "stdin-filename", "",
		"path of the record that - reads from standard input, such as content/drugs/imatinib.yaml")
	lint.Flags().BoolVar(&flags.noCache, "no-cache", false,
		"read and check every record anew, and remember nothing for the next run")
	lint.Flags().BoolVar(&flags.strict, "no-inline-suppressions", false,
		"also report findings that comments in the records suppress")
	lint.Flags().StringVar(&flags.baseline, "baseline", "",
		"file of known findings, which are not reported; entries that match nothing any more are")
	lint.Flags().BoolVar(&flags.baselineAccept, "baseline-accept", false, "write all current findings to the baseline")
	lint.Flags().BoolVar(&flags.baselineShrink, "baseline-shrink", false,
		"remove entries that match nothing any more from the baseline")
	lint.MarkFlagsMutuallyExclusive("baseline-accept", "baseline-shrink")
	flags.fixFlags.register(lint)
	completeFlag(lint, "format", formatNames()...)
	completeFlag(lint, "fail-on", "error", "warning", "info", "never")
	return lint
}

func (c *command) lint(ctx context.Context, paths []string, flags lintFlags) error {
	format, err := parseFormat(flags.format)
	if err != nil {
		return err
	}
	if flags.maxFindings < 0 {
		return fmt.Errorf("--max-findings: %d is negative; write how many to report, or 0 for all", flags.maxFindings)
	}
	failOn, err := parseFailOn(flags.failOn)
	if err != nil {
		return err
	}
	asOf, err := c.day(flags.asOf)
	if err != nil {
		return err
	}
	options := validate.Options{Rules: rules.All(), AsOf: asOf, Suppressions: !flags.strict,
		Elsewhere: reconcile.IDs()}
	if flags.archive != "" {
		// A link in the archive may not lead out of it, as in content.
		root, err := os.OpenRoot(flags.archive)
		if err != nil {
			return fmt.Errorf("--archive: open directory: %w", err)
		}
		defer root.Close()
		options.Archive = root.FS()
	}
	trees, err := c.lintTrees(ctx, paths, flags)
	if err != nil {
		return err
	}
	if err := checkBaselineFlags(flags, trees); err != nil {
		return err
	}
	all, err := c.runTrees(ctx, trees, flags, format, options)
	switch {
	case errors.Is(err, context.Canceled):
		return errors.New("lint: interrupted; nothing is reported")
	case err != nil:
		return err
	}
	if err := c.settle(&all, trees, flags); err != nil {
		return err
	}
	written := report.New(all.findings, all.statistics, all.catalogs, report.Options{
		Rules: all.rules, Texts: all.texts, Off: all.off, NotRun: all.notRun, Baseline: flags.baseline != "",
		Version: toolVersion(), AsOf: asOf, FailOn: failOn, MaxFindings: flags.maxFindings,
		Quiet: flags.quiet, Statistics: flags.statistics, Color: isColored(c.Stdout),
	})
	if err := c.writeReport(format, written); err != nil {
		return err
	}
	if finding.Count(all.findings, failOn) > 0 {
		return errFindings
	}
	return nil
}

// lintTrees returns what is to be checked.
func (c *command) lintTrees(ctx context.Context, paths []string, flags lintFlags) ([]tree, error) {
	if slices.Contains(paths, standardInput) {
		if flags.fix || flags.changed != "" {
			return nil, errors.New("lint -: a record from standard input can be neither fixed nor compared with git; remove " +
				"--fix and --changed")
		}
		if flags.dir != "" || flags.embedded {
			return nil, errors.New("lint -: --stdin-filename says which content the record is in; remove --content and " +
				"--embedded")
		}
		return c.stdinTree(paths, flags.stdin)
	}
	if flags.stdin != "" {
		return nil, errors.New("--stdin-filename: it names the record from standard input; write - as the path too")
	}
	trees, err := flags.trees(paths)
	if err != nil {
		return nil, fmt.Errorf("lint: %w", err)
	}
	if flags.changed != "" {
		err = onlyChanged(ctx, trees, flags.changed)
	}
	return trees, err
}

// lintRun is the findings in all trees, with what they are about.
type lintRun struct {
	findings   []finding.Finding
	notRun     []validate.NotRun
	statistics validate.Statistics
	catalogs   []*catalog.Catalog
	rules      []*validate.Rule
	texts      map[string][]byte // of the configurations
	off        []string          // rules, sorted
}

// runTrees checks content directories, each by its own configuration.
func (c *command) runTrees(ctx context.Context, trees []tree, flags lintFlags, format report.Format,
	options validate.Options) (lintRun, error) {
	all := lintRun{rules: rules.All().All(), texts: make(map[string][]byte)}
	shown := c.startProgress()
	defer shown.end()
	options.Progress = shown.at("checking records")
	for i, t := range trees {
		config, err := readConfig(t, flags.config)
		if err != nil {
			return all, err
		}
		if t.changed != nil && config.movesBase(t.changed) {
			t.changed, trees[i].changed = nil, nil // what that means for the other files is to be seen
		}
		content, problems, err := t.loadBy(ctx, config, catalog.Watched(shown.at("reading files")))
		if err != nil {
			return all, err
		}
		all.catalogs = append(all.catalogs, content)
		if _, known := all.texts[config.name()]; config.name() != "" && !known {
			all.texts[config.name()] = config.policy.Document().Text()
			lock := filepath.ToSlash(filepath.Join(filepath.Dir(config.name()), policy.LockName))
			if text, err := readAtMost(lock, document.MaxFileBytes); err == nil {
				all.texts[lock] = text
			}
			all.rules = append(all.rules, validate.PolicyRules(config.policy)...)
			problems = append(problems, config.problems...)
			all.off = append(all.off, config.policy.Off()...)
		}
		cachePath := flags.cachePath(t)
		options.Policy, options.Cache = config.policy, readCache(cachePath)
		if flags.fix {
			shown.end() // fixes are printed at once
		}
		if content, problems, err = flags.apply(ctx, c, t, format, content, problems, options); err != nil {
			return all, err
		}
		result, err := validate.Run(ctx, content, problems, options)
		if err != nil {
			return all, err
		}
		writeCache(cachePath, options.Cache)
		all.findings = append(all.findings, result.All...)
		all.notRun = append(all.notRun, result.NotRun...)
		all.statistics = all.statistics.Plus(result.Statistics)
		all.catalogs[i] = content // with its fixes
		trees[i].lost = t.lostIn(content)
	}
	slices.Sort(all.off)
	all.off = slices.Compact(all.off)
	return all, nil
}

// isConfigError reports whether a finding is an error about a configuration.
func (r lintRun) isConfigError(f finding.Finding) bool {
	_, isConfig := r.texts[f.File]
	return isConfig && f.Severity == finding.Error
}

// selected reports whether a finding is to be reported: it is in the selected part of the content, or about a
// configuration. Stale entries of the baseline are reported only with the whole content.
func (r lintRun) selected(trees []tree, f finding.Finding) bool {
	if f.Rule == validate.RuleBaselineStale {
		return !slices.ContainsFunc(trees, func(t tree) bool { return len(t.part) > 0 })
	}
	if _, isConfig := r.texts[f.File]; isConfig {
		return true
	}
	return slices.ContainsFunc(trees, func(t tree) bool { return t.selects(f.File) || t.brings(f) })
}

// parseFailOn reads the --fail-on flag. For "never" it returns a severity above that of any finding.
func parseFailOn(flag string) (finding.Severity, error) {
	if flag == "never" {
		return finding.Error + 1, nil
	}
	severity, err := finding.ParseSeverity(flag)
	if err != nil {
		return 0, fmt.Errorf("--fail-on: %q is not a severity: %s", flag, oneOf(flag, "error", "warning", "info", "never"))
	}
	return severity, nil
}

// day returns the day of the --as-of flag. The default is today in UTC, so that a verdict does not depend on where it
// is asked for.
func (c *command) day(flag string) (date.Day, error) {
	if flag == "" {
		return date.Of(c.Now().UTC()), nil
	}
	day, err := date.ParseDay(flag)
	if err != nil {
		return "", fmt.Errorf("--as-of: %w", err)
	}
	return day, nil
}
