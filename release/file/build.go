package file

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"iter"
	"maps"
	"runtime"
	"slices"
	"sync"

	"google.golang.org/genproto/googleapis/rpc/errdetails"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protodesc"
	"google.golang.org/protobuf/reflect/protoreflect"
	"google.golang.org/protobuf/types/descriptorpb"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/asof"
	"github.com/opencompendium/compendium/catalog/date"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

// Provenance describes how a release file was made.
type Provenance struct {
	// ToolVersion is the version of the program that built it.
	ToolVersion string
	// SourceRevision is the revision of the content's repository, if it is known.
	SourceRevision string
	// Bases describes what the content extends. Build sets it.
	Bases []*compendiumv1.Base
	// Findings are the findings of validation.
	Findings []*compendiumv1.Finding
	// Counts counts the findings by severity.
	Counts *compendiumv1.FindingCounts
	// Gaps, UnpinnedCitations and ClinicallyReviewed are statistics of the content.
	Gaps, UnpinnedCitations, ClinicallyReviewed int32
}

// Build compiles a catalog into the bytes of a release file. Its records are as of a day. The catalog must be free of
// problems.
func Build(c *catalog.Catalog, asOf date.Day, from Provenance) ([]byte, error) {
	b := NewBuilder(asOf, asof.NewResolver(c.Regulators(), sources(c), c.Message))
	from.Bases = c.Bases()
	for _, kind := range catalog.Kinds() {
		for _, r := range c.Records(kind) {
			if err := b.Add(kind, r.Name(), withOrigin(r)); err != nil {
				return nil, err
			}
			b.AddFile(r.Path(), r.Text())
			runtime.Gosched() // a server that reloads answers calls between records
		}
	}
	return b.Build(c.Digest(), from)
}

// withOrigin returns the message of a record with the base that it comes from.
func withOrigin(r *catalog.Record) proto.Message {
	if r.Own() {
		return r.Message()
	}
	message := proto.Clone(r.Message())
	m := message.ProtoReflect()
	m.Set(m.Descriptor().Fields().ByName("origin"), protoreflect.ValueOfString(r.Origin()))
	return message
}

// sources returns the sources of a catalog.
func sources(c *catalog.Catalog) iter.Seq[*compendiumv1.Source] {
	return func(yield func(*compendiumv1.Source) bool) {
		for _, r := range c.Records(catalog.Sources) {
			if source, ok := r.Message().(*compendiumv1.Source); ok && !yield(source) {
				return
			}
		}
	}
}

// Builder builds a release file record by record.
type Builder struct {
	asOf       date.Day
	resolver   *asof.Resolver
	changeDays map[date.Day]bool
	tables     []*tableBuilder
	uses       pendingUses
	search     searchBuilder
	files      map[string][]byte
}

// NewBuilder returns a builder for a day. The resolver derives what depends on the day; nil is that of a catalog
// without regulators and sources.
func NewBuilder(asOf date.Day, resolver *asof.Resolver) *Builder {
	if resolver == nil {
		resolver = asof.NewResolver(nil, slices.Values([]*compendiumv1.Source(nil)),
			func(string) proto.Message { return nil })
	}
	b := &Builder{
		asOf:       asOf,
		resolver:   resolver,
		changeDays: make(map[date.Day]bool),
		files:      make(map[string][]byte),
	}
	for _, kind := range catalog.Kinds() {
		b.tables = append(b.tables, newTableBuilder(kind.Descriptor()))
	}
	return b
}

// Add adds a record. The records of a collection must be added sorted by name.
func (b *Builder) Add(kind catalog.Kind, name string, message proto.Message) error {
	table := b.tables[kind]
	if n := len(table.list); n > 0 && table.list[n-1] >= name {
		return fmt.Errorf("build a release: %s after %s: records must be added sorted by name, each once", name,
			table.list[n-1])
	}
	for _, day := range b.resolver.ChangeDays(message) {
		b.changeDays[day] = true
	}
	message = b.resolver.Resolve(message, b.asOf)
	b.search.add(kind, len(table.list), name, message)
	if err := table.add(name, message); err != nil {
		return err
	}
	return b.uses.add(usesOf(name, message))
}

