package main

import (
	"context"
	"fmt"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"github.com/opencompendium/compendium/release/registry"
)

func (c *command) promoteCommand() *cobra.Command {
	var flags registryFlags
	var options registry.PromoteOptions
	promote := &cobra.Command{
		Use:   "promote NAME FROM TO",
		Short: "Move a channel to the release of another",
		Long: `Move the channel TO to the release that FROM leads to: a channel, a release such as r12, or a digest. NAME is
the repository: oci://host/name or oci-layout://DIR. The release and its signatures stay as they are. The command
refuses if TO already leads to a newer release, since servers that follow TO would not accept a lower number; to go
back, use ` + "`compendium rollback`" + `.`,
		Args: cobra.ExactArgs(3),
		RunE: func(cmd *cobra.Command, args []string) error {
			repository, reference, err := flags.repository(cmd.Context(), args[0], registry.Write)
			if err != nil {
				return fmt.Errorf("promote: %w", err)
			}
			e, err := repository.Promote(cmd.Context(), args[1], args[2], options)
			if err != nil {
				return fmt.Errorf("promote: %w", err)
			}
			return c.leads(cmd.Context(), "promote", repository, reference.At(args[2]), e)
		},
	}
	flags.add(promote, false)
	promote.Flags().BoolVar(&options.AllowOlder, "allow-rollback", false,
		"move TO to an older release; servers accept it only if they run with --allow-rollback too")
	promote.Flags().BoolVar(&options.Unsigned, "unsigned", false, "move TO from a signed release to one that is not")
	return promote
}

func (c *command) rollbackCommand() *cobra.Command {
	var flags registryFlags
	var to string
	rollback := &cobra.Command{
		Use:   "rollback NAME CHANNEL",
		Short: "Go back to an earlier release",
		Long: `Go back to an earlier release: publish its file again under the next number, signed with --key, and move the
channel to it. Because the number is higher, servers that follow the channel accept it. Without --to, it goes back to
the release that the channel led to before; run twice, it goes back two releases. Going back from or to a signed release
without a key is refused, because servers with --verify-key would refuse the result; --unsigned allows it.`,
		Args: cobra.ExactArgs(2),
		RunE: func(cmd *cobra.Command, args []string) error {
			key, err := readKey(flags.key)
			if err != nil {
				return fmt.Errorf("rollback: %w", err)
			}
			repository, reference, err := flags.repository(cmd.Context(), args[0], registry.Write)
			if err != nil {
				return fmt.Errorf("rollback: %w", err)
			}
			e, err := repository.Rollback(cmd.Context(), args[1], registry.RollbackOptions{
				To: to, Key: key, Unsigned: flags.unsigned, Created: c.Now(),
			})
			if err != nil {
				return fmt.Errorf("rollback: %w", err)
			}
			return c.leads(cmd.Context(), "rollback", repository, reference.At(args[1]), e)
		},
	}
	flags.add(rollback, true)
	rollback.Flags().StringVar(&to, "to", "", "release to go back to: its number, its digest, or the digest of its file")
	return rollback
}

func (c *command) releasesCommand() *cobra.Command {
	var flags registryFlags
	var format string
	var repair bool
	releases := &cobra.Command{
		Use:   "releases NAME",
		Short: "List the releases of a registry or a directory",
		Long: `List the releases in the repository NAME (oci://host/name or oci-layout://DIR), newest first, with the
channels that lead to them. Formats: text, json.

With --repair the index of an image layout is first rebuilt from the manifests that are there. docs/releases.md says
when that is needed.`,
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if repair {
				if err := c.repairLayout(cmd.Context(), args[0]); err != nil {
					return fmt.Errorf("releases: %w", err)
				}
			}
			repository, _, err := flags.repository(cmd.Context(), args[0], registry.Read)
			if err != nil {
				return fmt.Errorf("releases: %w", err)
			}
			list, dangling, err := repository.List(cmd.Context())
			if err != nil {
				return fmt.Errorf("releases: %w", err)
			}
			for _, tag := range dangling {
				fmt.Fprintf(c.Stderr, "compendium: releases: the tag %s leads to nothing; its release was deleted\n", tag)
			}
			switch format {
			case "text":
				return c.printReleases(list)
			case "json":
				return c.printJSON(list)
			default:
				return fmt.Errorf("releases: unknown format %q; write text or json", format)
			}
		},
	}
	flags.add(releases, false)
	releases.Flags().StringVar(&format, "format", "text", "text or json")
	releases.Flags().BoolVar(&repair, "repair", false, "rebuild the index of an image layout first")
	return releases
}

// repairLayout rebuilds the index of an image layout and prints what it found.
func (c *command) repairLayout(ctx context.Context, name string) error {
	at, err := registry.Parse(name)
	if err != nil {
		return err
	}
	repaired, err := registry.Repair(ctx, at)
	if err != nil {
		return err
	}
	fmt.Fprintf(c.Stderr, "compendium: releases: %s is repaired: releases %d, signatures %d\n", at, repaired.Releases,
		repaired.Signatures)
	for _, e := range repaired.Incomplete {
		release, again := e.Digest, ""
		if e.Number > 0 { // a server that has served it takes no release of this number or a lower one
			release, again = fmt.Sprintf("%d (%s)", e.Number, e.Digest), fmt.Sprintf(" with --after %d", e.Number)
		}
		fmt.Fprintf(c.Stderr,
			"compendium: releases: the release %s is left out: its file is missing or damaged; publish it again%s\n", release,
			again)
	}
	if len(repaired.Channels) == 0 {
		fmt.Fprintf(
			c.Stderr,
			"compendium: releases: the index no longer said where channels lead; "+
				"promote a release, as in `compendium promote %s r12 stable`\n",
			at.At(""),
		)
	}
	return nil
}

func (c *command) printReleases(list []registry.Listed) error {
	const padding = 2
	table := tabwriter.NewWriter(c.Stdout, 0, 0, padding, ' ', 0)
	fmt.Fprintln(table, "NUMBER\tVERSION\tPUBLISHED\tAS OF\tRECORDS\tWARNINGS\tINFOS\tSIGNED BY\tCHANNELS\tDIGEST")
	for _, l := range list {
		signed, channels := strings.Join(l.Keys, ","), strings.Join(l.Channels, ",")
		switch {
		case signed == "" && l.Key != "":
			signed = "missing:" + l.Key
		case signed == "":
			signed = "-"
		}
		if channels == "" {
			channels = "-"
		}
		fmt.Fprintf(table, "%d\t%s\t%s\t%s\t%d\t%d\t%d\t%s\t%s\t%s\n", l.Number, l.Version, l.Created, l.AsOf, l.Records,
			l.Warnings, l.Infos, signed, channels, l.Digest)
	}
	return table.Flush()
}
