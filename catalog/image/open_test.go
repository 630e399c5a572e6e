package image_test

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/image"
)

func TestAnyChangeOfAFileIsRefused(t *testing.T) {
	_, m := build(t, asOf)
	whole := m.Bytes()
	change := func(what string, data []byte) {
		t.Helper()
		if _, err := image.Open(data); !errors.Is(err, image.ErrFormat) {
			t.Errorf("%s: %v", what, err)
		}
	}
	// Every byte of the head, and some of each part of the rest.
	for at := 0; at < len(whole); at += 1 + at/4096*1021 {
		altered := append([]byte(nil), whole...)
		altered[at] ^= 0x20
		change("a changed byte", altered)
	}
	for _, size := range []int{0, 1, 7, 8, 63, 64, 1000, len(whole) / 2, len(whole) - 1} {
		change("a truncated file", whole[:size])
	}
	change("a longer file", append(append([]byte(nil), whole...), 0))
	change("a foreign file", []byte("PK\x03\x04 this is something else, and long enough to have a header of sixty-four bytes."))
}

func TestOpenFileMapsWhatBuildWrote(t *testing.T) {
	_, m := build(t, asOf)
	path := filepath.Join(t.TempDir(), "release")
	if err := os.WriteFile(path, m.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	mapped, err := image.OpenFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if mapped.FileDigest() != m.FileDigest() || mapped.Table(catalog.Drugs).Len() != m.Table(catalog.Drugs).Len() {
		t.Errorf("the mapped file has the digest %s and %d drugs", mapped.FileDigest(), mapped.Table(catalog.Drugs).Len())
	}
	// A holder keeps the memory; the last one gives it back.
	if !mapped.Acquire() {
		t.Fatal("a held image cannot be acquired")
	}
	mapped.Release()
	if !mapped.Held() {
		t.Error("the image was let go of while it was held")
	}
	mapped.Release()
	if mapped.Held() || mapped.Acquire() {
		t.Error("the image is held after its last holder let go")
	}
	if _, err := image.OpenFile(filepath.Join(t.TempDir(), "none")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("a file that is not there: %v", err)
	}
}

// FuzzOpen gives files that are nearly release files, with checksums that fit: opening and reading them never panics.
func FuzzOpen(f *testing.F) {
	file := small(f)
	f.Add(0, uint32(1), []byte{1})
	f.Add(70, uint32(0xffffffff), []byte{0xff, 0xff, 0xff, 0xff})
	f.Fuzz(func(t *testing.T, section int, at uint32, patch []byte) {
		altered := image.Patch(file, section, at, patch)
		opened, err := image.Open(altered)
		if err != nil {
			if !errors.Is(err, image.ErrFormat) {
				t.Fatalf("an error of another kind: %v", err)
			}
			return
		}
		read(opened)
		for _, kind := range catalog.Kinds() {
			scan(opened.Table(kind))
		}
	})
}

// read asks everything that a server asks of an image.
func read(m *image.Image) {
	for _, kind := range catalog.Kinds() {
		table := m.Table(kind)
		for i := range table.Len() {
			_, _ = table.Find(table.Name(i))
			_, _, _ = table.Record(i), table.Basic(i), table.Etag(i)
		}
		if path, ok := table.Index().Path("display_name"); ok {
			rows := image.NewBits(table.Index().Rows())
			for i := range path.Len() {
				_ = path.Value(i)
				path.Rows(i, rows)
			}
		}
	}
	for _, query := range []string{"imatinib", "imatinb", "glivek", "sunitnbi", "a", "chor"} {
		m.Search(query)
	}
	m.Lookup(0, "glivec")
	_, _ = m.Files()
	_, _ = m.Findings()
	_, _ = m.Uses("2018-01-01")
	m.Sections()
}
