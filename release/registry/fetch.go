package registry

import (
	"context"
	"errors"
	"fmt"
	"io"

	"oras.land/oras-go/v2/content"
	"oras.land/oras-go/v2/errdef"
)

// Fetch writes the release file of an entry, and verifies its digest on the way. What was written before an error must
// not be used.
func (r *Repository) Fetch(ctx context.Context, e *Entry, into io.Writer) error {
	read, err := r.store.Fetch(ctx, e.file)
	switch {
	case errors.Is(err, errdef.ErrNotFound):
		return fmt.Errorf("fetch the release %s of %s: %w: its file was deleted; publish it again", e.Digest, r.reference,
			ErrNotFound)
	case err != nil:
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
