// Package image compiles a catalog into the one form that is served: records encoded once, sorted and framed so that a page of a
// list is one run of bytes, with the indexes that answer names, codes and searches.
//
// It knows the catalog and label derivation. It knows nothing of files, rules or gRPC. An image is immutable and safe for concurrent
// readers, and the same catalog and date give the same bytes.
package image

import (
	"fmt"
	"slices"
	"strings"
	"sync"

	"google.golang.org/protobuf/encoding/protowire"
	"google.golang.org/protobuf/proto"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/date"
	"github.com/opencompendium/compendium/catalog/label"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

// Image is a catalog as it is served.
type Image struct {
	version     string
	digest      string
	asOf        date.Day
	collections []*Table
	uses        *Table
	authorities *label.Authorities
	drugs       func() []*compendiumv1.Drug
	search      searchIndex
	lookup      lookupIndex
}

// listField is the number of the repeated field that holds the records in every List response.
const listField protowire.Number = 1

// Build compiles a catalog for a day: label statuses in its records are those of that day. The catalog must be free of problems.
func Build(c *catalog.Catalog, asOf date.Day) (*Image, error) {
	m := &Image{version: c.Version(), digest: c.Digest(), asOf: asOf, authorities: label.NewAuthorities(c.Regulators())}
	uses := tableBuilder{}
	var search searchBuilder
	var lookup lookupBuilder
	for _, kind := range catalog.Kinds() {
		records := tableBuilder{}
		for _, r := range c.Records(kind) {
			message := r.Message()
			if drug := r.Drug(); drug != nil {
				resolved := m.authorities.Resolve(drug, asOf)
				message = resolved
				lookup.add(resolved)
				for _, use := range resolved.Uses {
					if err := uses.add(use.Name, use); err != nil {
						return nil, err
					}
				}
			}
			if err := records.add(r.Name(), message); err != nil {
				return nil, err
			}
			search.add(r.Name(), message)
		}
		m.collections = append(m.collections, records.build())
	}
	m.uses = uses.build()
	m.search = search.build()
	m.lookup = lookup.build()
	m.drugs = sync.OnceValue(m.decodeDrugs)
	return m, nil
}

// Version is the short form of the content's digest.
func (m *Image) Version() string { return m.version }

// Digest identifies the content.
func (m *Image) Digest() string { return m.digest }

// AsOf is the day for which the label statuses in records were derived.
func (m *Image) AsOf() date.Day { return m.asOf }

// Table gives the records of a collection.
func (m *Image) Table(kind catalog.Kind) *Table { return m.collections[kind] }

// Uses gives the uses of all drugs with flags and statuses as they were on a day, by the uses' names.
func (m *Image) Uses(day date.Day) (*Table, error) {
	if day == m.asOf {
		return m.uses, nil
	}
	builder := tableBuilder{}
	for _, drug := range m.drugs() {
		for _, use := range m.authorities.Resolve(drug, day).Uses {
			if err := builder.add(use.Name, use); err != nil {
				return nil, err
			}
		}
	}
	return builder.build(), nil
}

func (m *Image) decodeDrugs() []*compendiumv1.Drug {
	table := m.Table(catalog.Drugs)
	drugs := make([]*compendiumv1.Drug, table.Len())
	for i := range drugs {
		drugs[i] = &compendiumv1.Drug{}
		if err := proto.Unmarshal(table.Record(i), drugs[i]); err != nil {
			// The bytes were encoded by this process.
			panic(fmt.Sprintf("decode %s of the image: %v", table.Name(i), err))
		}
	}
	return drugs
}

// Table is encoded messages sorted by name.
type Table struct {
	names  []string
	frames []byte // each message framed as field 1 of a list response
	starts []int  // where each frame begins in frames, and the end of the last
	bodies []int  // where each message begins in frames
}

// Len gives how many there are.
func (t *Table) Len() int { return len(t.names) }

// Name gives the name of one.
func (t *Table) Name(i int) string { return t.names[i] }

// Record gives the encoded message of one. It must not be changed.
func (t *Table) Record(i int) []byte { return t.frames[t.bodies[i]:t.starts[i+1]] }

// Frames gives a run of messages from i up to, not including, j, each framed as field 1 of a list response. It must not be changed.
func (t *Table) Frames(i, j int) []byte { return t.frames[t.starts[i]:t.starts[j]] }

// Find gives the index of a name, and whether the table has it.
func (t *Table) Find(name string) (int, bool) { return slices.BinarySearch(t.names, name) }

// After gives the index of the first name behind one.
func (t *Table) After(name string) int {
	i, found := t.Find(name)
	if found {
		i++
	}
	return i
}

type tableBuilder struct{ table Table }

// add appends a message. Within a collection names come sorted; build sorts what does not.
func (b *tableBuilder) add(name string, message proto.Message) error {
	body, err := proto.MarshalOptions{Deterministic: true}.Marshal(message)
	if err != nil {
		return fmt.Errorf("encode %s: %w", name, err)
	}
	t := &b.table
	t.names = append(t.names, name)
	t.starts = append(t.starts, len(t.frames))
	t.frames = protowire.AppendTag(t.frames, listField, protowire.BytesType)
	t.frames = protowire.AppendVarint(t.frames, uint64(len(body)))
	t.bodies = append(t.bodies, len(t.frames))
	t.frames = append(t.frames, body...)
	return nil
}

func (b *tableBuilder) build() *Table {
	t := b.table
	t.starts = append(t.starts, len(t.frames))
	if slices.IsSorted(t.names) {
		return &t
	}
	order := make([]int, len(t.names))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(i, j int) int { return strings.Compare(t.names[i], t.names[j]) })
	var sorted Table
	for _, i := range order {
		sorted.names = append(sorted.names, t.names[i])
		sorted.starts = append(sorted.starts, len(sorted.frames))
		sorted.bodies = append(sorted.bodies, len(sorted.frames)+t.bodies[i]-t.starts[i])
		sorted.frames = append(sorted.frames, t.frames[t.starts[i]:t.starts[i+1]]...)
	}
	sorted.starts = append(sorted.starts, len(sorted.frames))
	return &sorted
}
