package registry

import (
	"cmp"
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strconv"

	"oras.land/oras-go/v2"
	"oras.land/oras-go/v2/content"
	"oras.land/oras-go/v2/registry"
)

// Path gives the file of an entry in a repository that is a directory.
func (r *Repository) Path(e *Entry) string {
	return filepath.Join(r.reference.Repository, "blobs", e.file.Digest.Algorithm().String(), e.file.Digest.Encoded())
}

// CopyTo copies a release with its signatures into another repository. Every blob is verified on the way.
func (r *Repository) CopyTo(ctx context.Context, e *Entry, to *Repository) error {
	if err := oras.CopyGraph(ctx, r.store, to.store, e.manifest, oras.DefaultCopyGraphOptions); err != nil {
		return fmt.Errorf("fetch the release %s of %s: %w", e.Digest, r.reference, r.altered(err))
	}
	referrers, err := registry.Referrers(ctx, r.store, e.manifest, SignatureType)
	if err != nil {
		return fmt.Errorf("fetch the signatures of %s of %s: %w", e.Digest, r.reference, err)
	}
	for _, referrer := range referrers {
		if err := oras.CopyGraph(ctx, r.store, to.store, referrer, oras.DefaultCopyGraphOptions); err != nil {
			return fmt.Errorf("fetch the signatures of %s of %s: %w", e.Digest, r.reference, r.altered(err))
		}
	}
	return to.tag(ctx, e.manifest, numbered+strconv.FormatInt(e.Number, 10))
}

// Retag has a tag lead to an entry.
func (r *Repository) Retag(ctx context.Context, e *Entry, tag string) error {
	return r.tag(ctx, e.manifest, tag)
}

// Delete removes a release with its file and signatures from a repository that is a directory.
func (r *Repository) Delete(ctx context.Context, e *Entry) error {
	store, ok := r.store.(content.Deleter)
	if !ok {
		return fmt.Errorf("delete from %s: it does not allow that", r.reference)
	}
	if err := store.Delete(ctx, e.manifest); err != nil {
		return fmt.Errorf("delete %s from %s: %w", e.Digest, r.reference, err)
	}
	return nil
}

// Prune removes the oldest releases from a repository that is a directory, down to a number of releases and of bytes. One is kept
// whatever its size.
func (r *Repository) Prune(ctx context.Context, kept *Entry, most int, mostBytes int64) error {
	list, err := r.List(ctx)
	if err != nil {
		return err
	}
	slices.SortFunc(list, func(a, b Listed) int { return cmp.Compare(b.Number, a.Number) })
	count, bytes := 1, kept.FileBytes
	for _, l := range list {
		if l.Digest == kept.Digest {
			continue
		}
		count++
		bytes += l.FileBytes
		if count > most || bytes > mostBytes {
			if err := r.Delete(ctx, l.Entry); err != nil {
				return err
			}
		}
	}
	return nil
}
