package validate

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"

	"github.com/opencompendium/compendium/catalog/fingerprint"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

// archive reads the archived texts of sources, each once.
type archive struct {
	files fs.FS
	texts map[string]archivedText
}

type archivedText struct {
	words  []fingerprint.Word
	digest string
	err    error
}

// text gives the words of a source's archived text and the SHA-256 of its bytes.
func (a *archive) text(source *compendiumv1.Source) ([]fingerprint.Word, string, error) {
	name := source.Archive.GetFile()
	if t, ok := a.texts[name]; ok {
		return t.words, t.digest, t.err
	}
	var t archivedText
	content, err := fs.ReadFile(a.files, name)
	if err != nil {
		t.err = fmt.Errorf("read archived text %s: %w", name, err)
	} else {
		sum := sha256.Sum256(content)
		t.digest, t.words = hex.EncodeToString(sum[:]), fingerprint.Words(string(content))
	}
	if a.texts == nil {
		a.texts = make(map[string]archivedText)
	}
	a.texts[name] = t
	return t.words, t.digest, t.err
}
