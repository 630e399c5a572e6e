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
	texts map[string]*archivedText
}

// archivedText is the words of one archived text.
type archivedText struct {
	words  []fingerprint.Word
	digest string // SHA-256 of the file's bytes
	// passages are the digests of all passages of a length in words, made when first asked for that length.
	passages map[int]map[string]bool
	err      error
}

// text gives a source's archived text, or why it cannot be read.
func (a *archive) text(source *compendiumv1.Source) (*archivedText, error) {
	name := source.GetArchive().GetFile()
	if t, ok := a.texts[name]; ok {
		return t, t.err
	}
	t := &archivedText{passages: make(map[int]map[string]bool)}
	content, err := fs.ReadFile(a.files, name)
	if err != nil {
		t.err = fmt.Errorf("read archived text: %w", err)
	} else {
		sum := sha256.Sum256(content)
		t.digest, t.words = hex.EncodeToString(sum[:]), fingerprint.Words(string(content))
	}
	if a.texts == nil {
		a.texts = make(map[string]*archivedText)
	}
	a.texts[name] = t
	return t, t.err
}

// has says whether a passage stands in the text.
func (t *archivedText) has(passage *compendiumv1.Passage) bool {
	n := int(passage.GetWords())
	if n < 1 || n > len(t.words) {
		return false
	}
	known, ok := t.passages[n]
	if !ok {
		known = make(map[string]bool, len(t.words)-n+1)
		for i := 0; i+n <= len(t.words); i++ {
			known[fingerprint.Of(t.words[i:i+n]).SHA256] = true
		}
		t.passages[n] = known
	}
	return known[passage.GetSha256()]
}
