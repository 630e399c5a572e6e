package validate

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"sync"

	"github.com/opencompendium/compendium/catalog/fingerprint"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

// Archive reads the archived texts of sources, each once. It is safe for concurrent use.
type Archive struct {
	files fs.FS
	mutex sync.Mutex
	texts map[string]*ArchivedText
}

// newArchive returns the archive of a directory, or nil for none.
func newArchive(files fs.FS) *Archive {
	if files == nil {
		return nil
	}
	return &Archive{files: files, texts: make(map[string]*ArchivedText)}
}

// ArchivedText is the words of one archived text. It is safe for concurrent use.
type ArchivedText struct {
	// Words are the words of the text, as fingerprints count them.
	Words []fingerprint.Word
	// Digest is the SHA-256 of the file's bytes, in hexadecimal.
	Digest string

	mutex sync.Mutex
	// passages are the digests of all passages of a length in words, computed lazily.
	passages map[int]map[string]bool
	err      error
}

// Text returns a source's archived text, or why it cannot be read.
func (a *Archive) Text(source *compendiumv1.Source) (*ArchivedText, error) {
	a.mutex.Lock()
	defer a.mutex.Unlock()
	name := source.GetArchive().GetFile()
	if t, ok := a.texts[name]; ok {
		return t, t.err
	}
	t := &ArchivedText{passages: make(map[int]map[string]bool)}
	content, err := fs.ReadFile(a.files, name)
	if err != nil {
		t.err = fmt.Errorf("read archived text: %w", err)
	} else {
		sum := sha256.Sum256(content)
		t.Digest, t.Words = hex.EncodeToString(sum[:]), fingerprint.Words(string(content))
	}
	a.texts[name] = t
	return t, t.err
}

// Find returns the name of the first archived text, but one, that has a passage, and whether there is any.
func (a *Archive) Find(passage *compendiumv1.Passage, but string) (file string, ok bool) {
	entries, err := fs.ReadDir(a.files, ".")
	if err != nil {
		return "", false
	}
	for _, entry := range entries {
		if entry.IsDir() || entry.Name() == but {
			continue
		}
		text, err := a.Text(&compendiumv1.Source{Archive: &compendiumv1.Source_Archive{File: entry.Name()}})
		if err == nil && text.Has(passage) {
			return entry.Name(), true
		}
	}
	return "", false
}

// Has reports whether a passage is in the text.
func (t *ArchivedText) Has(passage *compendiumv1.Passage) bool {
	n := int(passage.GetWords())
	if n < 1 || n > len(t.Words) {
		return false
	}
	t.mutex.Lock()
	defer t.mutex.Unlock()
	known, ok := t.passages[n]
	if !ok {
		known = make(map[string]bool, len(t.Words)-n+1)
		for i := 0; i+n <= len(t.Words); i++ {
			known[fingerprint.Of(t.Words[i:i+n]).SHA256] = true
		}
		t.passages[n] = known
	}
	return known[passage.GetSha256()]
}
