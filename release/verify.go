package release

import (
	"bytes"
	"context"
	"fmt"

	"google.golang.org/protobuf/proto"

	"github.com/opencompendium/compendium/catalog"
)

// Verify checks what opening does not: that indexes are in range, that every record decodes under its own name, and
// that the content in the file, if it has any, is valid and builds the same file again. It returns the first violation.
func (r *Release) Verify(ctx context.Context) error {
	if err := r.File.Verify(); err != nil {
		return fmt.Errorf("verify %s: %w", r.Source, err)
	}
	if err := r.File.Each(func(_ catalog.Kind, name string, record proto.Message) error {
		if named, ok := record.(interface{ GetName() string }); !ok || named.GetName() != name {
			return fmt.Errorf("the record at %s has a different name", name)
		}
		return nil
	}); err != nil {
		return fmt.Errorf("%s: %w", r.Source, err)
	}
	if files, err := r.File.Files(); err != nil || len(files) == 0 {
		return err
	}
	c, problems, err := r.Load(contentBase)
	if err != nil {
		return err
	}
	if c.Digest() != r.File.Digest() {
		return fmt.Errorf("%s: the content has the digest %s, and the release names %s", r.Source, c.Digest(),
			r.File.Digest())
	}
	info := r.File.Info()
	again, err := Build(ctx, c, problems, r.Source,
		Options{AsOf: r.File.AsOf(), ToolVersion: info.ToolVersion, Revision: info.SourceRevision})
	if err != nil {
		return err
	}
	if !bytes.Equal(again, r.File.Bytes()) {
		return fmt.Errorf(
			"%s: its content builds a different file with this program; another version (%s) built it, or it was altered",
			r.Source,
			info.ToolVersion,
		)
	}
	return nil
}
