package main

import (
	"encoding/json"
	"fmt"

	"github.com/spf13/cobra"
	"google.golang.org/protobuf/reflect/protoreflect"

	"github.com/opencompendium/compendium/catalog"
	configv1 "github.com/opencompendium/compendium/gen/compendium/config/v1"
	"github.com/opencompendium/compendium/schema"
)

func (c *command) schemaCommand() *cobra.Command {
	var ofConfig bool
	command := &cobra.Command{
		Use:   "schema COLLECTION | --config",
		Short: "Print the JSON Schema of a collection's records or of compendium.yaml, for editors",
		Long: `Print the JSON Schema (draft 2020-12) of a collection's records, or of compendium.yaml, for completion and
checks in editors:

  compendium schema drugs > drugs.schema.json
  compendium schema --config > compendium.schema.json

and in a record's file, for editors with yaml-language-server:

  # yaml-language-server: $schema=drugs.schema.json`,
		ValidArgs: collections(),
		Args:      cobra.MaximumNArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			described, err := describedBy(args, ofConfig)
			if err != nil {
				return err
			}
			document, err := schema.JSON(described)
			if err != nil {
				return err
			}
			return c.printJSON(document)
		},
	}
	command.Flags().BoolVar(&ofConfig, "config", false, "of compendium.yaml")
	return command
}

// describedBy returns the message whose schema is requested.
func describedBy(args []string, ofConfig bool) (protoreflect.MessageDescriptor, error) {
	switch {
	case ofConfig && len(args) == 0:
		return (&configv1.Config{}).ProtoReflect().Descriptor(), nil
	case ofConfig:
		return nil, fmt.Errorf("schema %s --config: request one schema at a time", args[0])
	case len(args) == 0:
		return nil, fmt.Errorf("schema: write --config, %s", orList(collections()))
	}
	kind, ok := catalog.ParseKind(args[0])
	if !ok {
		return nil, fmt.Errorf("schema %s: unknown collection; %s", args[0], oneOf(args[0], collections()...))
	}
	return kind.Descriptor(), nil
}

// printJSON prints a value as indented JSON.
func (c *command) printJSON(value any) error {
	encoder := json.NewEncoder(c.Stdout)
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
