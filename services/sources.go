package services

import (
	"fmt"
	"slices"

	"google.golang.org/protobuf/encoding/protowire"
	"google.golang.org/protobuf/proto"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/release/file"
)

// sourcesField is the field of a record that cited sources are brought along in.
const sourcesField = "sources"

// citedSources brings the cited sources along with the records of a collection.
type citedSources struct {
	kind    catalog.Kind
	sources *file.Table
	field   protowire.Number
}

// sourcesFor returns what a request asks for with include_sources, or nil if it does not ask.
func (now call) sourcesFor(request proto.Message, kind catalog.Kind) *citedSources {
	asking, ok := request.(interface{ GetIncludeSources() bool })
	if !ok || !asking.GetIncludeSources() {
		return nil
	}
	field := kind.Descriptor().Fields().ByName(sourcesField)
	return &citedSources{kind, now.File.Table(catalog.Sources), field.Number()}
}

// append appends the sources that a record cites to a view of it, sorted by name, each once.
func (c *citedSources) append(view, record []byte, basic bool) ([]byte, error) {
	message := c.kind.New()
	if err := proto.Unmarshal(record, message); err != nil {
		return nil, fmt.Errorf("read the citations of a record: %w", err)
	}
	var indexes []int
	for _, citation := range catalog.Citations(message) {
		if i, found := c.sources.Find(citation.GetSource()); found {
			indexes = append(indexes, i)
		}
	}
	slices.Sort(indexes) // as their names
	view = slices.Clone(view)
	for _, i := range slices.Compact(indexes) {
		source := c.sources.Record(i)
		if basic {
			source = c.sources.Basic(i)
		}
		view = protowire.AppendTag(view, c.field, protowire.BytesType)
		view = protowire.AppendBytes(view, source)
	}
	return view, nil
}
