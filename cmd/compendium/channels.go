package main

import (
	"fmt"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"github.com/opencompendium/compendium/release/registry"
)

func (c *command) promoteCommand() *cobra.Command {
	var flags registryFlags
	var older bool
	promote := &cobra.Command{
		Use:   "promote NAME FROM TO",
		Short: "Have a channel lead to the release of another",
		Long: `Have the channel TO lead to the release that the channel, release or digest FROM leads to, in the repository NAME: oci://host/name or
oci-layout://DIR. The release and its signatures stay as they are. It is refused where TO leads to a newer release already, since whoever
follows TO takes no lower number; ` + "`compendium rollback`" + ` publishes an earlier release anew.`,
		Args: cobra.ExactArgs(3),
		RunE: func(cmd *cobra.Command, args []string) error {
			repository, reference, err := flags.repository(cmd.Context(), args[0], registry.Write)
			if err != nil {
				return fmt.Errorf("promote: %w", err)
			}
			e, err := repository.Promote(cmd.Context(), args[1], args[2], older)
			if err != nil {
				return fmt.Errorf("promote: %w", err)
			}
			fmt.Fprintf(c.Stdout, "%s leads to release %d: version %s, %s\n", reference.At(args[2]), e.Number, e.Version, e.Digest)
			return nil
		},
	}
	flags.add(promote, false)
	promote.Flags().BoolVar(&older, "allow-rollback", false, "let TO lead to an older release; servers take it only with --allow-rollback of their own")
	return promote
}

func (c *command) rollbackCommand() *cobra.Command {
	var flags registryFlags
	var to string
	rollback := &cobra.Command{
		Use:   "rollback NAME CHANNEL",
		Short: "Go back to an earlier release",
		Long: `Go back to an earlier release: its file is published once more under the next number, signed with --key, and the channel leads to it.
So those who follow the channel take it, though they take no lower number. Without --to it is the release that the channel led to before;
rolled back twice, a channel goes back twice.`,
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
			before := signedRelease(cmd.Context(), repository, args[1])
			e, err := repository.Rollback(cmd.Context(), args[1], to, key, c.Now())
			if err != nil {
				return fmt.Errorf("rollback: %w", err)
			}
			c.leads("rollback", reference.At(args[1]), e, before, key != nil)
			return nil
		},
	}
	flags.add(rollback, true)
	rollback.Flags().StringVar(&to, "to", "", "release to go back to: its number, or the digest of it or of its file")
	return rollback
}

func (c *command) releasesCommand() *cobra.Command {
	var flags registryFlags
	var format string
	releases := &cobra.Command{
		Use:   "releases NAME",
		Short: "List the releases of a registry or a directory",
		Long: `List the releases of the repository NAME, oci://host/name or oci-layout://DIR, the newest first, with the channels that lead to them.
Formats: text, json.`,
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			repository, _, err := flags.repository(cmd.Context(), args[0], registry.Read)
			if err != nil {
				return fmt.Errorf("releases: %w", err)
			}
			list, err := repository.List(cmd.Context())
			if err != nil {
				return fmt.Errorf("releases: %w", err)
			}
			switch format {
			case "text":
				return c.printReleases(list)
			case "json":
				return c.printJSON(list)
			default:
				return fmt.Errorf("releases: %q is no format; write text or json", format)
			}
		},
	}
	flags.add(releases, false)
	releases.Flags().StringVar(&format, "format", "text", "text or json")
	return releases
}

func (c *command) printReleases(list []registry.Listed) error {
	const padding = 2
	table := tabwriter.NewWriter(c.Stdout, 0, 0, padding, ' ', 0)
	fmt.Fprintln(table, "NUMBER\tVERSION\tPUBLISHED\tAS OF\tRECORDS\tWARNINGS\tINFOS\tSIGNED BY\tCHANNELS\tDIGEST")
	for _, l := range list {
		signed, channels := strings.Join(l.Keys, ","), strings.Join(l.Channels, ",")
		if signed == "" {
			signed = "-"
		}
		if channels == "" {
			channels = "-"
		}
		fmt.Fprintf(table, "%d\t%s\t%s\t%s\t%d\t%d\t%d\t%s\t%s\t%s\n", l.Number, l.Version, l.Created, l.AsOf, l.Records, l.Warnings, l.Infos, signed, channels, l.Digest)
	}
	return table.Flush()
}
