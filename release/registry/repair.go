package registry

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"github.com/opencontainers/go-digest"
	ocispec "github.com/opencontainers/image-spec/specs-go/v1"
	"oras.land/oras-go/v2/content"
	"oras.land/oras-go/v2/content/oci"
)

// Repaired is what a repair of an image layout found.
type Repaired struct {
	// Releases and Signatures count what the index leads to now.
	Releases, Signatures int
	// Channels are those that the damaged index still named.
	Channels []string
	// Incomplete are the releases that are left out because their files are missing or damaged. Of one whose manifest
	// cannot be read, only the digest is known.
	Incomplete []*Entry
}

// Repair rebuilds the index of an image layout from the manifests that are there. It keeps the tags of the damaged
// index as far as that can be read. Only the index knows where channels lead: those that it lost have to be promoted
// again.
func Repair(ctx context.Context, at Reference) (*Repaired, error) {
	if !at.Layout {
		return nil, fmt.Errorf("repair %s: only image layouts can be repaired; name one as oci-layout://DIR", at)
	}
	if _, err := os.Stat(filepath.Join(at.Repository, ocispec.ImageBlobsDir)); err != nil {
		return nil, fmt.Errorf("repair %s: %w: %s is not an OCI image layout", at, ErrNotFound, at.Repository)
	}
	unlock, err := lockLayout(ctx, at.Repository)
	if err != nil {
		return nil, fmt.Errorf("repair %s: %w", at, err)
	}
	defer unlock()
	p := &repair{dir: at.Repository, result: &Repaired{}}
	if err := p.run(ctx); err != nil {
		return nil, fmt.Errorf("repair %s: %w", at, err)
	}
	return p.result, nil
}

type repair struct {
	dir    string
	blobs  *oci.ReadOnlyStorage
	index  ocispec.Index
	result *Repaired
}

func (p *repair) run(ctx context.Context) error {
	p.blobs = oci.NewStorageFromFS(os.DirFS(p.dir))
	if err := p.salvage(ctx); err != nil {
		return err
	}
	releases, signatures, err := p.scan(ctx)
	if err != nil {
		return err
	}
	for _, s := range signatures {
		enter(&p.index, s.described, "")
	}
	for _, r := range releases {
		enter(&p.index, r.manifest, releaseTagOf(r))
		p.tagSignatures(r, signatures)
	}
	p.result.Releases, p.result.Signatures = len(releases), len(signatures)
	if err := writeIndex(p.dir, p.index); err != nil {
		return err
	}
	return writeLayoutFile(p.dir)
}

// signature is a manifest of signatures that is there.
type signature struct {
	described ocispec.Descriptor
	of        digest.Digest
	signed    int
}

// tagSignatures tags the manifest that has most of the signatures of a release, unless the index still names one.
func (p *repair) tagSignatures(e *Entry, signatures []signature) {
	tag := signatureTagOf(e)
	if slices.ContainsFunc(p.index.Manifests, func(d ocispec.Descriptor) bool { return refName(d) == tag }) {
		return
	}
	var best signature
	for _, s := range signatures {
		if s.of == e.manifest.Digest && s.signed > best.signed {
			best = s
		}
	}
	if best.signed > 0 {
		enter(&p.index, best.described, tag)
	}
}

func refName(d ocispec.Descriptor) string { return d.Annotations[ocispec.AnnotationRefName] }

// salvage keeps what the damaged index says up to where it is cut off, of manifests that are there.
func (p *repair) salvage(ctx context.Context) error {
	file, err := os.Open(filepath.Join(p.dir, ocispec.ImageIndexFile))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	defer file.Close() //nolint:errcheck // it was only read
	for d := range salvaged(file) {
		if d.Digest.Validate() != nil || !whole(ctx, p.blobs, d) {
			continue
		}
		if d.MediaType == ocispec.MediaTypeImageManifest {
			if e, err := p.entry(ctx, d); err == nil && !whole(ctx, p.blobs, e.file) {
				continue // scan reports it
			}
		}
		enter(&p.index, d, refName(d))
		if tag := refName(d); tag != "" && isChannel(tag) {
			p.result.Channels = append(p.result.Channels, tag)
		}
	}
	slices.Sort(p.result.Channels)
	return nil
}

// salvaged reads the descriptors of an index up to where it cannot be read.
func salvaged(index io.Reader) func(yield func(ocispec.Descriptor) bool) {
	return func(yield func(ocispec.Descriptor) bool) {
		decoder := json.NewDecoder(index)
		for {
			token, err := decoder.Token()
			if err != nil {
				return
			}
			if token == "manifests" {
				break
			}
		}
		if _, err := decoder.Token(); err != nil {
			return
		}
		for decoder.More() {
			var d ocispec.Descriptor
			if decoder.Decode(&d) != nil || !yield(d) {
				return
			}
		}
	}
}

// scan finds the manifests of whole releases and of signatures.
func (p *repair) scan(ctx context.Context) (releases []*Entry, signatures []signature, err error) {
	const algorithm = digest.SHA256
	entries, err := os.ReadDir(filepath.Join(p.dir, ocispec.ImageBlobsDir, algorithm.String()))
	if err != nil {
		return nil, nil, err
	}
	for _, file := range entries {
		info, err := file.Info()
		described := ocispec.Descriptor{
			MediaType: ocispec.MediaTypeImageManifest,
			Digest:    digest.NewDigestFromEncoded(algorithm, file.Name()),
		}
		if err != nil || !info.Mode().IsRegular() || info.Size() > maxManifest || described.Digest.Validate() != nil {
			continue
		}
		described.Size = info.Size()
		text, err := content.FetchAll(ctx, p.blobs, described)
		var m ocispec.Manifest
		if err != nil || json.Unmarshal(text, &m) != nil {
			continue
		}
		described.ArtifactType, described.Annotations = m.ArtifactType, m.Annotations
		switch m.ArtifactType {
		case SignatureType:
			if m.Subject != nil {
				signatures = append(signatures, signature{described, m.Subject.Digest, len(m.Layers)})
			}
		case ArtifactType:
			e, err := parseEntry(described, text)
			if err == nil && whole(ctx, p.blobs, e.file) {
				releases = append(releases, e)
				continue
			}
			if err != nil {
				e = &Entry{Digest: described.Digest.String()}
			}
			p.result.Incomplete = append(p.result.Incomplete, e)
		}
	}
	return releases, signatures, nil
}

func (p *repair) entry(ctx context.Context, described ocispec.Descriptor) (*Entry, error) {
	text, err := content.FetchAll(ctx, p.blobs, described)
	if err != nil {
		return nil, err
	}
	return parseEntry(described, text)
}
