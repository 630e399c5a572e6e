// Package file builds and reads release files. A release file holds records that are encoded once, sorted and framed,
// so that a page of a list is one run of bytes, with the indexes that answer names, codes, searches, filters and
// orders.
//
// It knows the catalog, label derivation and the layout of the file, and nothing of rules or gRPC. An open file is
// immutable and safe for concurrent readers. The same catalog, day and provenance make the same bytes.
// docs/release-format.md describes the format.
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
	"github.com/opencompendium/compendium/catalog/asof"
	"github.com/opencompendium/compendium/catalog/date"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

// File is an open release file.
//
// It counts references. The caller that opened it holds the first; Acquire adds one, and Close drops one. When the last
// is dropped, the memory is unmapped, and nothing that came from the file may be used any more. If a reference is lost,
// the garbage collector unmaps the memory once nothing refers to the file.
type File struct {
	data        []byte
	unmap       func([]byte) // nil where the memory is the garbage collector's
	lost        runtime.Cleanup
	intact      func() error // nil if the memory is private
	holders     atomic.Int64
	info        *compendiumv1.Release
	asOf        date.Day
	collections []*Table
	uses        *Table
	search      searchIndex
	parts       sections
	digest      func() string
	resolver    func() (*asof.Resolver, error)
	regimens    func() (map[string][]string, error) // see readRegimens
	decoded     sync.Map                            // records by name, see record
	derived     derivedUses
}

// Open reads a release file from memory and verifies every byte of it. An error about bytes that are not a whole,
// unaltered release file wraps ErrFormat. The bytes must not change while the file is open.
func Open(data []byte) (*File, error) { return open(data, pace{}, nil) }

// headerText matches versions and digests, which are sent in the header metadata of every response. gRPC refuses other
// texts there.
var headerText = regexp.MustCompile(`^[0-9A-Za-z:._-]{1,128}$`)

// open reads a file whose memory unmap releases.
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
		return nil, formatError("invalid date: %v", err)
	}
	if !headerText.MatchString(m.info.Version) || !headerText.MatchString(m.info.Digest) {
		return nil, formatError("invalid version or digest")
	}
	if err := m.openParts(parts); err != nil {
		return nil, err
	}
	m.digest = sync.OnceValue(func() string {
		sum := sha256.Sum256(data)
		return "sha256:" + hex.EncodeToString(sum[:])
	})
	m.resolver = sync.OnceValues(m.readResolver)
	m.regimens = sync.OnceValues(m.readRegimens)
	if unmap != nil {
		// A reference may be lost: gRPC drops buffers that wait to be sent when a connection breaks.
		m.lost = runtime.AddCleanup(m, unmap, data)
	}
	return m, nil
}

// openParts finds the tables and indexes.
func (f *File) openParts(parts sections) error {
	names, err := parts.texts("the names of the tables", sectionTables, sectionTableOffsets)
	if err != nil {
		return err
	}
	for _, kind := range catalog.Kinds() {
		table := &Table{file: f}
		f.collections = append(f.collections, table)
		if err := table.find(parts, names, kind.String(), kind.Descriptor()); err != nil {
			return err
		}
	}
	f.uses = &Table{file: f}
	if err := f.uses.find(parts, names, usesTable, usesDescriptor); err != nil {
		return err
	}
	return f.search.open(parts, names)
}

// Acquire adds a reference, for which Close has to be called once more. It reports whether the file was still open.
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

// Close drops a reference. When the last is dropped, the memory is unmapped.
func (f *File) Close() {
	if f.holders.Add(-1) != 0 || f.unmap == nil {
		return
	}
	f.lost.Stop()
	f.unmap(f.data)
}

// Intact returns an error if the mapped file was written to and its bytes are no longer those that were opened. It must
// not be called concurrently.
func (f *File) Intact() error {
	if f.intact == nil {
		return nil
	}
	return f.intact()
}

// Bytes returns the whole file. The bytes must not be changed.
func (f *File) Bytes() []byte { return f.data }

// Offset returns where bytes that were cut from the file begin in it. It reports whether they were: only bytes of the
// file have a capacity up to its end.
func (f *File) Offset(part []byte) (int, bool) {
	all, rest := f.data[:cap(f.data)], part[:cap(part)]
	if len(rest) == 0 || &rest[len(rest)-1] != &all[len(all)-1] {
		return 0, false
	}
	return len(all) - len(rest), true
}

// Info returns the description of the release. It must not be changed.
func (f *File) Info() *compendiumv1.Release { return f.info }

// Version returns the version of what is served: the content, and what it says of the day.
func (f *File) Version() string { return f.info.Version }

// Digest returns the digest of the content.
func (f *File) Digest() string { return f.info.Digest }

// FileDigest returns the SHA-256 of the whole file: "sha256:" and hexadecimal digits. The first call reads all of it.
func (f *File) FileDigest() string { return f.digest() }

// AsOf returns the day for which the label statuses in records were derived.
func (f *File) AsOf() date.Day { return f.asOf }

// Table returns the records of a collection.
func (f *File) Table(kind catalog.Kind) *Table { return f.collections[kind] }

// Findings returns the findings of validation. None has the severity error.
func (f *File) Findings() ([]*compendiumv1.Finding, error) {
	var list compendiumv1.ValidateContentResponse
	if err := proto.Unmarshal(f.parts[sectionFindings], &list); err != nil {
		return nil, fmt.Errorf("read the findings of the release: %w", err)
	}
	return list.Findings, nil
}

// Schema returns the descriptors of the messages that records are encoded with, as an encoded
// google.protobuf.FileDescriptorSet.
func (f *File) Schema() []byte { return f.parts[sectionSchema] }

// Files returns copies of the content files that the release was built from, by their paths below the content
// directory. It is empty if they were left out. They are copies because records that are read from a text share its
// memory, and outlive the open file.
func (f *File) Files() (map[string][]byte, error) {
	files, err := f.files()
	for path, text := range files {
		files[path] = bytes.Clone(text)
	}
	return files, err
}

// files returns the content files in the memory of the file.
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
		return nil, formatError("the content does not have one text per file")
	}
	files := make(map[string][]byte, names.len())
	for i := range names.len() {
		files[string(names.at(i))] = contents.at(i)
	}
	return files, nil
}

// Origins returns the origin of each record that comes from a base, by name.
func (f *File) Origins() (map[string]string, error) {
	origins := make(map[string]string)
	if len(f.info.Bases) == 0 {
		return origins, nil
	}
	return origins, f.Each(func(_ catalog.Kind, name string, record proto.Message) error {
		if from, ok := record.(interface{ GetOrigin() string }); ok && from.GetOrigin() != "" {
			origins[name] = from.GetOrigin()
		}
		return nil
	})
}

// Section is one part of the file.
type Section struct {
	// Name describes what it holds: "release", "drugs/frames".
	Name string `json:"name"`
	// Bytes is its length.
	Bytes int `json:"bytes"`
}

// Sections lists the parts of the file in their order.
func (f *File) Sections() []Section { return f.parts.list() }
