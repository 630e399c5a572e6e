package main

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
	"time"

	"go.yaml.in/yaml/v4"

	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

// initialize runs compendium init for a new directory and returns it.
func initialize(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	var out bytes.Buffer
	c := &command{Stdout: &out, Stderr: &out, Now: time.Now}
	if code := c.Main(t.Context(), []string{"init", dir}); code != exitClean {
		t.Fatalf("init: exit code %d: %s", code, &out)
	}
	return dir
}

// TestInitServes serves a new project: its own catalog, not the embedded one.
func TestInitServes(t *testing.T) {
	t.Chdir(initialize(t))
	client := start(t, "serve", "--listen", "127.0.0.1:0")
	if s := state(t, client); s.Source != "content" || s.Findings.Errors+s.Findings.Warnings+s.Findings.Infos != 0 {
		t.Errorf("catalog %v", s)
	}
	list, err := client.GetDrugList(t.Context(), &compendiumv1.GetDrugListRequest{Name: "lists/formulary"})
	if err != nil || list.Kind != compendiumv1.DrugList_FORMULARY {
		t.Errorf("list %v, error %v", list, err)
	}
}

// TestInitSetsUpCI looks whether the action and the hooks that a new project uses are those that there are, and whether
// its README names commands that there are.
func TestInitSetsUpCI(t *testing.T) {
	dir := initialize(t)
	read := func(name string) []byte {
		text, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(name)))
		if err != nil {
			t.Fatal(err)
		}
		return text
	}
	for _, name := range []string{".github/workflows/compendium.yaml", ".pre-commit-config.yaml"} {
		var value any
		if err := yaml.Load(read(name), &value); err != nil || value == nil {
			t.Errorf("%s: %v, %v", name, value, err)
		}
		checkSetUp(t, value)
	}
	if checkCommands(t, string(read("README.md"))) == 0 {
		t.Error("the README names no command")
	}
}
