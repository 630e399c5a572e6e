package main

import (
	"bytes"
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/document"
	"github.com/opencompendium/compendium/release/disk"
)

func (c *command) replaceCommand() *cobra.Command {
	var from contentFlags
	cmd := &cobra.Command{
		Use:   "replace NAME",
		Short: "Replace a record of the catalog that this one extends",
		Long: `Replace a record of the catalog that this one extends: copy it into the content, to be changed there, and name
it under replaces in compendium.yaml, with the digest of what it replaces. NAME is a name such as drugs/imatinib.`,
		Args:              arguments(1, "name one record, as in compendium replace drugs/imatinib"),
		ValidArgsFunction: c.completeReplaceable(&from),
		RunE: func(cmd *cobra.Command, args []string) error {
			name := recordArgument(args[0])
			if err := c.replace(cmd.Context(), from, name); err != nil {
				return fmt.Errorf("replace %s: %w", name, err)
			}
			return nil
		},
	}
	from.register(cmd, false)
	return cmd
}

// completeReplaceable completes the argument with names of records of the catalog that the content extends and that it
// does not replace yet.
func (c *command) completeReplaceable(from *contentFlags) cobra.CompletionFunc {
	return func(cmd *cobra.Command, args []string, begun string) ([]string, cobra.ShellCompDirective) {
		t, err := from.whole(nil)
		if err != nil || len(args) > 0 {
			return nil, cobra.ShellCompDirectiveDefault
		}
		config, err := readConfig(t, "")
		if err != nil {
			return nil, cobra.ShellCompDirectiveDefault
		}
		content, _, err := t.loadBy(cmd.Context(), config)
		if err != nil {
			return nil, cobra.ShellCompDirectiveDefault
		}
		return completeNames(begun, catalog.Kinds(), func(kind catalog.Kind) []string {
			return slices.DeleteFunc(content.Names(kind), func(name string) bool {
				r, _ := content.Get(name)
				return r.Own()
			})
		})
	}
}

func (c *command) replace(ctx context.Context, from contentFlags, name string) error {
	t, err := from.whole(nil)
	if err != nil {
		return err
	}
	config, err := readConfig(t, "")
	if err != nil {
		return err
	}
	content, _, err := t.loadBy(ctx, config)
	if err != nil {
		return err
	}
	record, ok := content.Get(name)
	switch {
	case len(content.Bases()) == 0:
		return errors.New("this catalog extends no other")
	case !ok:
		return errors.New("the catalog that this one extends has no such record")
	case record.Own():
		return fmt.Errorf("%s is there already", record.File())
	}
	text, err := replacing(config.policy.Document(), record)
	if err != nil {
		return fmt.Errorf("%s: %w", config.name(), err)
	}
	file := filepath.Join(t.dir, filepath.FromSlash(record.Path()))
	//nolint:gosec // content is for everyone who may read the project
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		return err
	}
	if err := createFile(file, record.Text(), 0o644); err != nil {
		return err
	}
	if err := disk.WriteFile(config.name(), text, 0o644); err != nil {
		return err
	}
	fmt.Fprintln(c.Stdout, filepath.ToSlash(file))
	fmt.Fprintln(c.Stdout, config.name())
	return nil
}

// replacing returns the text of a configuration that names a record under replaces.
func replacing(config *document.Document, record *catalog.Record) ([]byte, error) {
	digest := record.Digest()
	value := "sha256:" + hex.EncodeToString(digest[:])
	if config.Find("replaces").IsZero() {
		return withLines(config.Text(), fmt.Sprintf("replaces:\n  %s: %s\n", record.Name(), value)), nil
	}
	return config.Apply(document.Add("replaces", record.Name(), value))
}

// withLines returns a text with lines added at its end, which end as its own do.
func withLines(text []byte, lines string) []byte {
	if len(text) > 0 && !bytes.HasSuffix(text, []byte("\n")) {
		lines = "\n" + lines
	}
	if bytes.Contains(text, []byte("\r\n")) {
		lines = strings.ReplaceAll(lines, "\n", "\r\n")
	}
	return slices.Concat(text, []byte(lines))
}
