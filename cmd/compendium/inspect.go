package main

import (
	"encoding/json"
	"fmt"

	"github.com/spf13/cobra"
	"google.golang.org/protobuf/encoding/protojson"

	"github.com/opencompendium/compendium/release"
)

func (c *command) verifyCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "verify FILE",
		Short: "Verify a release file",
		Long: `Verify a release file: every checksum and every offset in it, that each record decodes, and that the content in it gives the same file
again. It ends with exit code 1 where something does not hold.`,
		Args: cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			r, err := release.Open(args[0])
			if err == nil {
				defer r.Image.Release()
				err = r.Verify()
			}
			if err != nil {
				fmt.Fprintf(c.Stderr, "compendium: verify: %v\n", err)
				return errFindings
			}
			fmt.Fprintf(c.Stdout, "%s is whole: version %s, %s\n", args[0], r.Image.Version(), r.Image.FileDigest())
			return nil
		},
	}
}

func (c *command) inspectCommand() *cobra.Command {
	var format, schema string
	inspect := &cobra.Command{
		Use:   "inspect FILE",
		Short: "Show what a release file holds",
		Long: `Show what a release file holds: its versions and provenance, counts of records and findings, and the sections of the file with their
sizes. Formats: text, json.`,
		Args: cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			r, err := release.Open(args[0])
			if err != nil {
				return fmt.Errorf("inspect: %w", err)
			}
			defer r.Image.Release()
			if schema != "" {
				if err := writeFile(schema, r.Image.Schema()); err != nil {
					return fmt.Errorf("inspect: %w", err)
				}
				return nil
			}
			switch format {
			case "text":
				c.describe(args[0], r)
				return nil
			case "json":
				text, err := protojson.MarshalOptions{UseProtoNames: true, EmitUnpopulated: true}.Marshal(r.Image.Info())
				if err != nil {
					return fmt.Errorf("inspect: %w", err)
				}
				return c.printJSON(json.RawMessage(text))
			default:
				return fmt.Errorf("inspect: %q is no format; write text or json", format)
			}
		},
	}
	inspect.Flags().StringVar(&schema, "schema", "", "write the schema of the records to this file, as a google.protobuf.FileDescriptorSet with all that it imports, and nothing else")
	inspect.Flags().StringVar(&format, "format", "text", "text or json")
	return inspect
}

func (c *command) describe(path string, r *release.Release) {
	info := r.Image.Info()
	line := func(name, format string, args ...any) {
		fmt.Fprintf(c.Stdout, "%-12s %s\n", name, fmt.Sprintf(format, args...))
	}
	line("file", "%s, %d bytes", path, len(r.Image.Bytes()))
	line("digest", "%s", r.Image.FileDigest())
	line("version", "%s", info.Version)
	line("content", "%s", info.Digest)
	line("as of", "%s", info.AsOf)
	line("tool", "%s", info.ToolVersion)
	if info.SourceRevision != "" {
		line("revision", "%s", info.SourceRevision)
	}
	line("schema", "sha256:%s", info.SchemaSha256)
	line("findings", "errors %d, warnings %d, infos %d", info.Findings.GetErrors(), info.Findings.GetWarnings(), info.Findings.GetInfos())
	line("gaps", "%d", info.Gaps)
	line("unpinned", "%d citations", info.UnpinnedCitations)
	line("reviewed", "%d records by a clinician", info.ClinicallyReviewed)
	for _, count := range info.Counts {
		line(count.Collection, "%d", count.Records)
	}
	line("uses", "%d", info.Uses)
	fmt.Fprintln(c.Stdout)
	for _, s := range r.Image.Sections() {
		fmt.Fprintf(c.Stdout, "%10d  %s\n", s.Bytes, s.Name)
	}
}
