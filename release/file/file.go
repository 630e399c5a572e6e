// Package image compiles a catalog into the one form that is served, and reads it: a file of records encoded once, sorted and framed so
// that a page of a list is one run of bytes, with the indexes that answer names, codes, searches, filters and orders.
//
// It knows the catalog, label derivation and the layout of the file. It knows nothing of rules or gRPC. An image is immutable and safe
// for concurrent readers, and the same catalog, date and provenance give the same bytes. docs/release-format.md describes the file.
package file

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"regexp"
	"runtime"
	"sync"
	"sync/atomic"

	"google.golang.org/protobuf/proto"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/date"
	"github.com/opencompendium/compendium/catalog/label"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

// File is a release file, opened.
//
// It is held by whoever opened it, and by everyone who acquired it since; when the last one lets go, its memory is given back and
// nothing that came from it may be used any more. Of an image that nobody refers to any more the garbage collector gives it back, should
// a holder have been lost.
type File struct {
	data        []byte
	unmap       func([]byte) // nil where the memory is the garbage collector's
	lost        runtime.Cleanup
	intact      func() error // nil where nobody else can write to the memory
	holders     atomic.Int64
	info        *compendiumv1.Release
	asOf        date.Day
	collections []*Table
	uses        *Table
	search      searchIndex
	lookup      lookupIndex
	parts       sections
	digest      func() string
	authorities func() (*label.Authorities, error)
	derived     derivedUses
}

// Open reads a release file from memory and verifies every byte of it. What is no whole, unaltered release file gives an error that
// wraps ErrFormat. The bytes must not change while the image is held.
func Open(data []byte) (*File, error) { return open(data, pace{}, nil) }

// headerText is what version and digest look like, which are sent with every response in header metadata: gRPC refuses other texts there.
var headerText = regexp.MustCompile(`^[0-9A-Za-z:._-]{1,128}$`)

// open reads a file whose memory unmap gives back.
func open(data []byte, p pace, unmap func([]byte)) (*File, error) {
	parts, err := disassemble(data, p)
	if err != nil {
		return nil, err
	}
	m := &File{data: data, unmap: unmap, info: &compendiumv1.Release{}, parts: parts}
	m.holders.Store(1)
	if err := proto.Unmarshal(parts[sectionRelease], m.info); err != nil {
		return nil, formatError("its description is damaged: %v", err)
	}
	if m.asOf, err = date.ParseDay(m.info.AsOf); err != nil {
		return nil, formatError("its date: %v", err)
	}
	if !headerText.MatchString(m.info.Version) || !headerText.MatchString(m.info.Digest) {
		return nil, formatError("its version or digest is no word")
	}
	if err := m.openParts(parts); err != nil {
		return nil, err
	}
	m.digest = sync.OnceValue(func() string {
		sum := sha256.Sum256(data)
		return "sha256:" + hex.EncodeToString(sum[:])
	})
	m.authorities = sync.OnceValues(m.readAuthorities)
	if unmap != nil {
		// Not every holder lets go: gRPC forgets the buffers that wait to be sent when a connection breaks off. What nobody refers to any
		// more, nobody reads.
		m.lost = runtime.AddCleanup(m, unmap, data)
	}
	return m, nil
}

// openParts finds the tables and indexes.
func (f *File) openParts(parts sections) error {
	for _, kind := range catalog.Kinds() {
		table := &Table{file: f}
		f.collections = append(f.collections, table)
		if err := table.open(parts, tableBase(int(kind)), kind.Descriptor()); err != nil {
			return err
		}
	}
	f.uses = &Table{file: f}
	if err := f.uses.open(parts, usesBase, usesDescriptor); err != nil {
		return err
	}
	if err := f.search.open(parts); err != nil {
		return err
	}
	return f.lookup.open(parts)
}

var (
	usesBase       = tableBase(len(catalog.Kinds()))
	usesDescriptor = (*compendiumv1.Use)(nil).ProtoReflect().Descriptor()
)

// Acquire holds the image until Release is called once more. It fails when the last holder has let go already.
func (f *File) Acquire() bool {
	for {
		n := f.holders.Load()
		if n <= 0 {
			return false
		}
		if f.holders.CompareAndSwap(n, n+1) {
			return true
		}
	}
}

// Release lets go. When the last one does, the memory is given back.
func (f *File) Close() {
	if f.holders.Add(-1) != 0 || f.unmap == nil {
		return
	}
	f.lost.Stop()
	f.unmap(f.data)
}

// Held says whether anybody still holds the image.
func (f *File) Held() bool { return f.holders.Load() > 0 }

// Intact gives an error when the file that the image is mapped from was written to, and what it holds now is not what was opened. It must
// not be called by two at the same time.
func (f *File) Intact() error {
	if f.intact == nil {
		return nil
	}
	return f.intact()
}

// Bytes gives the whole file. They must not be changed.
func (f *File) Bytes() []byte { return f.data }

// Info describes the release. It must not be changed.
func (f *File) Info() *compendiumv1.Release { return f.info }

// Version identifies what is served: the content, and the label statuses derived from it.
func (f *File) Version() string { return f.info.Version }

// Digest identifies the content.
func (f *File) Digest() string { return f.info.Digest }

// FileDigest is the SHA-256 of the whole file: "sha256:" and hexadecimal digits. The first call reads all of it.
func (f *File) FileDigest() string { return f.digest() }

// AsOf is the day for which the label statuses in records were derived.
func (f *File) AsOf() date.Day { return f.asOf }

// Table gives the records of a collection.
func (f *File) Table(kind catalog.Kind) *Table { return f.collections[kind] }

// Findings gives what the validation found in the content, none of severity error.
func (f *File) Findings() ([]*compendiumv1.Finding, error) {
	var list compendiumv1.ValidateContentResponse
	if err := proto.Unmarshal(f.parts[sectionFindings], &list); err != nil {
		return nil, fmt.Errorf("read the findings of the release: %w", err)
	}
	return list.Findings, nil
}

// Schema gives the descriptors of the messages that records are encoded with, as an encoded google.protobuf.FileDescriptorSet.
func (f *File) Schema() []byte { return f.parts[sectionSchema] }

// Files gives copies of the content files that the image was compiled from, by their paths below the content directory. It is empty where
// they were left out. They are copies because records that are read from a text share its memory, and go further than who holds the image.
func (f *File) Files() (map[string][]byte, error) {
	files, err := f.files()
	for path, text := range files {
		files[path] = bytes.Clone(text)
	}
	return files, err
}

// files gives the content files as they stand in the image.
func (f *File) files() (map[string][]byte, error) {
	if len(f.parts[sectionSourceNameOffsets]) == 0 {
		return map[string][]byte{}, nil
	}
	names, err := f.parts.texts("the content's files", sectionSourceNames, sectionSourceNameOffsets)
	if err != nil {
		return nil, err
	}
	contents, err := f.parts.texts("the content", sectionSources, sectionSourceStarts)
	if err != nil {
		return nil, err
	}
	if names.len() != contents.len() {
		return nil, formatError("the content has not one text a file")
	}
	files := make(map[string][]byte, names.len())
	for i := range names.len() {
		files[string(names.at(i))] = contents.at(i)
	}
	return files, nil
}

// Section is one part of the file.
type Section struct {
	// Name says what it holds: "release", "drugs/frames".
	Name string `json:"name"`
	// Bytes is its length.
	Bytes int `json:"bytes"`
}

// Sections lists the parts of the file in their order.
func (f *File) Sections() []Section { return f.parts.list() }
