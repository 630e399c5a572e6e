package registry

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	ocispec "github.com/opencontainers/image-spec/specs-go/v1"
	"oras.land/oras-go/v2/content"
	"oras.land/oras-go/v2/errdef"
	"oras.land/oras-go/v2/registry"

	"github.com/opencompendium/compendium/release/signing"
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

// Signatures returns the signatures of a release.
func (r *Repository) Signatures(ctx context.Context, e *Entry) ([]signing.Signature, error) {
	referrers, err := r.signatureReferrers(ctx, e.manifest)
	if err != nil {
		return nil, fmt.Errorf("read the signatures of %s of %s: %w", e.Digest, r.reference, r.explain(err))
	}
	var list []signing.Signature
	for _, referrer := range referrers[:min(len(referrers), maxSignatures)] {
		s, err := r.signature(ctx, referrer)
		switch {
		case errors.Is(err, ErrAltered) || errors.Is(err, errdef.ErrNotFound) || errors.Is(err, signing.ErrBadSignature):
			continue // no signature of ours; another one may be
		case err != nil:
			return nil, fmt.Errorf("read the signatures of %s of %s: %w", e.Digest, r.reference, r.explain(err))
		}
		list = append(list, s)
	}
	return list, nil
}

// signatureReferrers lists the referrers of a manifest that may be signatures, those with the right artifact type
// first. Some registries list the media type of the config as the artifact type, or none, so untyped referrers are
// candidates too.
func (r *Repository) signatureReferrers(
	ctx context.Context,
	manifest ocispec.Descriptor,
) ([]ocispec.Descriptor, error) {
	all, err := registry.Referrers(ctx, r.store, manifest, "")
	if err != nil {
		return nil, err
	}
	var said, untyped []ocispec.Descriptor
	for _, referrer := range all {
		switch referrer.ArtifactType {
		case SignatureType:
			said = append(said, referrer)
		case "", ocispec.MediaTypeEmptyJSON:
			untyped = append(untyped, referrer)
		}
	}
	return append(said, untyped...), nil
}

func (r *Repository) signature(ctx context.Context, referrer ocispec.Descriptor) (signing.Signature, error) {
	text, err := r.small(ctx, referrer)
	if err != nil {
		return signing.Signature{}, err
	}
	var m ocispec.Manifest
	if json.Unmarshal(text, &m) != nil || m.ArtifactType != SignatureType || len(m.Layers) != 1 {
		return signing.Signature{}, fmt.Errorf("%w: the manifest of a signature cannot be read", ErrAltered)
	}
	if text, err = r.small(ctx, m.Layers[0]); err != nil {
		return signing.Signature{}, err
	}
	return signing.Parse(bytes.TrimSpace(text))
}
