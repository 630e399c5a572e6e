package registry

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	ocispec "github.com/opencontainers/image-spec/specs-go/v1"
	"oras.land/oras-go/v2"
	"oras.land/oras-go/v2/content"
	"oras.land/oras-go/v2/errdef"
	"oras.land/oras-go/v2/registry"

	"github.com/opencompendium/compendium/release/signing"
)

// SignatureTag returns the tag of the signatures of the release, "r12-1a2b3c4d5e6f.sig".
func (e *Entry) SignatureTag() string { return signatureTagOf(e) }

// Signatures returns the signatures of a release: those that its tag of signatures leads to, and those of its
// referrers, which other tools and earlier versions made.
func (r *Repository) Signatures(ctx context.Context, e *Entry) ([]signing.Signature, error) {
	return r.signatures(ctx, e, true)
}

func (r *Repository) signatures(ctx context.Context, e *Entry, tagged bool) ([]signing.Signature, error) {
	var list []signing.Signature
	if tagged {
		var err error
		if list, err = r.taggedSignatures(ctx, e); err != nil {
			return nil, err
		}
	}
	referrers, err := r.signatureReferrers(ctx, e.manifest)
	if err != nil {
		return nil, fmt.Errorf("read the signatures of %s of %s: %w", e.Digest, r.reference, r.explain(err))
	}
	for _, referrer := range referrers[:min(len(referrers), maxSignatures)] {
		more, err := r.readSignatures(ctx, referrer)
		if err != nil {
			return nil, fmt.Errorf("read the signatures of %s of %s: %w", e.Digest, r.reference, r.explain(err))
		}
		for _, s := range more {
			if !slices.Contains(list, s) {
				list = append(list, s)
			}
		}
	}
	return list, nil
}

// taggedSignatures returns the signatures that survive garbage collection and a copy of all tags.
func (r *Repository) taggedSignatures(ctx context.Context, e *Entry) ([]signing.Signature, error) {
	described, err := r.resolve(ctx, signatureTagOf(e))
	if errors.Is(err, ErrNotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	list, err := r.readSignatures(ctx, described)
	if err != nil {
		return nil, fmt.Errorf("read the signatures of %s of %s: %w", e.Digest, r.reference, r.explain(err))
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

// readSignatures reads the signatures of a manifest. It skips what is no signature of ours: another one may be.
func (r *Repository) readSignatures(ctx context.Context, described ocispec.Descriptor) ([]signing.Signature, error) {
	skipped := func(err error) bool {
		return errors.Is(err, ErrAltered) || errors.Is(err, errdef.ErrNotFound) || errors.Is(err, signing.ErrBadSignature)
	}
	text, err := r.small(ctx, described)
	if err != nil {
		if skipped(err) {
			return nil, nil
		}
		return nil, err
	}
	var m ocispec.Manifest
	if err := json.Unmarshal(text, &m); err != nil || m.ArtifactType != SignatureType {
		return nil, nil //nolint:nilerr // what is no manifest has no signatures
	}
	var list []signing.Signature
	for _, layer := range m.Layers[:min(len(m.Layers), maxSignatures)] {
		text, err := r.small(ctx, layer)
		var s signing.Signature
		if err == nil {
			s, err = signing.Parse(bytes.TrimSpace(text))
		}
		switch {
		case err == nil:
			list = append(list, s)
		case !skipped(err):
			return nil, err
		}
	}
	return list, nil
}

// sign adds a signature with a key to those of a release, and has all of them under their tag.
func (r *Repository) sign(ctx context.Context, e *Entry, key *signing.Key, created time.Time) error {
	if key == nil {
		return nil
	}
	const tries = 4
	for range tries {
		tagged, err := r.taggedSignatures(ctx, e)
		if err != nil {
			return err
		}
		known, err := r.Signatures(ctx, e)
		if err != nil {
			return err
		}
		// Those of other releases say nothing. The tagged ones are first, so that they stay.
		known = slices.DeleteFunc(known, func(s signing.Signature) bool { return s.Release != e.Signed() })
		known = known[:min(len(known), maxSignatures-1)]
		if _, err := signing.Verify(e.Signed(), known, []signing.PublicKey{key.Public()}); err != nil {
			made, err := key.Sign(e.Signed())
			if err != nil {
				return err
			}
			known = append(known, made)
		}
		if !slices.ContainsFunc(known, func(s signing.Signature) bool { return !slices.Contains(tagged, s) }) {
			return nil
		}
		if err := r.tagSignatures(ctx, e, known, created); err != nil {
			return err
		}
		// Another publisher may move the tag at the same time, so it is looked at again.
	}
	return fmt.Errorf("sign %s: the tag %s does not stay where it is moved to; publish again", r.reference.At(e.Digest),
		signatureTagOf(e))
}

// tagSignatures publishes signatures of a release together, and moves their tag.
func (r *Repository) tagSignatures(
	ctx context.Context,
	e *Entry,
	list []signing.Signature,
	created time.Time,
) error {
	var layers []ocispec.Descriptor
	var keys []string
	for _, s := range list {
		text, err := s.Marshal()
		if err != nil {
			return err
		}
		blob := content.NewDescriptorFromBytes(SignatureType, text)
		if err := r.push(ctx, blob, bytes.NewReader(text)); err != nil {
			return err
		}
		layers, keys = append(layers, blob), append(keys, s.Key)
	}
	pack := func() (ocispec.Descriptor, error) {
		return r.pack(ctx, SignatureType, oras.PackManifestOptions{
			Subject: &e.manifest, Layers: layers,
			ManifestAnnotations: map[string]string{
				ocispec.AnnotationCreated: stamp(created),
				annotationKey:             strings.Join(keys, ","),
			},
		})
	}
	manifest, err := pack()
	if err != nil && r.dropLostReferrers(ctx, e.manifest) {
		manifest, err = pack()
	}
	if err != nil {
		return fmt.Errorf("publish the signature of %s to %s: %w", e.Digest, r.reference, r.explain(err))
	}
	return r.tag(ctx, manifest, signatureTagOf(e))
}

// dropLostReferrers removes manifests that the registry no longer has from the index that lists the referrers of a
// manifest where there is no referrers API. It reports whether it removed any. The index has a tag and survives a
// garbage collection that deletes what it lists, and some registries refuse to store it again as it is.
func (r *Repository) dropLostReferrers(ctx context.Context, manifest ocispec.Descriptor) bool {
	// The tag is the digest with "-" for ":" (OCI distribution specification 1.1, referrers tag schema).
	tag := strings.Replace(manifest.Digest.String(), ":", "-", 1)
	described, err := r.store.Resolve(ctx, tag)
	if err != nil {
		return false
	}
	text, err := r.small(ctx, described)
	if err != nil {
		return false
	}
	var index ocispec.Index
	if err := json.Unmarshal(text, &index); err != nil {
		return false
	}
	before := len(index.Manifests)
	index.Manifests = slices.DeleteFunc(index.Manifests, func(m ocispec.Descriptor) bool {
		there, err := r.store.Exists(ctx, m)
		return err == nil && !there
	})
	if len(index.Manifests) == before {
		return false
	}
	if text, err = json.Marshal(index); err != nil {
		return false
	}
	kept := content.NewDescriptorFromBytes(described.MediaType, text)
	return r.push(ctx, kept, bytes.NewReader(text)) == nil && r.tag(ctx, kept, tag) == nil
}
