package main

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"github.com/spf13/cobra"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/compare"
)

// Values of --fail-on of diff.
const (
	failOnNothing = "none"
	failOnConcern = "concern"
	failOnAny     = "any"
)

type diffFlags struct {
	registryFlags
	contentFlags

	asOf   string
	format string
	failOn string
}

func (c *command) diffCommand() *cobra.Command {
	var flags diffFlags
	diff := &cobra.Command{
		Use:   "diff [BEFORE [AFTER]]",
		Short: "Show what differs between two versions of the content",
		Long: `Show what differs between two versions of the content, field by field, for reviewers of a change or a
release. Changes that could harm people if nobody noticed them, such as a flipped off-label flag or a missing side
effect, are marked with what to look for. Below a source that changed, < lists what cites it.

BEFORE and AFTER are each one of

    DIR                          a content directory
    FILE                         a release file
    git:REVISION                 the content directory as of a git commit: git:main
    oci://host/name:tag          a release in a registry; its signature is not checked
    oci-layout://DIR:tag         a release in an OCI image layout

Without AFTER it is the content directory. Without BEFORE it is that directory where the branch left the
default one. Label statuses of both are derived for the same day, --as-of. Formats: text, json, markdown (for a pull
request).

The exit code is 1 if --fail-on asks for it, and 2 if either side has a file that cannot be read.`,
		Args: cobra.MaximumNArgs(2),
		RunE: func(cmd *cobra.Command, args []string) error { return c.diff(cmd.Context(), flags, args) },
	}
	flags.add(diff, false)
	flags.register(diff, false)
	diff.Flags().StringVar(&flags.asOf, "as-of", "",
		"day for which to derive statuses, such as 2026-11-23 (default: today in UTC)")
	diff.Flags().StringVar(&flags.format, "format", "text", "text, json or markdown")
	diff.Flags().StringVar(&flags.failOn, "fail-on", failOnNothing,
		"end with exit code 1 on any change, on a concern (a marked change), or never (none)")
	completeFlag(diff, "format", slices.Sorted(maps.Keys(diffFormats))...)
	completeFlag(diff, "fail-on", failOnNothing, failOnConcern, failOnAny)
	return diff
}

func (c *command) diff(ctx context.Context, flags diffFlags, args []string) error {
	if err := flags.check(); err != nil {
		return err
	}
	day, err := c.day(flags.asOf)
	if err != nil {
		return err
	}
	from := versions{registryFlags: flags.registryFlags, contentFlags: flags.contentFlags}
	before, err := from.whole(ctx, slices.Concat(args, []string{gitPrefix + mergeBase})[0])
	if err != nil {
		return fmt.Errorf("diff: %w", err)
	}
	var after *catalog.Catalog
	if len(args) > 1 {
		after, err = from.whole(ctx, args[1])
	} else {
		after, err = from.present(ctx)
	}
	if err != nil {
		return fmt.Errorf("diff: %w", err)
	}
	changes := compare.Catalogs(before, after, day)
	if err := diffFormats[flags.format](c, changes, restingOn(after, changes)); err != nil {
		return fmt.Errorf("diff: print the changes: %w", err)
	}
	if flags.failed(changes) {
		return errFindings
	}
	return nil
}

func (flags diffFlags) failed(changes []compare.Change) bool {
	return flags.failOn == failOnAny && len(changes) > 0 || flags.failOn == failOnConcern && concerns(changes) > 0
}

func concerns(changes []compare.Change) int {
	n := 0
	for _, change := range changes {
		if change.Concern != nil {
			n++
		}
	}
	return n
}

func (flags diffFlags) check() error {
	if _, ok := diffFormats[flags.format]; !ok {
		return fmt.Errorf("diff: %q is not a format; %s", flags.format,
			oneOf(flags.format, slices.Sorted(maps.Keys(diffFormats))...))
	}
	if levels := []string{failOnNothing, failOnConcern, failOnAny}; !slices.Contains(levels, flags.failOn) {
		return fmt.Errorf("diff: --fail-on: %q is not a level; %s", flags.failOn, oneOf(flags.failOn, levels...))
	}
	return nil
}
