package memory_test

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"iter"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/opencompendium/compendium/catalog/memory"
)

var program = sha256.Sum256([]byte("a program"))

func entry(path string) memory.Entry {
	return memory.Entry{Path: path, Digest: sha256.Sum256([]byte(path)), Verdict: sha256.Sum256([]byte("verdict")), Notes: "notes of " + path}
}

func all(kept ...memory.Kept) iter.Seq[memory.Kept] { return slices.Values(kept) }

// what gives all that a memory has of some paths.
func what(t *testing.T, m *memory.Memory, paths ...string) map[string]string {
	t.Helper()
	found := make(map[string]string)
	for _, path := range paths {
		if e := m.Find(path); e != nil {
			record, err := m.Record(e)
			if err != nil {
				t.Errorf("%s: %v", path, err)
			}
			found[e.Path] = e.Notes + ": " + string(record)
			if want := entry(path); e.Digest != want.Digest || e.Verdict != want.Verdict {
				t.Errorf("%s has another digest or verdict", path)
			}
		}
	}
	return found
}

func save(t *testing.T, path string) {
	t.Helper()
	m := memory.Open(path, program)
	records := []memory.Kept{
		{Entry: entry("drugs/a.yaml"), Record: []byte("one")}, {Entry: entry("drugs/b.yaml"), Record: []byte{}},
		{Entry: entry("drugs/c.yaml"), Record: []byte("three")}, {Entry: entry("drugs/d.yaml"), Record: []byte("four")},
	}
	if err := m.Save(all(records...)); err != nil {
		t.Fatal(err)
	}
}

func TestMemory(t *testing.T) {
	path := filepath.Join(t.TempDir(), "new", "lint")
	if m := memory.Open(path, program); m.Len() != 0 || m.Find("drugs/a.yaml") != nil {
		t.Error("there is something in an empty memory")
	}
	save(t, path)
	m := memory.Open(path, program)
	paths := []string{"drugs/a.yaml", "drugs/b.yaml", "drugs/c.yaml", "drugs/d.yaml", "drugs/e.yaml", ""}
	want := map[string]string{
		"drugs/a.yaml": "notes of drugs/a.yaml: one", "drugs/b.yaml": "notes of drugs/b.yaml: ",
		"drugs/c.yaml": "notes of drugs/c.yaml: three", "drugs/d.yaml": "notes of drugs/d.yaml: four",
	}
	if diff := cmp.Diff(want, what(t, m, paths...)); diff != "" {
		t.Errorf("recalled (-want +got):\n%s", diff)
	}
	// Records of the file before are kept beside new ones, in any order, and what is left out is forgotten.
	next := all(memory.Kept{Entry: *m.Find("drugs/d.yaml")}, memory.Kept{Entry: entry("drugs/b.yaml"), Record: []byte("two")},
		memory.Kept{Entry: *m.Find("drugs/a.yaml")}, memory.Kept{Entry: entry("drugs/e.yaml"), Record: []byte("five")})
	if err := m.Save(next); err != nil {
		t.Fatal(err)
	}
	delete(want, "drugs/c.yaml")
	want["drugs/b.yaml"], want["drugs/e.yaml"] = "notes of drugs/b.yaml: two", "notes of drugs/e.yaml: five"
	if diff := cmp.Diff(want, what(t, memory.Open(path, program), paths...)); diff != "" {
		t.Errorf("recalled after a second run (-want +got):\n%s", diff)
	}
	if m := memory.Open(path, sha256.Sum256([]byte("another"))); m.Len() != 0 {
		t.Error("what another program kept is recalled")
	}
}

// TestClosed has a memory that is closed give no record, and keep none that it had.
func TestClosed(t *testing.T) {
	path := filepath.Join(t.TempDir(), "lint")
	save(t, path)
	m := memory.Open(path, program)
	if err := errors.Join(m.Close(), m.Close()); err != nil {
		t.Error(err)
	}
	e := m.Find("drugs/a.yaml")
	if _, err := m.Record(e); !errors.Is(err, os.ErrClosed) {
		t.Errorf("a record of a memory that is closed: %v", err)
	}
	if err := m.Save(all(memory.Kept{Entry: *e})); !errors.Is(err, os.ErrClosed) {
		t.Errorf("saving a record of a memory that is closed: %v", err)
	}
	if memory.Open(path, program).Len() != 4 {
		t.Error("what was saved before is gone")
	}
	left, err := os.ReadDir(filepath.Dir(path))
	if err != nil || len(left) != 1 {
		t.Errorf("there are %d files, %v", len(left), err)
	}
}

// TestForget has memories that no run has written for long removed, and others left.
func TestForget(t *testing.T) {
	dir := t.TempDir()
	for name, age := range map[string]time.Duration{"old": 100 * 24 * time.Hour, ".memory-left": 100 * 24 * time.Hour, "recent": 80 * 24 * time.Hour} {
		path := filepath.Join(dir, name)
		save(t, path)
		if err := os.Chtimes(path, time.Now().Add(-age), time.Now().Add(-age)); err != nil {
			t.Fatal(err)
		}
	}
	save(t, filepath.Join(dir, "this"))
	var left []string
	files, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		left = append(left, file.Name())
	}
	if diff := cmp.Diff([]string{"recent", "this"}, left); diff != "" {
		t.Errorf("files (-want +got):\n%s", diff)
	}
}

