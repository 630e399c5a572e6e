package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/chore"
	"github.com/opencompendium/compendium/catalog/date"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

func (c *command) reviewCommand() *cobra.Command {
	var flags choreFlags
	var review chore.Review
	var clinical bool
	cmd := &cobra.Command{
		Use:   "review NAME... --by-role ROLE --next-due DAY",
		Short: "Note a review in records",
		Long: `Note in records that they were reviewed: by whom, when, and when the next review is due. NAME is the path of a file,
or a name such as drugs/imatinib. The review is NOT_CLINICALLY_REVIEWED unless --clinical says that a clinician held it.

Output and exit code are those of rename.`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := c.completeReview(&review, clinical); err != nil {
				return fmt.Errorf("review: %w", err)
			}
			names := make([]string, len(args))
			for i, argument := range args {
				names[i] = recordArgument(argument)
			}
			return c.change(cmd.Context(), "review", flags, func(content *catalog.Catalog) (chore.Change, error) {
				return chore.Note(content, names, review)
			})
		},
		ValidArgsFunction: completeRecords(&flags.contentFlags, math.MaxInt, catalog.Kinds()...),
	}
	flags.register(cmd)
	cmd.Flags().StringVar(&review.ByRole, "by-role", "", "who reviewed, by role and never by name (required)")
	cmd.Flags().StringVar(&review.NextDue, "next-due", "", "day on which the next review is due (required)")
	cmd.Flags().StringVar(&review.Date, "date", "", "day of the review (default: today in UTC)")
	cmd.Flags().BoolVar(&clinical, "clinical", false, "a clinician qualified for the subject held it")
	return cmd
}

// completeReview checks what the flags say of a review, and fills in the rest.
func (c *command) completeReview(review *chore.Review, clinical bool) error {
	switch {
	case strings.TrimSpace(review.ByRole) == "":
		return errors.New("--by-role is required: who reviewed, such as \"content editor\"")
	case review.NextDue == "":
		return errors.New("--next-due is required: the day on which the next review is due")
	}
	review.Status = compendiumv1.Review_NOT_CLINICALLY_REVIEWED.String()
	if clinical {
		review.Status = compendiumv1.Review_CLINICALLY_REVIEWED.String()
	}
	review.Date = cmp.Or(review.Date, string(date.Of(c.Now().UTC())))
	if _, err := date.ParseDay(review.Date); err != nil {
		return fmt.Errorf("--date: %w", err)
	}
	if _, err := date.ParseDay(review.NextDue); err != nil {
		return fmt.Errorf("--next-due: %w", err)
	}
	if review.NextDue <= review.Date {
		return fmt.Errorf("--next-due: %s is not after the review on %s", review.NextDue, review.Date)
	}
	return nil
}

func (c *command) dueCommand() *cobra.Command {
	var from contentFlags
	var asOf, within string
	cmd := &cobra.Command{
		Use:   "due [DIR]",
		Short: "List what is due to be looked at again",
		Long: `List what is due by --as-of, or within a time after it, the longest due first, each with its place and when it was
last looked at: reviews; sources that get too old for their kind; registers that have to be read again for a declaration
of coverage; statuses of trials that are believed no longer; decisions about paying that were not found a year ago.`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error { return c.due(cmd.Context(), from, args, asOf, within) },
	}
	from.register(cmd, true)
	cmd.Flags().StringVar(&asOf, "as-of", "", "day to count from, such as 2026-11-23 (default: today in UTC)")
	cmd.Flags().StringVar(&within, "within", "0d", "also those due within this time: 30d, 6w, 3m or 1y")
	return cmd
}

func (c *command) due(ctx context.Context, from contentFlags, args []string, asOf, within string) error {
	day, err := c.day(asOf)
	if err != nil {
		return err
	}
	until, err := after(day, within)
	if err != nil {
		return fmt.Errorf("due: --within: %w", err)
	}
	t, err := from.whole(args)
	if err != nil {
		return fmt.Errorf("due: %w", err)
	}
	config, err := readConfig(t, "")
	if err != nil {
		return fmt.Errorf("due: %w", err)
	}
	content, _, err := t.load(ctx)
	if err != nil {
		return fmt.Errorf("due: %w", err)
	}
	for _, d := range chore.Due(content, until, config.policy.Ages()) {
		mark, of, by := "", "", ""
		if d.On < day {
			mark = " (overdue)"
		}
		if d.Regulator != "" {
			of = " of " + d.Regulator
		}
		if d.By != "" {
			by = " by " + d.By
		}
		fmt.Fprintf(c.Stdout, "%s%s %s:%d:%d: %s, %s%s, last %s%s\n", d.On, mark, d.File, d.Position.Line, d.Position.Column,
			d.Resource, d.What, of, d.Last, by)
	}
	return nil
}

// after returns the day that is a time such as 30d, 6w, 3m or 1y after another.
func after(day date.Day, length string) (date.Day, error) {
	i := strings.IndexFunc(length, func(r rune) bool { return r < '0' || '9' < r })
	units := map[string][3]int{"d": {0, 0, 1}, "w": {0, 0, 7}, "m": {0, 1, 0}, "y": {1, 0, 0}}
	const most = 10_000 // of any unit, which is beyond the life of any content
	n, err := strconv.Atoi(length[:max(i, 0)])
	unit, ok := units[length[max(i, 0):]]
	at, parseErr := time.Parse(time.DateOnly, string(day))
	if err != nil || !ok || n > most || parseErr != nil {
		return "", fmt.Errorf("%q is not a time; write a number and d, w, m or y, as in 30d", length)
	}
	return date.Of(at.AddDate(n*unit[0], n*unit[1], n*unit[2])), nil
}
