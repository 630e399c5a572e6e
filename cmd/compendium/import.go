package main

import (
	"bytes"
	"cmp"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/document"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/register/importer"
	"github.com/opencompendium/compendium/release/disk"
	"github.com/opencompendium/compendium/validate/policy"
)

type importFlags struct {
	out     string
	left    string
	mapping string
	date    string
	dryRun  bool
}

// importFormat is a kind of register or list that can be imported.
type importFormat struct {
	name, files string
	read        func(known *catalog.Catalog, files []string, flags importFlags) (*importer.Import, error)
}

// csvFormat is the format of flat tables.
const csvFormat = "csv"

func importFormats() []importFormat {
	return []importFormat{
		{"drugs-at-fda", "the zip of the data files of Drugs@FDA", readDrugsAtFDA},
		{"dpd", "zips of Health Canada's Drug Product Database: marketed, dormant, cancelled, approved products", readDPD},
		{"dmd", "the XML file of virtual therapeutic moieties of dm+d", readDMD},
		{csvFormat, "any flat table, with --mapping", readCSV},
	}
}

func (c *command) importCommand() *cobra.Command {
	var flags importFlags
	var names []string
	var table strings.Builder
	for _, f := range importFormats() {
		names = append(names, f.name)
		fmt.Fprintf(&table, "  %-13s %s\n", f.name, f.files)
	}
	command := &cobra.Command{
		Use:   "import FORMAT FILE... -o DIR",
		Short: "Write register entries from a public register or a list",
		Long: `Write register entries from a public register or a list.

` + table.String() + `
The records are of depth REGISTER: they say what the register says, and nothing else. What they cannot say is counted
by reason, and --left writes all of it to a table. The next import of the same format replaces the files of this one
and removes those that the register no longer has. Your own files stay as they are; an imported file that was edited
by hand is refused, and nothing is changed.

Exit code 0: imported; 2: could not run.`,
		ValidArgs: names,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) < 2 {
				return errors.New("name the format and the files, as in compendium import drugs-at-fda FILE.zip -o content")
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := c.importFiles(cmd.Context(), args[0], args[1:], flags); err != nil {
				return fmt.Errorf("import %s: %w", args[0], err)
			}
			return nil
		},
	}
	command.Flags().StringVarP(&flags.out, "output", "o", "", "content directory, made if there is none")
	command.Flags().StringVar(&flags.left, "left", "", "write a CSV table of all that the records do not say to this file")
	command.Flags().BoolVar(&flags.dryRun, "dry-run", false, "write nothing; report what would be written")
	command.Flags().StringVar(&flags.mapping, "mapping", "", "YAML file that says what the columns of a csv table are")
	command.Flags().StringVar(&flags.date, "date", "", "day of a dmd file (default: the newest date in it)")
	_ = command.MarkFlagRequired("output")
	return command
}

func (c *command) importFiles(ctx context.Context, name string, files []string, flags importFlags) error {
	formats := importFormats()
	i := slices.IndexFunc(formats, func(f importFormat) bool { return f.name == name })
	if i < 0 {
		var names []string
		for _, f := range formats {
			names = append(names, f.name)
		}
		return fmt.Errorf("it is not a format: %s", oneOf(name, names...))
	}
	if (flags.mapping != "") != (name == csvFormat) {
		return errors.New("--mapping belongs to csv, and csv needs it")
	}
	known, err := catalogAt(ctx, flags.out)
	if err != nil {
		return err
	}
	base := baseNames(known)
	// It is not needed below; its memory is free for what is read.
	imported, err := formats[i].read(known, files, flags)
	if err != nil {
		return err
	}
	if !flags.dryRun {
		if err := os.MkdirAll(flags.out, 0o755); err != nil { //nolint:gosec // content is for everyone
			return fmt.Errorf("make the content directory: %w", err)
		}
	}
	plan, err := importer.NewPlan(os.DirFS(flags.out), imported, func(name string) bool { return base[name] })
	if err != nil {
		return err
	}
	if !flags.dryRun {
		// First, since it may be refused.
		if err := c.admitRegisterEntries(flags.out, imported); err != nil {
			return err
		}
		if err := c.writePlan(flags.out, plan); err != nil {
			return err
		}
	}
	if flags.left != "" {
		if err := writeLeft(flags.left, imported.Left); err != nil {
			return err
		}
	}
	c.reportImport(flags, imported, plan)
	return nil
}

// baseNames returns the names of the records that a catalog extends. The catalog may be nil.
func baseNames(known *catalog.Catalog) map[string]bool {
	names := make(map[string]bool)
	if known == nil {
		return names
	}
	for _, r := range known.All() {
		if !r.Own() {
			names[r.Name()] = true
		}
	}
	return names
}

