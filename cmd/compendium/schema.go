package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"

	"github.com/spf13/cobra"
	"google.golang.org/protobuf/reflect/protoreflect"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/words"
	configv1 "github.com/opencompendium/compendium/gen/compendium/config/v1"
	"github.com/opencompendium/compendium/release/disk"
	"github.com/opencompendium/compendium/schema"
)

func (c *command) schemaCommand() *cobra.Command {
	var ofConfig bool
	var dir string
	command := &cobra.Command{
		Use:   "schema COLLECTION | --config | --write DIR",
		Short: "Print the JSON Schema of a collection's records or of compendium.yaml, for editors",
		Long: `Print the JSON Schema (draft 2020-12) of a collection's records, or of compendium.yaml, for completion and
checks in editors:

  compendium schema drugs > drugs.schema.json
  compendium schema --config > compendium.schema.json

and in a record's file, for editors with yaml-language-server:

  # yaml-language-server: $schema=drugs.schema.json

--write writes the schemas of all collections and of compendium.yaml into a directory, as drugs.json and so on:

  compendium schema --write schema/json`,
		ValidArgs: collections(),
		Args:      cobra.MaximumNArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			if dir != "" {
				return c.writeSchemas(dir, args)
			}
			described, err := describedBy(args, ofConfig)
			if err != nil {
				return err
			}
			document, err := jsonSchema(described)
			if err != nil {
				return err
			}
			return c.printJSON(document)
		},
	}
	command.Flags().BoolVar(&ofConfig, "config", false, "of compendium.yaml")
	command.Flags().StringVar(&dir, "write", "", "directory to write all schemas into")
	command.MarkFlagsMutuallyExclusive("config", "write")
	return command
}

// writeSchemas writes all schemas into a directory, where editors find them, and prints the paths of those that were
// missing or different.
func (c *command) writeSchemas(dir string, args []string) error {
	if len(args) > 0 {
		return fmt.Errorf("schema %s --write: it writes the schemas of all collections; remove %[1]s", args[0])
	}
	all := map[string]protoreflect.MessageDescriptor{configSchema: (&configv1.Config{}).ProtoReflect().Descriptor()}
	for _, kind := range catalog.Kinds() {
		all[kind.String()] = kind.Descriptor()
	}
	for _, name := range slices.Sorted(maps.Keys(all)) {
		file := filepath.Join(dir, name+".json")
		written, err := writeSchema(file, all[name])
		if err != nil {
			return fmt.Errorf("schema --write: %w", err)
		}
		if written {
			fmt.Fprintln(c.Stdout, filepath.ToSlash(file))
		}
	}
	return nil
}

// configSchema is the name of the schema of compendium.yaml among those of the collections.
const configSchema = "compendium"

// writeSchema writes the schema of a message to a file, unless it is there already. It reports whether it was not.
func writeSchema(file string, described protoreflect.MessageDescriptor) (written bool, err error) {
	document, err := jsonSchema(described)
	if err != nil {
		return false, err
	}
	var text bytes.Buffer
	if err := encodeJSON(&text, document); err != nil {
		return false, err
	}
	if before, err := os.ReadFile(file); err == nil && bytes.Equal(before, text.Bytes()) {
		return false, nil
	}
	//nolint:gosec // schemas are for everyone who may read the project
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		return false, err
	}
	return true, disk.WriteFile(file, text.Bytes(), 0o644)
}

// jsonSchema returns the JSON Schema of a message.
func jsonSchema(described protoreflect.MessageDescriptor) (map[string]any, error) {
	return schema.JSON(described, func(field protoreflect.FieldDescriptor) []string {
		var names []string
		for _, kind := range catalog.RefersTo(field) {
			names = append(names, kind.String())
		}
		return names
	})
}

// describedBy returns the message whose schema is requested.
func describedBy(args []string, ofConfig bool) (protoreflect.MessageDescriptor, error) {
	switch {
	case ofConfig && len(args) == 0:
		return (&configv1.Config{}).ProtoReflect().Descriptor(), nil
	case ofConfig:
		return nil, fmt.Errorf("schema %s --config: request one schema at a time", args[0])
	case len(args) == 0:
		return nil, fmt.Errorf("schema: write --config, %s", words.List(collections(), "or"))
	}
	kind, ok := catalog.ParseKind(args[0])
	if !ok {
		return nil, fmt.Errorf("schema %s: unknown collection; %s", args[0], oneOf(args[0], collections()...))
	}
	return kind.Descriptor(), nil
}

// printJSON prints a value as indented JSON.
func (c *command) printJSON(value any) error { return encodeJSON(c.Stdout, value) }

func encodeJSON(w io.Writer, value any) error {
	encoder := json.NewEncoder(w)
	encoder.SetIndent("", "  ")
	encoder.SetEscapeHTML(false)
	return encoder.Encode(value)
}

func collections() []string {
	var names []string
	for _, kind := range catalog.Kinds() {
		names = append(names, kind.String())
	}
	return names
}
