// Package catalog holds the content as one immutable value: records, the references between them, and where everything
// is in its file.
//
// It knows files and the schema. It judges nothing beyond what keeps a file from being read (package validate does),
// and knows nothing of gRPC or of how records are served.
package catalog

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"path"
	"slices"
	"strings"
	"sync"

	"google.golang.org/protobuf/proto"

	"github.com/opencompendium/compendium/catalog/document"
	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

// Catalog is the content of one directory at one moment. It is immutable and safe for concurrent readers.
type Catalog struct {
	base    string
	byKind  [len(kinds)][]*Record
	byName  map[string]*Record
	targets []*Record // of all references, in their order
	digest  func() string
	bases   []*compendiumv1.Base
	// replaced are the records of the base that the catalog has of its own, by name.
	replaced map[string]*Record
}

// Record is one file of content. It is immutable and safe for concurrent readers.
type Record struct {
	name    string
	kind    Kind
	base    string
	path    string
	origin  string // of the base that it comes from, or ""
	digest  [sha256.Size]byte
	broken  bool
	lost    []string // what of a broken record could not be read
	links   []link
	message proto.Message
	// document is the file's text. It has no nodes where the file could not be read.
	document *document.Document
}

func newCatalog(base string, size int) *Catalog {
	return &Catalog{base: base, byName: make(map[string]*Record, size), replaced: make(map[string]*Record)}
}

func (c *Catalog) add(r *Record) {
	c.byName[r.name] = r
	c.byKind[r.kind] = append(c.byKind[r.kind], r)
}

// seal sorts and resolves. After it the catalog does not change.
func (c *Catalog) seal() {
	for k := range c.byKind {
		slices.SortFunc(c.byKind[k], func(a, b *Record) int { return strings.Compare(a.name, b.name) })
	}
	c.targets = resolve(c)
	c.digest = sync.OnceValue(func() string {
		whole := sha256.New()
		for _, records := range c.byKind {
			for _, r := range records {
				fmt.Fprintf(whole, "%s %x\n", r.name, r.digest)
			}
		}
		return "sha256:" + hex.EncodeToString(whole.Sum(nil))
	})
}

// Base returns the directory that files are shown under.
func (c *Catalog) Base() string { return c.base }

// Digest identifies the content: "sha256:" and the digest over the sorted lines of each record's name and its file's
// SHA-256.
func (c *Catalog) Digest() string { return c.digest() }

// Len returns the number of records.
func (c *Catalog) Len() int { return len(c.byName) }

// Records returns the records of a collection that could be read, sorted by name.
func (c *Catalog) Records(kind Kind) []*Record {
	return slices.DeleteFunc(slices.Clone(c.byKind[kind]), (*Record).Broken)
}

// All returns the records that could be read, by collection and then by name.
func (c *Catalog) All() []*Record { return slices.DeleteFunc(c.Files(), (*Record).Broken) }

// Files returns the records of all files, those that could not be read too, by collection and then by name.
func (c *Catalog) Files() []*Record { return slices.Concat(c.byKind[:]...) }

// Get returns the record of this name, also one that could not be read, and whether there is one.
func (c *Catalog) Get(name string) (*Record, bool) {
	r, ok := c.byName[name]
	return r, ok
}

// Message returns the message of a record by name. It is nil if there is no such record or it could not be read.
func (c *Catalog) Message(name string) proto.Message {
	if r, ok := c.byName[name]; ok && !r.Broken() {
		return r.Message()
	}
	return nil
}

// Names returns the names of a collection's records, those that could not be read too, sorted.
func (c *Catalog) Names(kind Kind) []string {
	names := make([]string, len(c.byKind[kind]))
	for i, r := range c.byKind[kind] {
		names[i] = r.name
	}
	return names
}

// Source returns the source record of this name, or nil where there is none that could be read.
func (c *Catalog) Source(name string) *compendiumv1.Source {
	if r, ok := c.byName[name]; ok && !r.broken && r.kind == Sources {
		source, _ := r.Message().(*compendiumv1.Source)
		return source
	}
	return nil
}

// Regulators returns the regulators that could be read, sorted by name.
func (c *Catalog) Regulators() []*compendiumv1.Regulator {
	var list []*compendiumv1.Regulator
	for _, r := range c.Records(Regulators) {
		if regulator, ok := r.Message().(*compendiumv1.Regulator); ok {
			list = append(list, regulator)
		}
	}
	return list
}

// Name returns the resource name: "drugs/imatinib".
func (r *Record) Name() string { return r.name }

// Kind returns the collection.
func (r *Record) Kind() Kind { return r.kind }

// File returns the path of the file as it is shown to people.
func (r *Record) File() string {
	if !r.Own() {
		return baseScheme + r.path
	}
	return path.Join(r.base, r.path)
}

// Path returns the path of the file below the content directory: "drugs/imatinib.yaml".
func (r *Record) Path() string { return r.path }

// Text returns the bytes of the file. They must not be changed.
func (r *Record) Text() []byte { return r.document.Text() }

// Message returns the record. It must not be changed.
func (r *Record) Message() proto.Message { return r.message }

// Drug returns the record as a drug, or nil where it is none.
func (r *Record) Drug() *compendiumv1.Drug {
	if r.kind != Drugs {
		return nil
	}
	drug, _ := r.Message().(*compendiumv1.Drug)
	return drug
}

// IsTombstone reports whether the record says only what became of a name that is no longer used: a drug that is
// RETIRED,
// or another record with replaced_by or retired_reason. The catalog derives nothing from one, and asks it for no
// facts.
func (r *Record) IsTombstone() bool {
	if drug := r.Drug(); drug != nil {
		return drug.GetLifecycle() == compendiumv1.Drug_RETIRED
	}
	m, ok := r.message.(interface{ GetRetiredReason() string })
	return ok && (m.GetRetiredReason() != "" || len(r.ReplacedBy()) > 0)
}

// ReplacedBy returns the names of the records that replaced a tombstone.
func (r *Record) ReplacedBy() []string {
	m, ok := r.message.(interface{ GetReplacedBy() []string })
	if !ok {
		return nil
	}
	return m.GetReplacedBy()
}

// Digest returns the SHA-256 of the file.
func (r *Record) Digest() [sha256.Size]byte { return r.digest }

// Broken says that the file has problems: its message is incomplete, down to nothing but its name.
func (r *Record) Broken() bool { return r.broken }

// Meant returns a record that is broken as far as it can be read: with what misspelled keys and values can only mean.
// It also returns the paths of what is lost, "" for the record as a whole.
func (r *Record) Meant() (meant *Record, lost []string) {
	read := *r
	read.broken = false
	if len(r.lost) == 0 {
		read.links = linksOf(r.message)
	}
	return &read, r.lost
}

// Position returns where in the file a field path leads, such as `uses[0].labels[1].off_label`. A scalar is where its
// value is, a list or mapping where its key is, and a missing field is where its nearest parent
// is.
func (r *Record) Position(path string) finding.Position {
	at, _ := r.document.Locate(path)
	return at
}

// Document returns the text of the file.
func (r *Record) Document() *document.Document { return r.document }
