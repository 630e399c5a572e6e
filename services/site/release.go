package site

import (
	"google.golang.org/protobuf/proto"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/release/file"
)

// release is the content of a release file. Records are decoded when they are asked for.
type release struct{ *file.File }

// FromRelease returns the content of a release file, which must stay open while the content is used.
func FromRelease(f *file.File) Content { return release{f} }

func (r release) Names(kind catalog.Kind) []string {
	table := r.Table(kind)
	names := make([]string, table.Len())
	for i := range names {
		names[i] = table.Name(i)
	}
	return names
}

func (r release) Message(name string) proto.Message {
	record, err := r.Record(name)
	if err != nil {
		return nil // verify reports it
	}
	return record
}
