package registry_test

import (
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/opencompendium/compendium/release/registry"
	"github.com/opencompendium/compendium/release/registry/registrytest"
	"github.com/opencompendium/compendium/release/signing"
)

// signaturesBeside returns the numbers and keys of the signatures beside a file, and the digest that they all sign.
func signaturesBeside(t *testing.T, path string) (numbers []int64, keys []string, digest string) {
	t.Helper()
	text, err := os.ReadFile(path + signing.FileSuffix)
	if err != nil {
		t.Fatal(err)
	}
	list, err := signing.ParseAll(text)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range list {
		if digest != "" && digest != s.Digest {
			t.Errorf("the signatures are of %s and %s", digest, s.Digest)
		}
		numbers, keys, digest = append(numbers, s.Number), append(keys, s.Key), s.Digest
	}
	slices.Sort(keys)
	return numbers, keys, digest
}

// TestPublishFile publishes files one after the other to the same path.
func TestPublishFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "compendium.release")
	first, second := newKey(t), newKey(t)
	tests := []struct {
		name, text string
		key        *signing.Key
		after      int64
		number     int64
		keys       []string
	}{
		{"the first", "one", first, 0, 1, ids(first)},
		{"the same again", "one", first, 0, 1, ids(first)},
		{"the same with another key", "one", second, 0, 1, ids(first, second)},
		{"another", "two", first, 0, 2, ids(first)},
		{"a lower number was served elsewhere", "three", first, 1, 3, ids(first)},
		{"a higher number was served elsewhere", "four", first, 7, 8, ids(first)},
		{"and the same again", "four", first, 8, 9, ids(first)},
	}
	for _, tt := range tests {
		p := publication(tt.text, tt.key)
		p.After = tt.after
		released, err := registry.PublishFile(t.Context(), path, p)
		if err != nil || released.Number != tt.number {
			t.Fatalf("%s: got release %d, %v, want %d", tt.name, released.Number, err, tt.number)
		}
		numbers, keys, digest := signaturesBeside(t, path)
		if !slices.Equal(keys, tt.keys) || digest != released.Digest ||
			slices.ContainsFunc(numbers, func(n int64) bool { return n != tt.number }) {
			t.Errorf("%s: signed as %v by %v, %s, want %d by %v, %s", tt.name, numbers, keys, digest, tt.number, tt.keys,
				released.Digest)
		}
		if text, err := os.ReadFile(path); err != nil || string(text) != tt.text {
			t.Errorf("%s: the file is %q, %v", tt.name, text, err)
		}
	}
}

// TestPublishFileWithoutKey publishes a file without a key after a signed one.
func TestPublishFileWithoutKey(t *testing.T) {
	path := filepath.Join(t.TempDir(), "compendium.release")
	if _, err := registry.PublishFile(t.Context(), path, publication("one", newKey(t))); err != nil {
		t.Fatal(err)
	}
	if _, err := registry.PublishFile(t.Context(), path, publication("two", nil)); err == nil ||
		!strings.Contains(err.Error(), "--unsigned") {
		t.Errorf("without a key: got %v, want a refusal", err)
	}
	if text, err := os.ReadFile(path); err != nil || string(text) != "one" {
		t.Errorf("after the refusal the file is %q, %v", text, err)
	}
	p := publication("two", nil)
	p.Unsigned = true
	if released, err := registry.PublishFile(t.Context(), path, p); err != nil || released.Number != 0 {
		t.Errorf("told to: got release %d, %v", released.Number, err)
	}
	if _, err := os.Stat(path + signing.FileSuffix); !os.IsNotExist(err) {
		t.Errorf("the signatures of the file before are still there: %v", err)
	}
	if _, err := registry.PublishFile(t.Context(), path, publication("three", nil)); err != nil {
		t.Errorf("nothing is signed any more: %v", err)
	}
}

// TestPublishFileThatCannotBeWritten leaves the signatures of the file that is there.
func TestPublishFileThatCannotBeWritten(t *testing.T) {
	path := filepath.Join(t.TempDir(), "compendium.release")
	key := newKey(t)
	released, err := registry.PublishFile(t.Context(), path, publication("one", key))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(path, 0o700); err != nil {
		t.Fatal(err)
	}
	for _, key := range []*signing.Key{key, nil} {
		p := publication("two", key)
		p.Unsigned = key == nil
		if _, err := registry.PublishFile(t.Context(), path, p); err == nil {
			t.Fatal("a directory is written over")
		}
		if _, _, digest := signaturesBeside(t, path); digest != released.Digest {
			t.Errorf("the signatures are of %s, want %s", digest, released.Digest)
		}
	}
	if _, err := registry.PublishFile(t.Context(), "", publication("two", key)); err == nil {
		t.Error("a file without a path is published")
	}
}

// TestPublishersOfAFileTakeTurns has several publishers write different releases to the same path. Each has a number of
// its own, or a server that has one of them would never take the other, and the signature is that of the file.
func TestPublishersOfAFileTakeTurns(t *testing.T) {
	path, key := filepath.Join(t.TempDir(), "compendium.release"), newKey(t)
	const publishers = 16
	var numbers [publishers]int64
	var running sync.WaitGroup
	for i := range publishers {
		running.Go(func() {
			released, err := registry.PublishFile(t.Context(), path, publication(strconv.Itoa(i), key))
			if err != nil {
				t.Error(err)
			}
			numbers[i] = released.Number
		})
	}
	running.Wait()
	slices.Sort(numbers[:])
	for i, number := range numbers {
		if number != int64(i+1) {
			t.Fatalf("the numbers are %v", numbers)
		}
	}
	file, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if _, _, signed := signaturesBeside(t, path); signed != registrytest.Digest(file) {
		t.Errorf("the signature is of %s, and the file %s", signed, registrytest.Digest(file))
	}
}
