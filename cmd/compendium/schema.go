package main

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/schema"
)

func (c *command) schemaCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "schema COLLECTION",
		Short: "Print the JSON Schema of a collection's records, for editors",
		Long: `Print the JSON Schema (draft 2020-12) of a collection's records, for completion and checks in editors:

  compendium schema drugs > drugs.schema.json

and in a record's file, for editors with yaml-language-server:

  # yaml-language-server: $schema=drugs.schema.json`,
		Args: cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			kind, ok := catalog.ParseKind(args[0])
			if !ok {
				return fmt.Errorf("schema %s: there is no such collection; write one of %s", args[0], strings.Join(collections(), ", "))
			}
			document, err := schema.JSON(kind.Descriptor())
			if err != nil {
				return err
			}
			return c.printJSON(document)
		},
	}
}

// printJSON prints a value as JSON for people and programs.
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