// AddFile adds a content file by its path below the content directory. Candidate content is checked against these
// files.
func (b *Builder) AddFile(path string, text []byte) { b.files[path] = text }

// Build returns the bytes of the file. The digest identifies the content.
func (b *Builder) Build(digest string, from Provenance) ([]byte, error) {
	parts := make(sections)
	info := &compendiumv1.Release{
		Digest: digest, AsOf: string(b.asOf), SourceRevision: from.SourceRevision, ToolVersion: from.ToolVersion,
		Findings: from.Counts,
		Gaps:     from.Gaps, UnpinnedCitations: from.UnpinnedCitations, ClinicallyReviewed: from.ClinicallyReviewed,
		Uses:  int32(len(b.uses.list)),
		Bases: from.Bases,
	}
	for day := range b.changeDays {
		info.ChangeDays = append(info.ChangeDays, string(day))
	}
	slices.Sort(info.ChangeDays)
	passed, _ := slices.BinarySearch(info.ChangeDays, string(date.Next(b.asOf)))
	served := sha256.New()
	fmt.Fprintln(served, digest, passed)
	var tables textsBuilder
	for i, kind := range catalog.Kinds() {
		table := b.tables[i]
		info.Counts = append(info.Counts,
			&compendiumv1.Catalog_CollectionCount{Collection: kind.String(), Records: int32(len(table.list))})
		served.Write(table.etags)
		tables.add(kind.String())
		table.build(parts, tableBase(i))
	}
	uses, err := b.uses.build()
	if err != nil {
		return nil, err
	}
	tables.add(usesTable)
	uses.build(parts, tableBase(len(b.tables)))
	tables.build(parts, sectionTables, sectionTableOffsets)
	b.search.build(parts)
	b.buildFiles(parts)
	if parts[sectionSchema], err = schema(); err != nil {
		return nil, err
	}
	sum := sha256.Sum256(parts[sectionSchema])
	info.SchemaSha256 = hex.EncodeToString(sum[:])
	info.Version = hex.EncodeToString(served.Sum(nil)[:8])
	deterministic := proto.MarshalOptions{Deterministic: true}
	findings := &compendiumv1.ValidateContentResponse{Findings: from.Findings}
	if parts[sectionFindings], err = deterministic.Marshal(findings); err != nil {
		return nil, fmt.Errorf("build a release: encode the findings: %w", err)
	}
	if parts[sectionRelease], err = deterministic.Marshal(info); err != nil {
		return nil, fmt.Errorf("build a release: encode its description: %w", err)
	}
	return parts.assemble(), nil
}

func (b *Builder) buildFiles(into sections) {
	paths := slices.Sorted(maps.Keys(b.files))
	var names, contents textsBuilder
	size := 0
	for _, text := range b.files {
		size += len(text)
	}
	contents.bytes = make([]byte, 0, size) // it is large, and would be copied again and again as it grows
	for _, path := range paths {
		names.add(path)
		contents.add(string(b.files[path]))
	}
	names.build(into, sectionSourceNames, sectionSourceNameOffsets)
	contents.build(into, sectionSources, sectionSourceStarts)
}

// schema returns the descriptors of the service, of the details of its errors, and of all that they import, each file
// after those that it imports. They are part of the program.
var schema = sync.OnceValues(func() ([]byte, error) {
	set := &descriptorpb.FileDescriptorSet{}
	seen := make(map[string]bool)
	var add func(file protoreflect.FileDescriptor)
	add = func(file protoreflect.FileDescriptor) {
		if seen[file.Path()] {
			return
		}
		seen[file.Path()] = true
		for i := range file.Imports().Len() {
			add(file.Imports().Get(i).FileDescriptor)
		}
		set.File = append(set.File, protodesc.ToFileDescriptorProto(file))
	}
	add(compendiumv1.File_compendium_v1_catalog_service_proto)
	add(errdetails.File_google_rpc_error_details_proto) // what the details of errors are
	encoded, err := proto.MarshalOptions{Deterministic: true}.Marshal(set)
	if err != nil {
		return nil, fmt.Errorf("build a release: encode the schema: %w", err)
	}
	return encoded, nil
})
