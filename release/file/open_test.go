package file_test

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/release/file"
)

func TestAnyChangeOfAFileIsRefused(t *testing.T) {
	whole := small(t)
	change := func(what string, data []byte) {
		t.Helper()
		if _, err := file.Open(data); !errors.Is(err, file.ErrFormat) {
			t.Errorf("%s: %v", what, err)
		}
	}
	// Every byte of the header, and some of each part of the rest.
	for at := 0; at < len(whole); at += 1 + at/4096*1021 {
		altered := append([]byte(nil), whole...)
		altered[at] ^= 0x20
		change("a changed byte", altered)
	}
	for _, size := range []int{0, 1, 7, 8, 63, 64, 1000, len(whole) / 2, len(whole) - 1} {
		change("a truncated file", whole[:size])
	}
	change("a longer file", append(append([]byte(nil), whole...), 0))
	change(
		"a foreign file",
		[]byte("PK\x03\x04 this is something else, and long enough to have a header of sixty-four bytes."),
	)
}

func TestMapsWhatBuildWrote(t *testing.T) {
	_, m := build(t, asOf)
	path := filepath.Join(t.TempDir(), "release")
	if err := os.WriteFile(path, m.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	mapped, err := file.Map(path)
	if err != nil {
		t.Fatal(err)
	}
	if mapped.FileDigest() != m.FileDigest() || mapped.Table(catalog.Drugs).Len() != m.Table(catalog.Drugs).Len() {
		t.Errorf("the mapped file has the digest %s and %d drugs", mapped.FileDigest(), mapped.Table(catalog.Drugs).Len())
	}
	// A reference keeps the memory; dropping the last one unmaps it.
	if !mapped.Acquire() {
		t.Fatal("an open file cannot be acquired")
	}
	mapped.Close()
	if !isMapped(t, path) {
		t.Error("the memory was given back while it was held")
	}
	mapped.Close()
	if mapped.Acquire() {
		t.Error("the file is open after its last reference was dropped")
	}
	for deadline := time.Now().Add(10 * time.Second); isMapped(t, path); time.Sleep(time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatal("the memory was not given back after the last holder let go")
		}
	}
	if _, err := file.OpenFile(filepath.Join(t.TempDir(), "none")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("a file that is not there: %v", err)
	}
}

// rowsOf returns the rows of a path: of the innermost list that it goes through.
func rowsOf(index *file.Index, path string) *file.Rows {
	rows := index.Rows("")
	for at := range path {
		if list := index.Rows(path[:at]); path[at] == '.' && list != nil {
			rows = list
		}
	}
	return rows
}

// readIndex reads the rows and values of all paths.
func readIndex(index *file.Index) {
	for _, name := range index.Paths() {
		rows := rowsOf(index, name)
		set := file.NewBits(rows.Len())
		if items := index.Rows(name); items != nil {
			all := items.Below(set)
			for i := range items.Len() {
				all.Add(i)
			}
			items.Below(items.Above(all))
		}
		index.Presence(name)
		values, _ := index.Path(name)
		for _, path := range []*file.Path{values, index.Words(name)} {
			if path == nil {
				continue
			}
			for i := range path.Len() {
				path.From(path.Value(i))
				path.Encoded(i)
				path.Rows(i, set)
			}
			path.Long(set)
			if folded, ok := path.Folded("imatinib"); ok {
				for i := range folded {
					path.Rows(i, set)
				}
			}
		}
		set.Count()
	}
}

// isMapped reports whether this process has a file mapped.
func isMapped(t *testing.T, path string) bool {
	t.Helper()
	maps, err := os.ReadFile("/proc/self/maps")
	if err != nil {
		t.Skip("the system does not tell what is mapped")
	}
	return bytes.Contains(maps, []byte(path))
}

// FuzzOpen opens files that are nearly release files, with checksums that match: opening and reading them never panics.
func FuzzOpen(f *testing.F) {
	whole := small(f)
	f.Add(0, uint32(1), []byte{1})
	f.Add(70, uint32(0xffffffff), []byte{0xff, 0xff, 0xff, 0xff})
	f.Fuzz(func(t *testing.T, section int, at uint32, patch []byte) {
		altered := file.Patch(whole, section, at, patch)
		opened, err := file.Open(altered)
		if err != nil {
			if !errors.Is(err, file.ErrFormat) {
				t.Fatalf("an error of another kind: %v", err)
			}
			return
		}
		read(opened)
		if err := opened.Verify(); err != nil && !errors.Is(err, file.ErrFormat) {
			t.Fatalf("an error of another kind: %v", err)
		}
	})
}

// TestVerifyFindsWhatLeadsOutside patches indexes, with checksums that match, so that they lead outside: the files
// open, reading them returns no more than wrong answers, and Verify refuses them.
func TestVerifyFindsWhatLeadsOutside(t *testing.T) {
	_, m := build(t, asOf)
	if err := m.Verify(); err != nil {
		t.Fatalf("a whole file: %v", err)
	}
	outside := bytes.Repeat([]byte{0xff}, 8)
	found := 0
	for i, section := range m.Sections() {
		indexes := strings.HasSuffix(section.Name, "offsets") || strings.HasSuffix(section.Name, "/hash") ||
			strings.HasSuffix(section.Name, "index/rows") ||
			section.Name == "search/entries" || section.Name == "search/tree" || section.Name == "lookup/drugs" ||
			strings.HasSuffix(section.Name, "index/numbers")
		// The names of the tables are followed when the file is opened.
		if !indexes || section.Bytes < 32 || section.Name == "tables/name-offsets" {
			continue
		}
		// Opening checks the ends of offsets, so the patch goes into the middle. The rows of an index hold bitmaps too, in
		// which every bit may be a row; there the patch moves on to the next list.
		refused := false
		for at := section.Bytes / 16 * 8; !refused && at+8 < section.Bytes; at += 8 {
			opened, err := file.Open(file.Patch(m.Bytes(), i, uint32(at), outside))
			if err != nil {
				t.Errorf("%s: %v", section.Name, err)
				break
			}
			read(opened)
			refused = errors.Is(opened.Verify(), file.ErrFormat)
			if !strings.HasSuffix(section.Name, "index/rows") {
				break
			}
		}
		if !refused {
			t.Errorf("%s: leads outside, and Verify accepts it", section.Name)
		}
		found++
	}
	const least = 60
	if found < least {
		t.Errorf("only %d sections were tried", found)
	}
}

// read reads everything that a server reads of a file.
func read(m *file.File) {
	tables := make([]*file.Table, 0, len(catalog.Kinds())+1)
	for _, kind := range catalog.Kinds() {
		tables = append(tables, m.Table(kind))
	}
	if uses, err := m.Uses(m.AsOf()); err == nil {
		tables = append(tables, uses)
	}
	for _, table := range tables {
		for i := range table.Len() {
			_, _ = table.Find(table.Name(i))
			_, _, _ = table.Record(i), table.Basic(i), table.Etag(i)
			_, _ = table.Frames(i, table.Len()), table.BasicFrames(0, i)
		}
		_, _ = table.From("drugs/m"), table.After("drugs/m")
		_, _ = table.Find("drugs/none")
		readIndex(table.Index())
	}
	file.Changes(m, m)
	for _, query := range []string{"imatinib", "imatinb", "glivek", "sunitnbi", "a", "chor"} {
		m.Search(query)
	}
	m.Lookup("glivec", 0, false)
	_, _ = m.Files()
	_, _ = m.Findings()
	_, _ = m.Uses("2018-01-01")
	m.Sections()
}
