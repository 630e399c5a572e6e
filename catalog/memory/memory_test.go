package memory_test

import (
	"bytes"
	"crypto/sha256"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/opencompendium/compendium/catalog/memory"
)

var program = sha256.Sum256([]byte("a program"))

func key(text string) memory.Key { return memory.KeyOf("drugs/a.yaml", sha256.Sum256([]byte(text))) }

func TestMemory(t *testing.T) {
	path := filepath.Join(t.TempDir(), "new", "lint")
	m := memory.Open(path, program)
	if _, ok := m.Recall(key("a")); ok {
		t.Error("there is something in an empty memory")
	}
	m.Keep(key("a"), []byte("one"))
	m.Keep(key("b"), nil)
	if err := m.Save(); err != nil {
		t.Fatal(err)
	}
	again := memory.Open(path, program)
	if got, ok := again.Recall(key("a")); !ok || string(got) != "one" {
		t.Errorf("recalled %q, %t", got, ok)
	}
	if err := again.Save(); err != nil {
		t.Fatal(err)
	}
	// What nobody asked for is forgotten.
	if _, ok := memory.Open(path, program).Recall(key("b")); ok {
		t.Error("what nobody asked for is remembered")
	}
	if _, ok := memory.Open(path, sha256.Sum256([]byte("another"))).Recall(key("a")); ok {
		t.Error("what another program kept is recalled")
	}
	if memory.KeyOf("drugs/b.yaml", sha256.Sum256([]byte("a"))) == key("a") {
		t.Error("a record of another name has the same key")
	}
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for i := range text {
		damaged := bytes.Clone(text)
		damaged[i] ^= 1
		if err := os.WriteFile(path, damaged, 0o600); err != nil {
			t.Fatal(err)
		}
		if got, ok := memory.Open(path, program).Recall(key("a")); ok {
			t.Errorf("with byte %d damaged it recalls %q", i, got)
		}
	}
}

// FuzzOpen reads any file: it recalls nothing that was not put in. Any bytes behind a header that is right for them are read without harm, too.
func FuzzOpen(f *testing.F) {
	f.Add([]byte("CMPDMEM1"))
	path := filepath.Join(f.TempDir(), "lint")
	m := memory.Open(path, program)
	m.Keep(key("a"), []byte("one"))
	if err := m.Save(); err != nil {
		f.Fatal(err)
	}
	text, err := os.ReadFile(path)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(text)
	const header = len("CMPDMEM1") + 2*sha256.Size
	f.Add(text[header:])
	f.Add(append(slices.Clone(text[header:]), text[header:]...))
	f.Add(append(slices.Clone(text[header:header+sha256.Size]), 0xff, 0xff, 0xff, 0xff))
	f.Fuzz(func(t *testing.T, text []byte) {
		path := filepath.Join(t.TempDir(), "lint")
		if err := os.WriteFile(path, text, 0o600); err != nil {
			t.Fatal(err)
		}
		if got, ok := memory.Open(path, program).Recall(key("a")); ok && string(got) != "one" {
			t.Errorf("it recalls %q", got)
		}
		sum := sha256.Sum256(text)
		if err := os.WriteFile(path, slices.Concat([]byte("CMPDMEM1"), program[:], sum[:], text), 0o600); err != nil {
			t.Fatal(err)
		}
		m := memory.Open(path, program)
		if got, ok := m.Recall(key("a")); ok && !bytes.Contains(text, got) {
			t.Errorf("of %q it recalls %q", text, got)
		}
		if err := m.Save(); err != nil {
			t.Errorf("what it recalled is not saved: %v", err)
		}
	})
}
