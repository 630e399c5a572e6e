//go:build unix

package main

import (
	"archive/zip"
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// writeDPD writes a zip of the Drug Product Database with the products from one number up to another.
func writeDPD(t *testing.T, from, to int, status string) (name string) {
	t.Helper()
	tables := map[string]*strings.Builder{}
	for _, table := range []string{"drug", "comp", "form", "route", "ingred", "ther", "status"} {
		tables[table] = &strings.Builder{}
	}
	for i := from; i < to; i++ {
		fmt.Fprintf(tables["drug"], "\"%d\",\"\",\"Human\",\"%08d\",\"BRAND %d\",\"\",\"\",\"1\",\"\",\"24-DEC-2025\"\n", i,
			i, i)
		fmt.Fprintf(tables["ingred"], "\"%d\",\"1\",\"SUBSTANCE %d\",\"I\",\"5\",\"MG\",\"\",\"\",\"N\",\"\"\n", i, i)
		fmt.Fprintf(tables["form"], "\"%d\",\"1\",\"TABLET\",\"\"\n", i)
		fmt.Fprintf(tables["route"], "\"%d\",\"1\",\"ORAL\",\"\"\n", i)
		fmt.Fprintf(tables["status"], "\"%d\",\"N\",\"APPROVED\",\"01-JAN-2001\"\n\"%d\",\"Y\",%q,\"02-FEB-2002\"\n",
			i, i, status)
	}
	var data bytes.Buffer
	archive := zip.NewWriter(&data)
	for table, text := range tables {
		file, err := archive.Create(table + ".txt")
		if err != nil {
			t.Fatal(err)
		}
		if _, err := file.Write([]byte(text.String())); err != nil {
			t.Fatal(err)
		}
	}
	if err := archive.Close(); err != nil {
		t.Fatal(err)
	}
	name = filepath.Join(t.TempDir(), "dpd.zip")
	if err := os.WriteFile(name, data.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return name
}

// filesIn returns the texts of the files in a directory by their paths, hidden ones too.
func filesIn(t *testing.T, dir string) map[string]string {
	t.Helper()
	texts := make(map[string]string)
	err := filepath.WalkDir(dir, func(path string, entry os.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		text, err := os.ReadFile(path)
		name, _ := filepath.Rel(dir, path)
		texts[filepath.ToSlash(name)] = string(text)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return texts
}

// TestKilledImporter kills imports of a newer edition into a directory with an older one at random moments. The next
// run ends with what an import that was not killed writes, and a record that is not the importer's stays as it is.
func TestKilledImporter(t *testing.T) {
	t.Parallel()
	const products, kills = 300, 6
	older, newer := writeDPD(t, 0, products, "MARKETED"), writeDPD(t, products/3, products+products/3, "DORMANT")
	own := "display_name: Substance 150\nlifecycle: ACTIVE\n"
	start := func(file, dir string) *exec.Cmd {
		return exec.CommandContext(t.Context(), "compendium", "import", "dpd", file, "-o", filepath.Join(dir, "content"))
	}
	prepare := func() string {
		dir := t.TempDir()
		if err := os.MkdirAll(filepath.Join(dir, "content", "drugs"), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, "content", "drugs", "substance-150.yaml"), []byte(own), 0o600); err != nil {
			t.Fatal(err)
		}
		if out, err := start(older, dir).CombinedOutput(); err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		return dir
	}
	whole := prepare()
	begun := time.Now()
	if out, err := start(newer, whole).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	took, want := time.Since(begun), filesIn(t, whole)
	if want["content/drugs/substance-150.yaml"] != own || len(want) < products {
		t.Fatalf("the import has %d files, and its own record is %q", len(want), want["content/drugs/substance-150.yaml"])
	}
	for range kills {
		dir := prepare()
		run := start(newer, dir)
		if err := run.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(took/2 + rand.N(took/2)) // it writes at the end
		_ = run.Process.Kill()              // it may have ended
		_ = run.Wait()
		old := time.Now().Add(-time.Minute)
		for name := range filesIn(t, dir) {
			if strings.HasPrefix(filepath.Base(name), ".") {
				if err := os.Chtimes(filepath.Join(dir, name), old, old); err != nil {
					t.Fatal(err)
				}
			}
		}
		if out, err := start(newer, dir).CombinedOutput(); err != nil {
			t.Fatalf("the run after a killed one: %v\n%s", err, out)
		}
		if diff := cmp.Diff(want, filesIn(t, dir)); diff != "" {
			t.Fatalf("after a killed run and another (-want +got):\n%s", diff)
		}
	}
}
