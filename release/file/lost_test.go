//go:build linux

package file_test

import (
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/release/file"
)

// TestTableKeepsFileAlive drops everything but a table, or an index of one: the mapping stays until that is dropped
// too.
func TestTableKeepsFileAlive(t *testing.T) {
	_, from := build(t, asOf)
	path := filepath.Join(t.TempDir(), "kept.release")
	if err := os.WriteFile(path, from.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	there := func() bool {
		maps, err := os.ReadFile("/proc/self/maps")
		if err != nil {
			t.Fatal(err)
		}
		return strings.Contains(string(maps), path)
	}
	open := func() *file.Table {
		m, err := file.Map(path)
		if err != nil {
			t.Fatal(err)
		}
		return m.Table(catalog.Drugs)
	}
	table := open()
	for range 5 {
		runtime.GC()
		time.Sleep(10 * time.Millisecond) // for a cleanup that comes too early
	}
	if !there() {
		t.Fatal("the memory is gone, and there is a table that is read from it")
	}
	if table.Len() == 0 || len(table.Record(0)) == 0 {
		t.Error("the table is empty")
	}
	for deadline := time.Now().Add(10 * time.Second); there(); runtime.GC() {
		if time.Now().After(deadline) {
			t.Fatal("nobody has the table any more, and its memory is there")
		}
	}
}