// writePlan writes and removes files. If it is ended early, the next run does what is left.
func (c *command) writePlan(dir string, plan *importer.Plan) error {
	root, err := openToWrite(dir)
	if err != nil {
		return err
	}
	defer root.Close()
	shown := c.startProgress()
	defer shown.end()
	step := shown.at("writing files")
	made := make(map[string]bool)
	for i, f := range plan.Write {
		if folder := path.Dir(f.Path); !made[folder] {
			if err := root.MkdirAll(folder, 0o755); err != nil {
				return fmt.Errorf("make folder: %w", err)
			}
			made[folder] = true
		}
		err := replaceFile(root, f.Path, f.Text)
		if errors.Is(err, fs.ErrNotExist) {
			err = disk.ReplaceIn(root, f.Path, f.Text, 0o644)
		}
		if err != nil {
			return fmt.Errorf("write %s: %w", f.Path, err)
		}
		if step != nil {
			step(i+1, len(plan.Write))
		}
	}
	for _, name := range plan.Remove {
		if err := root.Remove(name); err != nil {
			return fmt.Errorf("remove %s: %w", name, err)
		}
	}
	return nil
}

// admitRegisterEntries adds the depths of the records to compendium.yaml, if it does not set any. It makes one where
// there is none: beside a directory named content, else in it.
func (c *command) admitRegisterEntries(dir string, imported *importer.Import) error {
	if !slices.ContainsFunc(imported.Records, func(r importer.Record) bool {
		drug, ok := r.Message.(*compendiumv1.Drug)
		return ok && drug.GetDepth() == compendiumv1.Drug_REGISTER
	}) {
		return nil
	}
	config, err := readConfig(tree{dir: dir}, "")
	if err != nil {
		return err
	}
	if slices.Contains(config.policy.Depths(), compendiumv1.Drug_REGISTER) {
		return nil
	}
	const key, value = "depths", "[MONOGRAPH, REGISTER]"
	name, text := config.name(), []byte(key+": "+value+"\n")
	if name == "" {
		name = filepath.Join(dir, policy.FileName)
		if filepath.Base(dir) == "content" {
			name = filepath.Join(filepath.Dir(dir), policy.FileName)
		}
	} else if text, err = config.policy.Document().Apply(document.Add("", key, value)); err != nil {
		return fmt.Errorf("%s: it does not admit register entries: write %s: %s there", name, key, value)
	}
	if err := disk.WriteFile(name, text, 0o644); err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	fmt.Fprintf(c.Stdout, "%s: set %s to %s\n", filepath.ToSlash(name), key, value)
	return nil
}

// reportImport prints what was done, and what the records do not say, by reason.
func (c *command) reportImport(flags importFlags, imported *importer.Import, plan *importer.Plan) {
	products := 0
	for _, r := range imported.Records {
		if d, ok := r.Message.(*compendiumv1.Drug); ok {
			products += len(d.GetProducts())
		}
	}
	wrote := "written"
	if flags.dryRun {
		wrote = "to write"
	}
	fmt.Fprintf(c.Stdout, "%s: %s records with %s products; %s files %s, %s removed, %s unchanged\n",
		filepath.ToSlash(flags.out), grouped(len(imported.Records)), grouped(products), grouped(len(plan.Write)), wrote,
		grouped(len(plan.Remove)), grouped(plan.Same))
	for _, own := range plan.Own {
		fmt.Fprintf(c.Stdout, "left as it is: %s, which was not imported from %s\n", own, imported.Format)
	}
	type group struct {
		reason, example string
		count           int
	}
	var groups []*group
	for _, l := range imported.Left {
		i := slices.IndexFunc(groups, func(g *group) bool { return g.reason == l.Reason })
		if i < 0 {
			i = len(groups)
			groups = append(groups, &group{reason: l.Reason, example: l.Place + " " + l.What})
		}
		groups[i].count += l.Count
	}
	slices.SortStableFunc(groups, func(a, b *group) int { return cmp.Compare(b.count, a.count) })
	for _, g := range groups {
		if g.count > 0 {
			fmt.Fprintf(c.Stdout, "left out: %s × %s (such as %s)\n", grouped(g.count), g.reason, g.example)
		}
	}
}

// writeLeft writes a table of what an import left out.
func writeLeft(name string, left []importer.Left) error {
	var text bytes.Buffer
	table := csv.NewWriter(&text)
	_ = table.Write([]string{"place", "what", "reason", "count"})
	for _, l := range left {
		_ = table.Write([]string{l.Place, l.What, l.Reason, strconv.Itoa(l.Count)})
	}
	table.Flush()
	if err := disk.WriteFile(name, text.Bytes(), 0o644); err != nil {
		return fmt.Errorf("--left: %w", err)
	}
	return nil
}
