package main

import (
	"archive/zip"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
	"golang.org/x/tools/txtar"
)

// exampleArchive is absolute, because scripts run in directories of their own.
var exampleArchive, _ = filepath.Abs(filepath.Join("..", "..", "validate", "ruletest", "base.txtar"))

// frozenDir holds the frozen catalog. It is relative to this package.
var frozenDir = filepath.Join("..", "..", "validate", "testdata", "frozen")

// copyFrozen copies the frozen catalog to the directory content of a new directory, and makes that the working
// directory.
func copyFrozen(t *testing.T) {
	t.Helper()
	dir := t.TempDir()
	if err := os.CopyFS(filepath.Join(dir, "content"), os.DirFS(frozenDir)); err != nil {
		t.Fatal(err)
	}
	t.Chdir(dir)
}

// cached runs tests with a cache of their own, which no test shares with the user.
type cached struct{ *testing.M }

func (m cached) Run() int {
	dir, err := os.MkdirTemp("", "compendium-cache")
	if err := errors.Join(err, os.Setenv("XDG_CACHE_HOME", dir)); err != nil {
		panic(err)
	}
	defer os.RemoveAll(dir)
	return m.M.Run()
}

func TestMain(m *testing.M) {
	testscript.Main(cached{m}, map[string]func(){
		"compendium": main,
	})
}

func TestScripts(t *testing.T) {
	t.Parallel()
	testscript.Run(t, testscript.Params{
		Dir:                 filepath.Join("testdata", "script"),
		RequireExplicitExec: true,
		UpdateScripts:       os.Getenv("UPDATE_SCRIPTS") != "",
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			// example-content DIR writes the example catalog of the rules' tests.
			"example-content": func(ts *testscript.TestScript, _ bool, args []string) {
				ts.Check(writeExample(ts.MkAbs(args[0])))
			},
			// frozen-content DIR writes the frozen catalog.
			"frozen-content": func(ts *testscript.TestScript, _ bool, args []string) {
				ts.Check(os.CopyFS(ts.MkAbs(args[0]), os.DirFS(frozenDir)))
			},
			// zip-folder DIR FILE puts the files of a folder into a zip.
			"zip-folder": func(ts *testscript.TestScript, _ bool, args []string) {
				ts.Check(zipFolder(ts.MkAbs(args[0]), ts.MkAbs(args[1])))
			},
			// action-step ID FILE writes the script of a step of the GitHub action.
			"action-step": func(ts *testscript.TestScript, _ bool, args []string) {
				ts.Check(writeActionStep(args[0], ts.MkAbs(args[1])))
			},
		},
	})
}

func zipFolder(dir, name string) error {
	file, err := os.Create(name)
	if err != nil {
		return err
	}
	archive := zip.NewWriter(file)
	return errors.Join(archive.AddFS(os.DirFS(dir)), archive.Close(), file.Close())
}

// exampleDir returns a directory of the example catalog.
func exampleDir(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	if err := writeExample(dir); err != nil {
		t.Fatal(err)
	}
	return dir
}

func writeExample(dir string) error {
	archive, err := txtar.ParseFile(exampleArchive)
	if err != nil {
		return err
	}
	for _, f := range archive.Files {
		path := filepath.Join(dir, filepath.FromSlash(f.Name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(path, f.Data, 0o600); err != nil {
			return err
		}
	}
	return nil
}
