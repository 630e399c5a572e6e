package mutation_test

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/opencompendium/compendium/catalog/fingerprint"
)

// standIns returns the content with texts in the place of the archived ones, which are other people's and do not ship:
// each passage that a citation proves is a line of its source's text, and its fingerprint is that of the line.
func standIns(t *testing.T, files map[string]string) (map[string]string, fstest.MapFS) {
	t.Helper()
	lines := make(map[string][]string) // by source
	for name, text := range files {
		d := parse(t, name, text)
		for _, p := range d.places("citations{}") {
			passage := get(p.node, "passage")
			if passage == nil {
				continue
			}
			line := "The stand in for the passage with the fingerprint " + value(passage, "sha256")
			proof := fingerprint.Of(fingerprint.Words(line))
			set(passage, "words", "10")
			set(passage, "sha256", proof.SHA256)
			if proof.Words != 10 {
				t.Fatalf("the stand-in has %d words", proof.Words)
			}
			source := value(p.node, "source")
			lines[source] = append(lines[source], line)
			files[name] = d.String()
		}
	}
	archive := make(fstest.MapFS)
	for name, text := range files {
		d := parse(t, name, text)
		if a := get(d.root, "archive"); a != nil && d.collection() == "sources" {
			text := strings.Join(lines[d.name()], "\n") + "\n"
			sum := sha256.Sum256([]byte(text))
			set(a, "sha256", hex.EncodeToString(sum[:]))
			archive[value(a, "file")] = &fstest.MapFile{Data: []byte(text)}
			files[name] = d.String()
		}
	}
	return files, archive
}
