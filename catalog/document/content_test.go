package document

import (
	"io/fs"
	"os"
	"testing"

	"github.com/opencompendium/compendium/bench/generate"
)

// shipped returns the texts of the frozen catalog and of generated records, by their paths.
func shipped(t testing.TB) map[string][]byte {
	t.Helper()
	files := make(map[string][]byte)
	root := os.DirFS("../../validate/testdata/frozen")
	paths, err := fs.Glob(root, "*/*.yaml")
	if err != nil || len(paths) == 0 {
		t.Fatalf("no content: %v", err)
	}
	for _, path := range paths {
		if files[path], err = fs.ReadFile(root, path); err != nil {
			t.Fatal(err)
		}
	}
	for path, text := range generate.Files(20) {
		files[path] = []byte(text)
	}
	return files
}

func TestRecordsReadAsTheLibraryReadsThem(t *testing.T) {
	for path, text := range shipped(t) {
		d, findings := Parse(text)
		if len(findings) > 0 {
			t.Errorf("%s: %v", path, findings)
			continue
		}
		sameAsLibrary(t, d, text)
	}
}
