package policy

import (
	"fmt"
	"strings"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/document"
	configv1 "github.com/opencompendium/compendium/gen/compendium/config/v1"
)

// LockName is the name of the lock file, which is beside the configuration.
const LockName = "compendium.lock"

// Lock pins what a project extends: the release of a channel, a release file, the catalog in the program. The zero Lock
// pins nothing.
type Lock struct {
	// Extends is the reference of what is pinned, as in the configuration.
	Extends string
	// Digest is the digest of the release, or of the content of the catalog in the program.
	Digest string
	// Number is the number of the release. It is 0 if there is none.
	Number int64

	name     string
	document *document.Document
}

// ParseLock reads the text of a lock file. The name is its path as shown to people.
func ParseLock(name string, text []byte) (Lock, error) {
	read := &configv1.Lock{}
	doc, problems := document.Parse(text)
	if problems = append(problems, doc.Decode(read)...); len(problems) > 0 {
		p := problems[0]
		return Lock{}, fmt.Errorf("%s:%d:%d: %s `compendium update` writes the file anew", name, p.Position.Line,
			p.Position.Column, p.Message)
	}
	return Lock{read.Extends, read.Digest, read.Number, name, doc}, nil
}

// Text returns the text of the lock file.
func (l Lock) Text() []byte {
	text := document.Encode(&configv1.Lock{Extends: l.Extends, Digest: l.Digest, Number: l.Number})
	return append([]byte("# What this catalog extends. `compendium update` moves it.\n"), text...)
}

// Shown returns what the lock pins, for people: its number, if it has one, and its digest.
func (l Lock) Shown() string {
	if l.Number > 0 {
		return fmt.Sprintf("release %d, %s", l.Number, l.Digest)
	}
	return l.Digest
}

// IsLocal reports whether a reference names a release file or the catalog in the program. Either may become another one
// under the same name.
func IsLocal(reference string) bool { return !strings.Contains(reference, "://") }

// checkLock reports a base that is not the one that the lock names. A channel has the release of the lock's digest, so
// that only the number may be another.
func (b *builder) checkLock(c *catalog.Catalog, lock Lock) {
	bases := c.Bases()
	if lock.Digest == "" || len(bases) == 0 {
		return
	}
	is := Lock{Digest: lock.Digest, Number: bases[0].GetReleaseNumber()}
	if IsLocal(b.extends.Reference) {
		is.Digest = bases[0].GetDigest()
	}
	path, problem := "digest", fmt.Sprintf("%s was %s, and is now %s", lock.Extends, lock.Shown(), is.Shown())
	switch {
	case lock.Extends != b.extends.Reference:
		path, problem = "extends", fmt.Sprintf("It is about %s, and %s extends %s", lock.Extends, b.name, b.extends.Reference)
	case lock.Digest != is.Digest:
	case lock.Number != is.Number:
		path, problem = "number", fmt.Sprintf("The release is number %d, and this is %d", is.Number, lock.Number)
	default:
		return
	}
	position, span := lock.document.Locate(path)
	b.problemAt(position, span, RuleBaseMoved, path, problem+". See what else is reported, then run `compendium update`, "+
		"which writes this file.")
	b.problems[len(b.problems)-1].File = lock.name
}