// TestDamage changes each byte of a file, and cuts it everywhere.
func TestDamage(t *testing.T) {
	path := filepath.Join(t.TempDir(), "lint")
	save(t, path)
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	check := func(damaged []byte, what string, at int) {
		if err := os.WriteFile(path, damaged, 0o600); err != nil {
			t.Fatal(err)
		}
		m := memory.Open(path, program)
		defer m.Close()
		e := m.Find("drugs/a.yaml")
		if e == nil {
			return
		}
		if e.Digest != entry(e.Path).Digest || e.Notes != entry(e.Path).Notes {
			t.Errorf("%s at byte %d: another entry is recalled", what, at)
		}
		if record, err := m.Record(e); err == nil && string(record) != "one" {
			t.Errorf("%s at byte %d: it recalls %q", what, at, record)
		}
	}
	for i := range text {
		damaged := bytes.Clone(text)
		damaged[i] ^= 1
		check(damaged, "damage", i)
		check(text[:i], "cut", i)
	}
	if m := memory.Open(filepath.Dir(path), program); m.Len() != 0 {
		t.Error("a directory is a memory")
	}
}

func TestStamp(t *testing.T) {
	path := filepath.Join(t.TempDir(), "file")
	stamp := func(moment time.Time) memory.Stamp {
		info, err := os.Stat(path)
		if err != nil {
			t.Fatal(err)
		}
		return memory.StampOf(info, moment)
	}
	write := func(text string) {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("one")
	later := time.Now().Add(time.Hour)
	before := stamp(later)
	if (before == memory.Stamp{}) {
		if runtime.GOOS == "linux" {
			t.Fatal("Linux tells when a file was last changed, and there is no stamp")
		}
		t.Skip("this system does not tell when a file was last changed")
	}
	if !before.Tells(stamp(later)) {
		t.Error("a file that did not change has another stamp")
	}
	if now := stamp(time.Now()); now.Tells(now) {
		t.Error("a file that has changed just now has a stamp, which would not tell that it changes again")
	}
	// A program that sets the time back to what it was does not set that of the last change.
	time.Sleep(20 * time.Millisecond)
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	write("two")
	if err := os.Chtimes(path, info.ModTime(), info.ModTime()); err != nil {
		t.Fatal(err)
	}
	if before.Tells(stamp(later)) {
		t.Error("a file that changed, of the same size and time, has the same stamp")
	}
	// The state is kept with an entry.
	kept := entry("file")
	kept.Stamp = before
	if err := memory.Open(path+".memory", program).Save(all(memory.Kept{Entry: kept, Record: []byte("one")})); err != nil {
		t.Fatal(err)
	}
	if got := memory.Open(path+".memory", program).Find("file"); got == nil || got.Stamp != before {
		t.Error("a stamp is not what it was when it is recalled")
	}
}

// FuzzOpen reads any file: what it recalls can be read or is refused, and saved again. With a header that is right for it, any list is read
// without harm, too.
func FuzzOpen(f *testing.F) {
	path := filepath.Join(f.TempDir(), "lint")
	m := memory.Open(path, program)
	if err := m.Save(all(memory.Kept{Entry: entry("drugs/a.yaml"), Record: []byte("one")}, memory.Kept{Entry: entry("drugs/b.yaml"), Record: []byte("two")})); err != nil {
		f.Fatal(err)
	}
	text, err := os.ReadFile(path)
	if err != nil {
		f.Fatal(err)
	}
	const header = len("CMPDMEM2") + 2*sha256.Size + 16
	f.Add(text, 0)
	f.Add(text[header:], len("onetwo"))
	f.Add(text[header:], 0)
	f.Add([]byte{0xff, 0xff, 0xff, 0xff, 0x07}, 0)
	f.Fuzz(func(t *testing.T, text []byte, at int) {
		for _, text := range [][]byte{text, withHeader(text, at)} {
			if err := os.WriteFile(path, text, 0o600); err != nil {
				t.Fatal(err)
			}
			m := memory.Open(path, program) // Save closes it
			var kept []memory.Kept
			for _, name := range []string{"drugs/a.yaml", "drugs/b.yaml", ""} {
				if e := m.Find(name); e != nil {
					if _, err := m.Record(e); err == nil {
						kept = append(kept, memory.Kept{Entry: *e})
					}
				}
			}
			if err := m.Save(all(kept...)); err != nil {
				t.Errorf("what it recalled is not saved: %v", err)
			}
			again := memory.Open(path, program)
			if again.Len() != len(kept) {
				t.Errorf("of %d entries that were saved, %d are recalled", len(kept), again.Len())
			}
			if err := again.Close(); err != nil {
				t.Error(err)
			}
		}
	})
}

// withHeader gives a file that is right for its list, which begins at an offset behind the header.
func withHeader(text []byte, at int) []byte {
	at = max(0, min(at, len(text)))
	const header = len("CMPDMEM2") + 2*sha256.Size + 16
	places := make([]byte, 16)
	putNumber(places, header+at)
	putNumber(places[8:], len(text)-at)
	sum := sha256.Sum256(slices.Concat(text[at:], places))
	return slices.Concat([]byte("CMPDMEM2"), program[:], sum[:], places, text)
}

func putNumber(to []byte, n int) {
	for i := range 8 {
		to[i] = byte(n >> (8 * i))
	}
}
