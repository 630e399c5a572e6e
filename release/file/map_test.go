//go:build unix

package file_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/release/file"
)

// TestCopiedFileMayBeOverwritten truncates a file that is open, which would end a process that has mapped it.
func TestCopiedFileMayBeOverwritten(t *testing.T) {
	_, built := build(t, asOf)
	path := filepath.Join(t.TempDir(), "release")
	if err := os.WriteFile(path, built.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	copied, err := file.OpenFile(path)
	if err != nil {
		t.Fatal(err)
	}
	mapped, err := file.Map(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Truncate(path, 10); err != nil {
		t.Fatal(err)
	}
	if err := mapped.Intact(); err == nil {
		t.Error("the mapped file is cut off and said to be intact")
	}
	mapped.Close()
	if err := copied.Intact(); err != nil {
		t.Error(err)
	}
	drugs, want := copied.Table(catalog.Drugs), built.Table(catalog.Drugs)
	if !drugs.Equal(want) || string(drugs.Frames(0, drugs.Len())) != string(want.Frames(0, want.Len())) {
		t.Error("the copy has changed with the file")
	}
	copied.Close()
}
