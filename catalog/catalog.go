// Package catalog is the content as one immutable value: records read strictly from YAML, with their positions and references.
//
// It knows files and the schema. It does not judge content beyond what keeps a file from being read (package validate does), and it
// knows nothing of gRPC or of how records are served.
package catalog

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"

	"google.golang.org/protobuf/proto"

	"github.com/opencompendium/compendium/catalog/memory"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

// Catalog is the content of one directory at one moment. It is immutable and safe for concurrent readers.
type Catalog struct {
	base       string
	byKind     [len(kinds)][]*Record
	byName     map[string]*Record
	references []Reference
	digest     string
}

// Record is one file of content. It is immutable and safe for concurrent readers.
type Record struct {
	name    string
	kind    Kind
	file    string
	path    string
	source  []byte
	digest  [sha256.Size]byte
	message proto.Message
	broken  bool
	// recalled says that it was taken from a memory of sound records.
	recalled bool
}

func newCatalog(base string) *Catalog {
	return &Catalog{base: base, byName: make(map[string]*Record)}
}

func (c *Catalog) add(r *Record) {
	c.byName[r.name] = r
	c.byKind[r.kind] = append(c.byKind[r.kind], r)
}

// seal sorts, digests and resolves. After it the catalog does not change.
func (c *Catalog) seal() {
	whole := sha256.New()
	for k := range c.byKind {
		slices.SortFunc(c.byKind[k], func(a, b *Record) int { return strings.Compare(a.name, b.name) })
		for _, r := range c.byKind[k] {
			fmt.Fprintf(whole, "%s %x\n", r.name, r.digest)
		}
	}
	c.digest = "sha256:" + hex.EncodeToString(whole.Sum(nil))
	c.references = resolve(c)
}

// Base gives the directory that files are shown under.
func (c *Catalog) Base() string { return c.base }

// Digest identifies the content: "sha256:" and the digest over the sorted lines of each record's name and its file's SHA-256.
func (c *Catalog) Digest() string { return c.digest }

// Len gives the number of records.
func (c *Catalog) Len() int { return len(c.byName) }

// Records gives the records of a collection that could be read, sorted by name.
func (c *Catalog) Records(kind Kind) []*Record {
	return slices.DeleteFunc(slices.Clone(c.byKind[kind]), (*Record).Broken)
}

// All gives the records that could be read, by collection and then by name.
func (c *Catalog) All() []*Record {
	var all []*Record
	for k := range c.byKind {
		all = append(all, c.Records(Kind(k))...)
	}
	return all
}

// Get gives the record of this name, also one that could not be read, and whether there is one.
func (c *Catalog) Get(name string) (*Record, bool) {
	r, ok := c.byName[name]
	return r, ok
}

// Names gives the names of a collection's records, those that could not be read too, sorted.
func (c *Catalog) Names(kind Kind) []string {
	names := make([]string, len(c.byKind[kind]))
	for i, r := range c.byKind[kind] {
		names[i] = r.name
	}
	return names
}

// References gives every reference of every record that could be read, in the order of the records and of the fields in them.
func (c *Catalog) References() []Reference { return c.references }

// Source gives the source record of this name, or nil where there is none that could be read.
func (c *Catalog) Source(name string) *compendiumv1.Source {
	if r, ok := c.byName[name]; ok && !r.broken {
		source, _ := r.message.(*compendiumv1.Source)
		return source
	}
	return nil
}

// Regulators gives the regulators that could be read, sorted by name.
func (c *Catalog) Regulators() []*compendiumv1.Regulator {
	var list []*compendiumv1.Regulator
	for _, r := range c.Records(Regulators) {
		if regulator, ok := r.message.(*compendiumv1.Regulator); ok {
			list = append(list, regulator)
		}
	}
	return list
}

// Name gives the resource name: "drugs/imatinib".
func (r *Record) Name() string { return r.name }

// Kind gives the collection.
func (r *Record) Kind() Kind { return r.kind }

// File gives the path of the file as it is shown to people.
func (r *Record) File() string { return r.file }

// Path gives the path of the file below the content directory: "drugs/imatinib.yaml".
func (r *Record) Path() string { return r.path }

// Text gives the bytes of the file. They must not be changed.
func (r *Record) Text() []byte { return r.source }

// Message gives the record. It must not be changed.
func (r *Record) Message() proto.Message { return r.message }

// Drug gives the record as a drug, or nil where it is none.
func (r *Record) Drug() *compendiumv1.Drug {
	drug, _ := r.message.(*compendiumv1.Drug)
	return drug
}

// Recalled says that the record was taken from a memory: it was read from the same text before, and found to keep the rules of the
// schema.
func (r *Record) Recalled() bool { return r.recalled }

// Remember keeps the record in a memory. The caller has found that it keeps the rules of the schema.
func (r *Record) Remember(in *memory.Memory) error {
	if r.broken || r.recalled {
		return nil
	}
	encoded, err := proto.MarshalOptions{Deterministic: true}.Marshal(r.message)
	if err != nil {
		return fmt.Errorf("remember %s: %w", r.name, err)
	}
	in.Keep(memory.KeyOf(r.path, r.digest), encoded)
	return nil
}

// Broken says that the file has problems: its message is incomplete, down to nothing but its name.
func (r *Record) Broken() bool { return r.broken }

// Position gives where in the file a field path leads, such as `uses[0].labels[1].off_label`. A scalar is where its value stands, a
// list or mapping where its key stands, and a field that is missing is where the nearest parent stands.
func (r *Record) Position(path string) Position { return r.Locator()(path) }

// Locator gives a function that finds many positions in the file, each as Position does. It reads the file's text again, once.
func (r *Record) Locator() func(path string) Position { return r.Places().Position }
