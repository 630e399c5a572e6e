package main

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/spf13/cobra"
	"google.golang.org/protobuf/encoding/protojson"

	"github.com/opencompendium/compendium/release"
	"github.com/opencompendium/compendium/release/disk"
	"github.com/opencompendium/compendium/release/file"
)

func (c *command) verifyCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "verify FILE",
		Short: "Verify a release file",
		Long: `Verify a release file: check every checksum and offset, decode every record, and rebuild the file from the
content in it to see that it comes out the same. The exit code is 1 if anything is wrong.`,
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			r, err := release.Open(args[0])
			var content map[string][]byte
			if err == nil {
				defer r.File.Close()
				content, err = r.File.Files()
			}
			if err == nil {
				err = r.Verify(cmd.Context())
			}
			if err != nil {
				fmt.Fprintf(c.Stderr, "compendium: verify: %v\n", err)
				return errFindings
			}
			fmt.Fprintf(c.Stdout, "%s is whole: version %s, %s\n", args[0], r.File.Version(), r.File.FileDigest())
			if len(content) == 0 {
				fmt.Fprintf(c.Stdout,
					"%s holds no content, so nothing shows that its records come from content that is valid\n", args[0])
			}
			return nil
		},
	}
}

func (c *command) inspectCommand() *cobra.Command {
	var format, schema string
	var findings bool
	inspect := &cobra.Command{
		Use:   "inspect FILE",
		Short: "Show what is in a release file",
		Long: `Show what is in a release file: its version and provenance, counts of records and findings, and the sections
of the file with their sizes; with --findings, also the findings from when it was built. Formats: text, json.`,
		Args: cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			r, err := release.Open(args[0])
			if err != nil {
				return fmt.Errorf("inspect: %w", err)
			}
			defer r.File.Close()
			if schema != "" {
				if err := disk.WriteFile(schema, r.File.Schema(), 0o644); err != nil {
					return fmt.Errorf("inspect: %w", err)
				}
				return nil
			}
			switch format {
			case "text":
				err = c.describe(args[0], r, findings)
			case "json":
				err = c.describeJSON(r, findings)
			default:
				err = fmt.Errorf("unknown format %q; write text or json", format)
			}
			if err != nil {
				return fmt.Errorf("inspect: %w", err)
			}
			return nil
		},
	}
	inspect.Flags().StringVar(&schema, "schema", "", "only write the schema of the records to this file, as a "+
		"google.protobuf.FileDescriptorSet with everything it imports")
	inspect.Flags().BoolVar(&findings, "findings", false, "show the findings too")
	inspect.Flags().StringVar(&format, "format", "text", "text or json")
	return inspect
}

// inspected is the JSON of inspect.
type inspected struct {
	File struct {
		Digest string `json:"digest"`
		Bytes  int    `json:"bytes"`
	} `json:"file"`
	Release  json.RawMessage   `json:"release"`
	Sections []file.Section    `json:"sections"`
	Findings []json.RawMessage `json:"findings,omitempty"`
}

func (c *command) describeJSON(r *release.Release, findings bool) error {
	told := inspected{Sections: r.File.Sections()}
	told.File.Digest, told.File.Bytes = r.File.FileDigest(), len(r.File.Bytes())
	write := protojson.MarshalOptions{UseProtoNames: true, EmitUnpopulated: true}
	var err error
	if told.Release, err = write.Marshal(r.File.Info()); err != nil {
		return err
	}
	if findings {
		list, err := r.File.Findings()
		if err != nil {
			return err
		}
		for _, f := range list {
			text, err := write.Marshal(f)
			if err != nil {
				return err
			}
			told.Findings = append(told.Findings, text)
		}
	}
	return c.printJSON(told)
}

func (c *command) describe(path string, r *release.Release, findings bool) error {
	info := r.File.Info()
	line := func(name, format string, args ...any) {
		fmt.Fprintf(c.Stdout, "%-12s %s\n", name, fmt.Sprintf(format, args...))
	}
	line("file", "%s, %d bytes", path, len(r.File.Bytes()))
	line("digest", "%s", r.File.FileDigest())
	line("version", "%s", info.Version)
	line("content", "%s", info.Digest)
	line("as of", "%s", info.AsOf)
	line("tool", "%s", info.ToolVersion)
	if info.SourceRevision != "" {
		line("revision", "%s", info.SourceRevision)
	}
	line("schema", "sha256:%s", info.SchemaSha256)
	line("findings", "errors %d, warnings %d, infos %d", info.Findings.GetErrors(), info.Findings.GetWarnings(),
		info.Findings.GetInfos())
	line("gaps", "%d", info.Gaps)
	line("unpinned", "%d citations", info.UnpinnedCitations)
	line("reviewed", "%d records by a clinician", info.ClinicallyReviewed)
	for _, count := range info.Counts {
		line(count.Collection, "%d", count.Records)
	}
	line("uses", "%d", info.Uses)
	fmt.Fprintln(c.Stdout)
	for _, s := range r.File.Sections() {
		fmt.Fprintf(c.Stdout, "%10d  %s\n", s.Bytes, s.Name)
	}
	if !findings {
		return nil
	}
	list, err := r.File.Findings()
	if err != nil {
		return err
	}
	fmt.Fprintln(c.Stdout)
	for _, f := range list {
		fmt.Fprintf(c.Stdout, "%s:%d:%d: %s: %s [%s]\n", f.File, f.Line, f.Column, strings.ToLower(f.Severity.String()),
			f.Message, f.Rule)
	}
	return nil
}
