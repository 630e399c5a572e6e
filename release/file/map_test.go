//go:build unix

package file_test

import (
	"os"
	"path/filepath"
	"slices"
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
	before := file.OutsideHeap()
	copied, err := file.OpenFile(path)
	if err != nil {
		t.Fatal(err)
	}
	mapped, err := file.Map(path)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := file.OutsideHeap()-before, int64(len(built.Bytes())); got != want {
		t.Errorf("outside the heap are %d bytes, want the %d of the copy alone", got, want)
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
	if got := file.OutsideHeap() - before; got != 0 {
		t.Errorf("outside the heap remain %d bytes", got)
	}
}

// TestOpenCopy changes the bytes that a release was opened from.
func TestOpenCopy(t *testing.T) {
	_, built := build(t, asOf)
	data := slices.Clone(built.Bytes())
	before := file.OutsideHeap()
	copied, err := file.OpenCopy(data)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := file.OutsideHeap()-before, int64(len(data)); got != want {
		t.Errorf("the copy has %d bytes outside the heap, want %d", got, want)
	}
	clear(data)
	drugs, want := copied.Table(catalog.Drugs), built.Table(catalog.Drugs)
	if !drugs.Equal(want) || string(drugs.Frames(0, drugs.Len())) != string(want.Frames(0, want.Len())) {
		t.Error("the copy has changed with the bytes that it was opened from")
	}
	copied.Close()
	if _, err := file.OpenCopy(data); err == nil {
		t.Error("zeros are opened as a release")
	}
	if _, err := file.OpenCopy(nil); err == nil {
		t.Error("nothing is opened as a release")
	}
	if got := file.OutsideHeap() - before; got != 0 {
		t.Errorf("outside the heap remain %d bytes", got)
	}
}
