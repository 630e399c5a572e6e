package document

import (
	"io/fs"
	"testing"

	"github.com/opencompendium/compendium/bench/generate"
	"github.com/opencompendium/compendium/content"
)

// shipped returns the texts of the shipped content and of generated records, by their paths.
func shipped(t testing.TB) map[string][]byte {
	t.Helper()
	files := make(map[string][]byte)
	paths, err := fs.Glob(content.FS, "*/*.yaml")
	if err != nil || len(paths) == 0 {
		t.Fatalf("no content: %v", err)
	}
	for _, path := range paths {
		if files[path], err = fs.ReadFile(content.FS, path); err != nil {
			t.Fatal(err)
		}
	}
	for path, text := range generate.Files(20) {
		files[path] = []byte(text)
	}
	return files
}

func TestShippedContentReadsAsTheLibraryReadsIt(t *testing.T) {
	for path, text := range shipped(t) {
		d, findings := Parse(text)
		if len(findings) > 0 {
			t.Errorf("%s: %v", path, findings)
			continue
		}
		sameAsLibrary(t, d, text)
	}
}
