package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/spelling"
	"github.com/opencompendium/compendium/catalog/words"
	"github.com/opencompendium/compendium/content"
)

// oneOf returns the end of a message about a word that is not among choices: the one most likely meant, and all.
func oneOf(word string, choices ...string) string {
	all := "write " + words.List(choices, "or")
	if meant, ok := spelling.Nearest(word, choices); ok {
		return "did you mean " + meant + "? Else " + all
	}
	return all
}

// badFlag returns the error about a flag, with the nearest name if the flag does not exist.
func badFlag(command *cobra.Command, err error) error {
	if invalid, ok := errors.AsType[*pflag.InvalidValueError](err); ok {
		switch flag := invalid.GetFlag(); flag.Value.Type() {
		case "int":
			return fmt.Errorf("--%s: %q is not a number", flag.Name, invalid.GetValue())
		case "bool":
			return fmt.Errorf("--%s: %q is neither true nor false", flag.Name, invalid.GetValue())
		}
	}
	unknown, ok := errors.AsType[*pflag.NotExistError](err)
	if !ok || unknown.GetSpecifiedShortnames() != "" {
		return err
	}
	var names []string
	command.Flags().VisitAll(func(f *pflag.Flag) { names = append(names, f.Name) })
	if meant, ok := spelling.Nearest(unknown.GetSpecifiedName(), names); ok {
		return fmt.Errorf("%w; did you mean --%s?", err, meant)
	}
	return fmt.Errorf("%w; `%s --help` lists the flags", err, command.CommandPath())
}

// arguments requires n arguments and describes them in its error.
func arguments(n int, what string) cobra.PositionalArgs {
	return func(command *cobra.Command, args []string) error {
		if len(args) != n {
			return fmt.Errorf("%s: %s", command.Name(), what)
		}
		return nil
	}
}

// completeFlag has shells complete the values of a flag.
func completeFlag(cmd *cobra.Command, flag string, values ...string) {
	// It fails only for a flag that the command does not have, which the tests of completion find.
	_ = cmd.RegisterFlagCompletionFunc(flag, cobra.FixedCompletions(values, cobra.ShellCompDirectiveNoFileComp))
}

// completeRecords completes the first arguments, at most n, with names of records in the content that the flags choose.
func completeRecords(from *contentFlags, n int, kinds ...catalog.Kind) cobra.CompletionFunc {
	return func(_ *cobra.Command, args []string, begun string) ([]string, cobra.ShellCompDirective) {
		t, err := from.whole(nil)
		if err != nil || len(args) >= n {
			return nil, cobra.ShellCompDirectiveDefault
		}
		var files fs.FS = content.FS
		if t.dir != "" {
			files = os.DirFS(t.dir)
		}
		return completeNames(begun, kinds, func(kind catalog.Kind) []string {
			var names []string
			entries, _ := fs.ReadDir(files, kind.String()) // a catalog need not have all of them
			for _, e := range entries {
				if id, isRecord := strings.CutSuffix(e.Name(), ".yaml"); isRecord && catalog.IsID(id) {
					names = append(names, kind.String()+"/"+id)
				}
			}
			return names
		})
	}
}

// completeNames completes a name of a record: a collection first, then the records in it. Shells complete paths of
// files where no name fits.
func completeNames(begun string, kinds []catalog.Kind, names func(catalog.Kind) []string) ([]string,
	cobra.ShellCompDirective) {
	var folders []string
	for _, kind := range kinds {
		folder := kind.String() + "/"
		if !strings.HasPrefix(begun, folder) {
			folders = append(folders, folder)
		} else if list := names(kind); len(list) > 0 {
			return list, cobra.ShellCompDirectiveNoFileComp
		}
	}
	return folders, cobra.ShellCompDirectiveNoSpace
}
