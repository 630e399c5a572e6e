package main

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"
)

// errNoContent is the error of a command in a directory that has no content and is in none. Nothing falls back to the
// embedded catalog, which would pass for the user's own.
var errNoContent = errors.New("there is no content here: neither content/ nor this directory has one of the " +
	"folders of a catalog (drugs, classes, conditions, …); go to your content, or name its directory")

// contentFlags name the content of a command, beside its path arguments.
type contentFlags struct {
	dir      string
	embedded bool
}

// register adds --content to a command, and --embedded to one that changes nothing.
func (f *contentFlags) register(cmd *cobra.Command, readOnly bool) {
	cmd.Flags().StringVar(&f.dir, "content", "",
		"content directory (default: content/ if there is one, else the content that the working directory is in)")
	if readOnly {
		cmd.Flags().BoolVar(&f.embedded, "embedded", false, "use the catalog that is embedded in the program")
		cmd.MarkFlagsMutuallyExclusive("content", "embedded")
	}
}

// trees returns the content that path arguments or the flags name, or else the nearest one.
func (f *contentFlags) trees(paths []string) ([]tree, error) {
	switch {
	case len(paths) > 0 && f.embedded:
		return nil, fmt.Errorf("%s: it is not in the embedded catalog; remove the path or --embedded", paths[0])
	case len(paths) > 0 && f.dir != "":
		return nil, fmt.Errorf("%s: the content is named twice; remove the path or --content", paths[0])
	case f.embedded:
		return []tree{{}}, nil
	case f.dir != "":
		paths = []string{f.dir}
	}
	return findTrees(paths)
}

// whole returns the one content directory that an argument or the flags name.
func (f *contentFlags) whole(paths []string) (tree, error) {
	trees, err := f.trees(paths)
	if err != nil {
		return tree{}, err
	}
	if len(trees[0].part) > 0 {
		return tree{}, fmt.Errorf("%s: it is a part of %s; name the whole content", trees[0].part[0], trees[0].dir)
	}
	return trees[0], nil
}

// shown returns how messages name the content.
func (t tree) shown() string {
	if t.dir == "" {
		return "embedded"
	}
	return t.dir
}
