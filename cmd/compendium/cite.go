package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path"
	"strings"

	"github.com/spf13/cobra"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/chore"
	"github.com/opencompendium/compendium/catalog/fingerprint"
)

func (c *command) citeCommand() *cobra.Command {
	var archive string
	var from choreFlags
	var replace, uncovered bool
	cite := &cobra.Command{
		Use:   "cite (--archive DIR SOURCE (WORDS... | --uncovered) | --replace OLD NEW)",
		Short: "Find a passage in an archived source and print its citation",
		Long: `Find a passage in an archived source and print its citation.

SOURCE is a source in the catalog: sources/acs-bone-cancer-targeted-therapy, or just its ID. WORDS are the passage as
it is in the archived text, in as many arguments as you like; case, punctuation and white space do not matter. The
YAML goes to standard output, and the place of the passage to standard error.

With --uncovered, the words of the archived text are printed that no citation's passage has, as fingerprints count
words, each run with its place. An editor reads them for what the catalog does not say yet; most pages have words that
it need not say.

With --replace, citations of the source OLD cite NEW. Sections and passages stay as they are, and are named: they are
those of the old source. Output and exit code are those of rename.`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			switch {
			case uncovered && len(args) > 1:
				return errors.New("cite --uncovered: name one source, and no words")
			case replace && len(args) != 2:
				return errors.New("cite --replace: name two sources, the old and the new one")
			case !replace && !uncovered && len(args) == 1:
				return errors.New("cite: name a source and the words of a passage, or add --uncovered")
			case replace:
				return c.change(cmd.Context(), "cite", from, func(content *catalog.Catalog) (chore.Change, error) {
					return chore.Recite(content, sourceName(args[0]), sourceName(args[1]))
				})
			case from.diff || from.asOf != "":
				return errors.New("cite: --diff and --as-of are about a change; add --replace or remove them")
			}
			return c.cite(cmd.Context(), archive, from.contentFlags, args[0], strings.Join(args[1:], " "), uncovered)
		},
		ValidArgsFunction: completeRecords(&from.contentFlags, 2, catalog.Sources),
	}
	cite.Flags().StringVar(&archive, "archive", "", "directory of archived source texts (required)")
	from.register(cite)
	cite.Flags().BoolVar(&replace, "replace", false, "have citations of one source cite another")
	cite.Flags().BoolVar(&uncovered, "uncovered", false, "print the words that no cited passage has")
	cite.MarkFlagsMutuallyExclusive("replace", "archive")
	cite.MarkFlagsMutuallyExclusive("replace", "uncovered")
	return cite
}

// cite prints the citation of a passage of a source, or the words of its archived text that are in no cited passage.
func (c *command) cite(
	ctx context.Context, archive string, from contentFlags, source, passage string, uncovered bool,
) error {
	if archive == "" {
		return errors.New("cite: --archive is required: the directory that holds the archived texts")
	}
	t, err := from.whole(nil)
	if err != nil {
		return fmt.Errorf("cite: %w", err)
	}
	content, _, err := t.load(ctx)
	if err != nil {
		return err
	}
	name := sourceName(source)
	record := content.Source(name)
	switch {
	case record == nil:
		return fmt.Errorf("cite %s: there is no such source in the catalog, or its file cannot be read", name)
	case record.Archive == nil:
		return fmt.Errorf("cite %s: the source has no archived text; cite it without a passage", name)
	}
	root, err := os.OpenRoot(archive)
	if err != nil {
		return fmt.Errorf("cite %s: open archive: %w", name, err)
	}
	defer root.Close()
	text, err := root.ReadFile(record.Archive.File)
	if err != nil {
		return fmt.Errorf("cite %s: read archived text: %w", name, err)
	}
	file, words := path.Join(archive, record.Archive.File), fingerprint.Words(string(text))
	if uncovered {
		c.printUncovered(content, name, file, words)
		return nil
	}
	return c.printCitation(name, file, words, fingerprint.Words(passage))
}

// sourceName returns the name of a source that an argument names: its name, its id, or the path of its file.
func sourceName(argument string) string {
	return "sources/" + strings.TrimPrefix(recordArgument(argument), "sources/")
}

// shortestPassage is the fewest words that the schema takes as a passage.
const shortestPassage = 3

func (c *command) printCitation(source, file string, text, passage []fingerprint.Word) error {
	if len(passage) < shortestPassage {
		return fmt.Errorf("cite %s: the passage has %d words; at least %d are needed to prove anything", source, len(passage),
			shortestPassage)
	}
	found := fingerprint.Locate(text, passage)
	if len(found) == 0 {
		return fmt.Errorf("cite %s: the passage is not in %s; copy it word for word", source, file)
	}
	for _, i := range found {
		fmt.Fprintf(c.Stderr, "%s:%d:%d\n", file, text[i].Line, text[i].Column)
	}
	citation := fingerprint.Of(passage)
	fmt.Fprintf(c.Stdout, "source: %s\npassage: {words: %d, sha256: %s}\n", source, citation.Words, citation.SHA256)
	return nil
}
