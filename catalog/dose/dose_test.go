package dose_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/dose"
	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/validate/ruletest"
)

// TestDoses writes the doses of each case in testdata as text and as FHIR. Their YAML is as an editor writes it, and
// lints clean.
func TestDoses(t *testing.T) {
	paths, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(paths) < 11 {
		t.Fatal(paths, err)
	}
	for _, path := range paths {
		t.Run(filepath.Base(path), func(t *testing.T) {
			archive, err := txtar.ParseFile(path)
			if err != nil {
				t.Fatal(err)
			}
			records := txtar.Archive{Files: slices.DeleteFunc(slices.Clone(archive.Files),
				func(f txtar.File) bool { return !strings.HasSuffix(f.Name, ".yaml") })}
			change := string(txtar.Format(&txtar.Archive{Files: whole(records.Files)}))
			for _, f := range ruletest.Lint(t, change) {
				if f.Severity > finding.Info {
					t.Errorf("%s:%d: %s: %s", f.File, f.Position.Line, f.Rule, f.Message)
				}
			}
			text, fhir := written(t, change, records.Files)
			golden := append(slices.Clone(records.Files), txtar.File{Name: "text", Data: []byte(text)},
				txtar.File{Name: "fhir.json", Data: []byte(fhir)})
			if os.Getenv("UPDATE_GOLDEN") != "" {
				archive.Files = golden
				if err := os.WriteFile(path, txtar.Format(archive), 0o600); err != nil {
					t.Fatal(err)
				}
				return
			}
			if diff := cmp.Diff(string(txtar.Format(&txtar.Archive{Files: archive.Files})),
				string(txtar.Format(&txtar.Archive{Files: golden}))); diff != "" {
				t.Errorf("UPDATE_GOLDEN=1 go test ./catalog/dose rewrites it (-want +got):\n%s", diff)
			}
		})
	}
}

// whole completes records that the example catalog does not have, by those that it has of the same collection.
func whole(files []txtar.File) []txtar.File {
	like := map[string]string{"drugs": "drugs/trialimab.yaml", "classes": "classes/example-class.yaml",
		"regimens": "regimens/example-regimen.yaml"}
	var list []txtar.File
	for _, f := range files {
		collection, id, _ := strings.Cut(strings.TrimSuffix(f.Name, ".yaml"), "/")
		for _, base := range ruletest.Base() {
			if base.Name == like[collection] {
				text := strings.ReplaceAll(string(base.Data), "trialimab", id)
				list = append(list, txtar.File{Name: f.Name, Data: []byte(ruletest.Merge(text, string(f.Data)))})
			}
		}
	}
	return list
}

// written returns the doses of records, and how regimens are given, as text and as FHIR.
func written(t *testing.T, change string, files []txtar.File) (text, fhir string) {
	t.Helper()
	c, problems, err := catalog.Load(ruletest.Overlay(change), "")
	if err != nil || len(problems) > 0 {
		t.Fatal(err, problems)
	}
	add := func(as string, data []byte, err error) {
		if err != nil || !json.Valid(data) {
			t.Errorf("FHIR: %v\n%s", err, data)
		}
		text, fhir = text+as+"\n", fhir+string(data)
	}
	for _, f := range files {
		r, _ := c.Get(strings.TrimSuffix(f.Name, ".yaml"))
		switch m := r.Message().(type) {
		case *compendiumv1.Drug:
			for _, d := range m.Doses {
				data, err := dose.Guideline(d)
				add(dose.Text(d), data, err)
			}
		case *compendiumv1.Regimen:
			data, err := dose.Plan(m)
			add(dose.RegimenText(m), data, err)
		}
	}
	return text, fhir
}
