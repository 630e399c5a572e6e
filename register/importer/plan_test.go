package importer_test

import (
	"errors"
	"maps"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/register/importer"
)

func noBase(string) bool { return false }

// written returns the files of a directory after a plan.
func written(t *testing.T, before fstest.MapFS, imported *importer.Import) (fstest.MapFS, *importer.Plan) {
	t.Helper()
	plan, err := importer.NewPlan(before, imported, noBase)
	if err != nil {
		t.Fatal(err)
	}
	after := fstest.MapFS{}
	maps.Copy(after, before)
	for _, f := range plan.Write {
		after[f.Path] = &fstest.MapFile{Data: f.Text}
	}
	for _, name := range plan.Remove {
		delete(after, name)
	}
	return after, plan
}

func TestPlan(t *testing.T) {
	imported := importer.DrugsAtFDA(fdaZip(t, fdaTables()), importer.Others{})
	dir, plan := written(t, fstest.MapFS{}, imported)
	if len(plan.Write) != len(imported.Records) {
		t.Fatalf("%d files are written for %d records", len(plan.Write), len(imported.Records))
	}
	if _, plan := written(t, dir, imported); len(plan.Write)+len(plan.Remove) > 0 || plan.Same != len(imported.Records) {
		t.Errorf("the second import writes %d files, removes %v", len(plan.Write), plan.Remove)
	}

	// A checkout with Windows' line ends is no edit.
	text := string(dir["drugs/zinc.yaml"].Data)
	dir["drugs/zinc.yaml"] = &fstest.MapFile{Data: []byte(strings.ReplaceAll(text, "\n", "\r\n"))}
	if _, plan := written(t, dir, imported); len(plan.Write) > 0 {
		t.Errorf("line ends made the import write %v", plan.Write[0].Path)
	}

	// A file that is no longer in the register goes, one of another origin stays.
	tables := fdaTables()
	tables["Products.txt"] = strings.ReplaceAll(tables["Products.txt"], "ZINC; COPPER", "ZINC")
	dir["drugs/own.yaml"] = &fstest.MapFile{Data: []byte("display_name: Own\n")}
	dir["drugs/newinib.yaml"] = &fstest.MapFile{Data: []byte("display_name: Newinib\n")}
	_, plan = written(t, dir, importer.DrugsAtFDA(fdaZip(t, tables), importer.Others{}))
	if diff := cmp.Diff([]string{"drugs/copper-zinc.yaml", "drugs/copper.yaml"}, plan.Remove); diff != "" {
		t.Errorf("removed (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"drugs/newinib.yaml"}, plan.Own); diff != "" {
		t.Errorf("left as they are (-want +got):\n%s", diff)
	}

	// Edited files are refused, those to be removed too.
	for _, name := range []string{"drugs/zinc.yaml", "drugs/copper.yaml"} {
		dir[name] = &fstest.MapFile{Data: append([]byte(text), "# mine\n"...)}
	}
	_, err := importer.NewPlan(dir, importer.DrugsAtFDA(fdaZip(t, tables), importer.Others{}), noBase)
	edited, ok := errors.AsType[*importer.EditedError](err)
	if !ok {
		t.Fatalf("an edited file has the error %v", err)
	}
	if diff := cmp.Diff([]string{"drugs/copper.yaml", "drugs/zinc.yaml"}, edited.Files); diff != "" {
		t.Errorf("refused (-want +got):\n%s", diff)
	}
}

// TestKnown imports into a catalog that has a record of a substance, and one that extends a catalog with the regulator.
func TestKnown(t *testing.T) {
	c, problems, err := catalog.Load(catalog.Files{
		"drugs/cuprum.yaml": []byte("display_name: Cuprum\ndepth: REGISTER\nnames: [{text: copper, type: SYNONYM}]\n"),
	}, "content")
	if err != nil || len(problems) > 0 {
		t.Fatalf("%v %v", err, problems)
	}
	imported := importer.DrugsAtFDA(fdaZip(t, fdaTables()), importer.Known(c, "drugs-at-fda"))
	ingredients := drugOf(t, imported, "copper-zinc").GetIngredients()
	if diff := cmp.Diff([]string{"drugs/cuprum", "drugs/zinc"}, ingredients); diff != "" {
		t.Errorf("ingredients (-want +got):\n%s", diff)
	}
	plan, err := importer.NewPlan(fstest.MapFS{}, imported, func(name string) bool { return name == "regulators/fda" })
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range plan.Write {
		if f.Path == "drugs/copper.yaml" || f.Path == "regulators/fda.yaml" {
			t.Errorf("%s is written, which the catalog has", f.Path)
		}
	}
}
