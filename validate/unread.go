package validate

import (
	"bytes"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/opencompendium/compendium/catalog"
)

// Unread is what the records that could not be read may contain. Something that seems to be missing may be in one of
// them; it is then not reported, since the faults of those files are.
type Unread struct {
	// kinds are the collections with such records.
	kinds map[catalog.Kind]bool
	// silent is set if a file is empty or could not be read at all, so that it may name anything.
	silent bool
	// sources are the words in the files that begin like a name of a source, sorted.
	sources []string
}

func newUnread(c *catalog.Catalog) *Unread {
	u := &Unread{kinds: make(map[catalog.Kind]bool)}
	mentioned := make(map[string]bool)
	for _, r := range c.Files() {
		if r.Broken() {
			u.kinds[r.Kind()] = true
			addSources(mentioned, r.Text())
			// Of a file that is empty, in another encoding or cut off within a line, the rest is not known.
			u.silent = u.silent || !utf8.Valid(r.Text()) || !bytes.HasSuffix(r.Text(), []byte("\n"))
		}
	}
	u.sources = slices.Sorted(maps.Keys(mentioned))
	return u
}

// addSources adds the words of a text that begin like a name of a source.
func addSources(to map[string]bool, text []byte) {
	begin := []byte(catalog.Sources.String() + "/")
	for {
		at := bytes.Index(text, begin)
		if at < 0 {
			return
		}
		text = text[at:]
		end := len(begin)
		for end < len(text) &&
			(text[end] == '-' || 'a' <= text[end] && text[end] <= 'z' || '0' <= text[end] && text[end] <= '9') {
			end++
		}
		if !to[string(text[:end])] { // avoids an allocation
			to[string(text[:end])] = true
		}
		text = text[end:]
	}
}

// Any reports whether a record could not be read.
func (u *Unread) Any() bool { return len(u.kinds) > 0 }

// MaySpeakOf reports whether a record that could not be read may name a source.
func (u *Unread) MaySpeakOf(source string) bool {
	// A longer word that begins with the name sorts right after it.
	i, _ := slices.BinarySearch(u.sources, source)
	return u.silent || i < len(u.sources) && strings.HasPrefix(u.sources[i], source)
}
