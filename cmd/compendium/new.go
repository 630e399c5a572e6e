package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/skeleton"
	"github.com/opencompendium/compendium/catalog/spelling"
)

func (c *command) newCommand() *cobra.Command {
	var dir string
	create := &cobra.Command{
		Use:   "new KIND NAME",
		Short: "Write the skeleton of a new record",
		Long: `Write the skeleton of a new record. It holds no facts; what lint finds in it is what is left to fill in.

KIND is one of ` + strings.Join(singulars(), ", ") + `. NAME is the
name to display, such as "Giant cell tumor of bone", from which the ID is made, or the ID itself:
giant-cell-tumor-of-bone. The file is content/<collection>/<id>.yaml; an existing file is not overwritten. Its first
line names its JSON Schema to editors, which is written to schema/json beside content/ if it is not there yet.`,
		ValidArgs: singulars(),
		Args: arguments(2,
			`name the kind and the record, as in compendium new drug Imatinib; put a name with spaces in quotes`),
		RunE: func(_ *cobra.Command, args []string) error { return c.create(dir, args[0], args[1]) },
	}
	create.Flags().StringVar(&dir, "content", "content", "content directory, created if there is none")
	return create
}

func singulars() []string {
	var names []string
	for _, kind := range catalog.Kinds() {
		names = append(names, kind.Singular())
	}
	return names
}

// parseSingular returns the kind of record with a singular or collection name.
func parseSingular(name string) (catalog.Kind, error) {
	for _, kind := range catalog.Kinds() {
		if name == kind.Singular() || name == kind.String() {
			return kind, nil
		}
	}
	hint := ""
	if nearest, ok := spelling.Nearest(name, append(singulars(), collections()...)); ok {
		hint = " Did you mean " + nearest + "?"
	}
	return 0, fmt.Errorf("new %s: unknown kind of record.%s Write one of %s", name, hint, strings.Join(singulars(), ", "))
}

func (c *command) create(dir, kindName, given string) error {
	kind, err := parseSingular(kindName)
	if err != nil {
		return err
	}
	name, err := skeleton.Parse(given)
	if err != nil {
		return fmt.Errorf("new %s: %w", kindName, err)
	}
	text, err := skeleton.Text(kind, name)
	if err != nil {
		return fmt.Errorf("new %s: %w", kindName, err)
	}
	file := filepath.Join(dir, kind.String(), name.ID+".yaml")
	//nolint:gosec // content is for everyone who may read the project
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		return fmt.Errorf("new %s: make folder: %w", kindName, err)
	}
	if err := createFile(file, text, 0o644); err != nil {
		if errors.Is(err, fs.ErrExist) {
			return fmt.Errorf("new %s: %s exists already and is not overwritten", kindName, file)
		}
		return fmt.Errorf("new %s: %w", kindName, err)
	}
	// The first line of the record names its schema to editors.
	described := filepath.Join(dir, filepath.FromSlash(skeleton.SchemaDir), kind.String()+".json")
	if !isFile(described) {
		if _, err := writeSchema(described, kind.Descriptor()); err != nil {
			return fmt.Errorf("new %s: write the schema for editors: %w", kindName, err)
		}
	}
	fmt.Fprintln(c.Stdout, filepath.ToSlash(file))
	fmt.Fprintf(c.Stderr, "Fill it in until this finds nothing more: compendium lint %s\n", filepath.ToSlash(file))
	return nil
}

// createFile writes a file that must not exist yet. If it fails, it leaves none.
func createFile(name string, text []byte, mode fs.FileMode) error {
	file, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode)
	if err != nil {
		return err
	}
	_, err = file.Write(text)
	if err = errors.Join(err, file.Close()); err != nil {
		err = errors.Join(err, os.Remove(name))
	}
	return err
}
