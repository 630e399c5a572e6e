package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/compare"
	"github.com/opencompendium/compendium/catalog/date"
	"github.com/opencompendium/compendium/catalog/document"
	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/release/base"
	"github.com/opencompendium/compendium/release/disk"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/policy"
	"github.com/opencompendium/compendium/validate/rules"
)

type updateFlags struct {
	contentFlags

	asOf string
}

func (c *command) updateCommand() *cobra.Command {
	var flags updateFlags
	update := &cobra.Command{
		Use:   "update [REFERENCE]",
		Short: "Move to a newer release of the catalog that this one extends",
		Long: `Move to a newer release of the catalog that this one extends, and show what differs in it and what that means here.

compendium.lock names the release of the channel or file, or the catalog in the program, from then on. With REFERENCE,
compendium.yaml extends that one instead, in the forms that extends takes.

It prints the differences as diff does, and then what lint finds here that it did not find before. The exit code is 1 if
that has an error. The files are written in any case: git shows and undoes that.`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			err := c.update(cmd.Context(), flags, args)
			if err != nil && !errors.Is(err, errFindings) {
				return fmt.Errorf("update: %w", err)
			}
			return err
		},
	}
	flags.register(update, false)
	update.Flags().StringVar(&flags.asOf, "as-of", "",
		"day to check and to derive records for, such as 2026-11-23 (default: today in UTC)")
	return update
}

func (c *command) update(ctx context.Context, flags updateFlags, args []string) error {
	day, err := c.day(flags.asOf)
	if err != nil {
		return err
	}
	t, err := flags.whole(nil)
	if err != nil {
		return err
	}
	config, err := readConfig(t, "")
	if err != nil {
		return err
	}
	if config.name() == "" {
		return errors.New("there is no compendium.yaml; `compendium init` writes one")
	}
	before, known, err := config.pinned(ctx)
	if err != nil {
		fmt.Fprintf(c.Stderr, "compendium: update: what it extended so far cannot be compared: %v\n", err)
		before = nil
	}
	text := config.policy.Document().Text()
	if len(args) > 0 {
		if text, err = extending(config.policy.Document(), args[0]); err != nil {
			return fmt.Errorf("%s: %w", config.name(), err)
		}
		config = parseConfig(config.name(), text)
	}
	after, lock, err := config.resolved(ctx)
	if err != nil {
		return err
	}
	if before != nil && len(args) == 0 && known.Digest == lock.Digest && known.Number == lock.Number {
		fmt.Fprintf(c.Stdout, "%s has nothing newer\n", config.policy.Extends().Reference)
		return nil
	}
	if len(args) > 0 {
		if err := disk.WriteFile(config.name(), text, 0o644); err != nil {
			return err
		}
	}
	if err := base.WriteLock(filepath.Dir(config.name()), lock); err != nil {
		return err
	}
	if lock.Digest != "" {
		fmt.Fprintf(c.Stdout, "%s: %s\n", policy.LockName, lock.Shown())
	}
	return c.compareBases(ctx, t, config, before, after, day)
}

// resolved returns the newest catalog that a project may extend, and the lock that pins it.
func (c lintConfig) resolved(ctx context.Context) (*catalog.Base, policy.Lock, error) {
	extends := c.policy.Extends()
	switch {
	case len(c.problems) > 0:
		p := c.problems[0]
		return nil, policy.Lock{}, fmt.Errorf("%s:%d:%d: %s", p.File, p.Position.Line, p.Position.Column, p.Message)
	case extends.Reference == "":
		return nil, policy.Lock{}, fmt.Errorf("%s: it extends no catalog; add extends, or name one", c.name())
	}
	options, err := c.baseOptions()
	if err != nil {
		return nil, policy.Lock{}, err
	}
	return base.Latest(ctx, extends, options)
}

// extending returns the text of a configuration with another reference under extends.
func extending(config *document.Document, reference string) ([]byte, error) {
	if config.Find("extends").IsZero() {
		return config.Apply(document.Add("", "extends", document.Write(reference, false)))
	}
	return config.Apply(document.Set("extends", reference))
}

// extendsLine returns the line of a configuration that extends a catalog.
func extendsLine(reference string) []byte {
	return []byte("extends: " + document.Write(reference, false) + "\n")
}

// compareBases prints what differs between two bases, and what lint finds in the content with the second that it does
// not find with the first.
func (c *command) compareBases(ctx context.Context, t tree, config lintConfig, before, after *catalog.Base,
	day date.Day) error {
	var known []finding.Finding
	var err error
	if before != nil {
		changes := compare.Catalogs(before.Catalog, after.Catalog, day)
		if err := c.diffText(changes, restingOn(after.Catalog, changes)); err != nil {
			return err
		}
		if known, err = t.findings(ctx, config, before, day); err != nil {
			return err
		}
	}
	found, err := t.findings(ctx, config, after, day)
	if err != nil {
		return err
	}
	appeared := finding.Introduced(found, known, func(string) bool { return false })
	for _, f := range appeared {
		fmt.Fprintf(c.Stdout, "%s:%d:%d: %s: %s [%s]\n", f.File, f.Position.Line, f.Position.Column, f.Severity, f.Message,
			f.Rule)
	}
	fmt.Fprintf(c.Stdout, "findings that are new here: %d\n", len(appeared))
	if finding.Count(appeared, finding.Error) > 0 {
		return errFindings
	}
	return nil
}

// findings returns what lint finds in the content if it extends a base.
func (t tree) findings(ctx context.Context, config lintConfig, extended *catalog.Base, day date.Day) (
	[]finding.Finding, error,
) {
	c, problems, err := t.read(ctx, config, extended, policy.Lock{})
	if err != nil {
		return nil, err
	}
	result, err := validate.Run(ctx, c, problems, validate.Options{Rules: rules.All(), AsOf: day, Suppressions: true,
		Policy: config.policy})
	return result.Findings, err
}
