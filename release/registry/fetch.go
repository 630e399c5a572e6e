package registry

import (
	"context"
	"fmt"
	"io"

	"oras.land/oras-go/v2/content"
)

// Fetch writes the release file of an entry, and verifies its digest on the way. What was written before an error must
// not be used.
func (r *Repository) Fetch(ctx context.Context, e *Entry, into io.Writer) error {
	read, err := r.store.Fetch(ctx, e.file)
	if err != nil {
		return fmt.Errorf("fetch the release %s of %s: %w", e.Digest, r.reference, r.explain(err))
	}
	defer read.Close() //nolint:errcheck // it was only read
	verified := content.NewVerifyReader(read, e.file)
	if _, err := io.Copy(into, verified); err != nil {
		return fmt.Errorf("fetch the release %s of %s: %w", e.Digest, r.reference, r.explain(err))
	}
	if err := verified.Verify(); err != nil {
		return fmt.Errorf("fetch the release %s of %s: %w", e.Digest, r.reference, r.explain(err))
	}
	return nil
}
