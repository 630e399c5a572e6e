package registry

import (
	"context"
	"crypto/x509"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
	"unicode"

	"github.com/opencontainers/go-digest"
	ocispec "github.com/opencontainers/image-spec/specs-go/v1"
	"oras.land/oras-go/v2/content"
	"oras.land/oras-go/v2/errdef"
	"oras.land/oras-go/v2/registry/remote/auth"
	"oras.land/oras-go/v2/registry/remote/errcode"

	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/release/signing"
)

// Media types of releases in registries.
const (
	// ArtifactType is the artifact type of a release.
	ArtifactType = "application/vnd.opencompendium.release.v1"
	// FileType is the media type of the release file, the only layer of a release.
	FileType = "application/vnd.opencompendium.release.file.v1"
	// SignatureType is the artifact type of the signatures of a release, which is their subject, and the media type of
	// their layers: one for each signature.
	SignatureType = "application/vnd.opencompendium.signature.v1"
)

// Annotations of releases beside those of the OCI.
const (
	annotationName     = "io.github.opencompendium.name"
	annotationSchema   = "io.github.opencompendium.schema"
	annotationKey      = "io.github.opencompendium.key"
	annotationNumber   = "io.github.opencompendium.number"
	annotationContent  = "io.github.opencompendium.content"
	annotationAsOf     = "io.github.opencompendium.as-of"
	annotationRecords  = "io.github.opencompendium.records"
	annotationWarnings = "io.github.opencompendium.warnings"
	annotationInfos    = "io.github.opencompendium.infos"
	annotationTool     = "io.github.opencompendium.tool"
	annotationRollback = "io.github.opencompendium.rollback-of"
)

// FileTitle is the name under which `oras pull` stores the file of a release.
const FileTitle = "compendium.release"

// maxManifest is how many bytes of a manifest or signature are read, and maxSignatures how many signatures of a
// release.
const (
	maxManifest   = 1 << 20
	maxSignatures = 64
)

// ErrNotFound is wrapped by errors about a tag or release that does not exist.
var ErrNotFound = errors.New("no such release")

// ErrAltered is wrapped by errors about bytes that do not match their digest, or are not a release.
var ErrAltered = errors.New("it is not what was published")

// Entry is one release in a repository.
type Entry struct {
	// Digest is the digest of the manifest, which names the release: "sha256:…".
	Digest string `json:"digest"`
	// FileDigest and FileBytes describe the release file.
	FileDigest string `json:"file_digest"`
	FileBytes  int64  `json:"file_bytes"`
	// Name is the name of the catalog.
	Name string `json:"name"`
	// Number is the number of the release. Numbers only go up.
	Number int64 `json:"number"`
	// Version is the version of the content, and ContentDigest the digest that it is made from.
	Version       string `json:"version"`
	ContentDigest string `json:"content_digest"`
	// AsOf is the day for which label statuses are derived.
	AsOf string `json:"as_of"`
	// Created is when it was published (RFC 3339).
	Created string `json:"created"`
	// Records, Warnings and Infos count records and findings.
	Records  int64 `json:"records"`
	Warnings int64 `json:"warnings"`
	Infos    int64 `json:"infos"`
	// Revision is the revision of the content's repository, and Tool the version of the program that built the release.
	Revision string `json:"revision,omitempty"`
	Tool     string `json:"tool,omitempty"`
	// Schema is the SHA-256 of the schema that records are encoded with, in hexadecimal digits.
	Schema string `json:"schema,omitempty"`
	// RollbackOf is the number of the release whose file was published again, or 0.
	RollbackOf int64 `json:"rollback_of,omitempty"`
	// Key is the identifier of the key that it was signed with when it was published, or "". A copy may have lost the
	// signature.
	Key string `json:"key,omitempty"`
	// Lost are the numbers under which Publish or Rollback published it first, and which another publisher took at the
	// same time.
	Lost []int64 `json:"-"`
	// Behind is the number of the newer release that the channel leads to, where another publisher was there first or
	// meanwhile. 0: the channel leads to this one.
	Behind int64 `json:"-"`

	manifest ocispec.Descriptor
	file     ocispec.Descriptor
	text     []byte
}

// Manifest returns the bytes that Digest is of.
func (e *Entry) Manifest() []byte { return e.text }

// Signed returns what a signature of the release signs.
func (e *Entry) Signed() signing.Release {
	return signing.Release{Name: e.Name, Number: e.Number, Digest: e.Digest}
}

// annotations returns the annotations that describe a release in a registry.
func annotations(name string, info *compendiumv1.Release, created string) map[string]string {
	var records int64
	for _, c := range info.Counts {
		records += int64(c.Records)
	}
	a := map[string]string{
		ocispec.AnnotationCreated: created,
		ocispec.AnnotationVersion: info.Version,
		annotationName:            name,
		annotationSchema:          info.SchemaSha256,
		annotationContent:         info.Digest,
		annotationAsOf:            info.AsOf,
		annotationRecords:         strconv.FormatInt(records, 10),
		annotationWarnings:        strconv.Itoa(int(info.Findings.GetWarnings())),
		annotationInfos:           strconv.Itoa(int(info.Findings.GetInfos())),
		annotationTool:            info.ToolVersion,
	}
	if info.SourceRevision != "" {
		a[ocispec.AnnotationRevision] = info.SourceRevision
	}
	return a
}

// ParseManifest reads the manifest of a release. An error about one that is invalid wraps ErrAltered.
func ParseManifest(text []byte) (*Entry, error) {
	return parseEntry(content.NewDescriptorFromBytes(ocispec.MediaTypeImageManifest, text), text)
}

func parseEntry(described ocispec.Descriptor, text []byte) (*Entry, error) {
	var m ocispec.Manifest
	if err := json.Unmarshal(text, &m); err != nil {
		return nil, fmt.Errorf("%w: the manifest cannot be read", ErrAltered)
	}
	if m.ArtifactType != ArtifactType || len(m.Layers) != 1 || m.Layers[0].MediaType != FileType {
		return nil, fmt.Errorf("%w: the artifact is a %q, not a release", ErrAltered, m.ArtifactType)
	}
	e := &Entry{
		Digest: described.Digest.String(), FileDigest: m.Layers[0].Digest.String(), FileBytes: m.Layers[0].Size,
		Version: m.Annotations[ocispec.AnnotationVersion], ContentDigest: m.Annotations[annotationContent],
		AsOf: m.Annotations[annotationAsOf],
		Name: m.Annotations[annotationName], Schema: m.Annotations[annotationSchema],
		Created: m.Annotations[ocispec.AnnotationCreated], Revision: m.Annotations[ocispec.AnnotationRevision],
		Tool: m.Annotations[annotationTool], Key: m.Annotations[annotationKey],
		manifest: described, file: m.Layers[0], text: text,
	}
	for name, into := range map[string]*int64{annotationNumber: &e.Number, annotationRecords: &e.Records,
		annotationWarnings: &e.Warnings,
		annotationInfos:    &e.Infos, annotationRollback: &e.RollbackOf} {
		if text, ok := m.Annotations[name]; ok {
			n, err := strconv.ParseInt(text, 10, 64)
			if err != nil || n < 0 {
				return nil, fmt.Errorf("%w: invalid number in the annotation %s", ErrAltered, name)
			}
			*into = n
		}
	}
	for _, said := range []string{
		e.Name, e.Version, e.ContentDigest, e.AsOf, e.Created, e.Revision, e.Tool, e.Schema, e.Key,
	} {
		// They are printed, also to terminals.
		if strings.ContainsFunc(said, func(r rune) bool { return !unicode.IsPrint(r) }) {
			return nil, fmt.Errorf("%w: the annotation %q has unprintable characters", ErrAltered, said)
		}
	}
	if described.Digest.Algorithm() != digest.SHA256 {
		return nil, fmt.Errorf("%w: the digest %s is not a SHA-256", ErrAltered, described.Digest)
	}
	if m.Layers[0].Digest.Validate() != nil || m.Layers[0].Digest.Algorithm() != digest.SHA256 || m.Layers[0].Size < 0 {
		return nil, fmt.Errorf("%w: invalid description of its file", ErrAltered)
	}
	if e.Number == 0 {
		return nil, fmt.Errorf("%w: it has no number", ErrAltered)
	}
	return e, nil
}

// annotationsOf returns the annotations of a manifest.
func annotationsOf(text []byte) (map[string]string, error) {
	var m ocispec.Manifest
	if err := json.Unmarshal(text, &m); err != nil || m.Annotations == nil {
		return nil, fmt.Errorf("%w: the manifest cannot be read", ErrAltered)
	}
	return m.Annotations, nil
}

// Resolve returns the digest of the release that a tag leads to. It costs one small request.
func (r *Repository) Resolve(ctx context.Context, tag string) (string, error) {
	described, err := r.resolve(ctx, tag)
	return described.Digest.String(), err
}

func (r *Repository) resolve(ctx context.Context, tag string) (ocispec.Descriptor, error) {
	if tag == "" {
		return ocispec.Descriptor{}, fmt.Errorf("resolve %s: there is no tag; add one, as in :stable", r.reference)
	}
	described, err := r.store.Resolve(ctx, tag)
	if errors.Is(err, errdef.ErrNotFound) && numberTag.MatchString(tag) {
		described, err = r.resolveNumber(ctx, tag)
	}
	switch {
	case errors.Is(err, errdef.ErrNotFound):
		return described, fmt.Errorf("resolve %s: %w; `compendium releases` lists the releases", r.reference.At(tag),
			ErrNotFound)
	case err != nil:
		return described, fmt.Errorf("resolve %s: %w", r.reference.At(tag), r.explain(err))
	}
	return described, nil
}

// resolveNumber resolves a name such as "r12" by the tags of the releases that have the number.
func (r *Repository) resolveNumber(ctx context.Context, name string) (described ocispec.Descriptor, err error) {
	tags, err := r.tags(ctx)
	if err != nil {
		return described, err
	}
	err = errdef.ErrNotFound
	for _, tag := range ofNumber(numberOf(name), tags) {
		// The manifest of a tag may be deleted.
		if described, err = r.store.Resolve(ctx, tag); !errors.Is(err, errdef.ErrNotFound) {
			break
		}
	}
	return described, err
}

// Get returns the release that a tag leads to, without its file.
func (r *Repository) Get(ctx context.Context, tag string) (*Entry, error) {
	described, err := r.resolve(ctx, tag)
	if err != nil {
		return nil, err
	}
	return r.entry(ctx, described)
}

func (r *Repository) entry(ctx context.Context, described ocispec.Descriptor) (*Entry, error) {
	text, err := r.small(ctx, described)
	if err != nil {
		return nil, fmt.Errorf("read the release %s of %s: %w", described.Digest, r.reference, err)
	}
	e, err := parseEntry(described, text)
	if err != nil {
		return nil, fmt.Errorf("read the release %s of %s: %w", described.Digest, r.reference, err)
	}
	return e, nil
}

// small reads a blob into memory, and verifies its digest.
func (r *Repository) small(ctx context.Context, described ocispec.Descriptor) ([]byte, error) {
	if described.Size > maxManifest {
		return nil, fmt.Errorf("%w: a manifest of %d bytes is too large", ErrAltered, described.Size)
	}
	text, err := content.FetchAll(ctx, r.store, described)
	return text, r.explain(err)
}

// explain marks errors about bytes that do not match their digest, and says what to do about missing credentials. A
// registry that breaks off a transfer may do better the next time; a file of a directory that ends too early does not.
func (r *Repository) explain(err error) error {
	if err == nil {
		return nil
	}
	known := errors.Is(err, content.ErrMismatchedDigest) || errors.Is(err, content.ErrTrailingData) ||
		errors.Is(err, content.ErrInvalidDescriptorSize) ||
		r.reference.Layout && errors.Is(err, io.ErrUnexpectedEOF)
	// oras-go has no error values for these.
	said := strings.Contains(err.Error(), "mismatch Content-Length") || strings.Contains(err.Error(), "digest mismatch")
	var answer *errcode.ErrorResponse
	switch {
	case known || said:
		return fmt.Errorf("%w: %w", ErrAltered, err)
	case errors.Is(err, auth.ErrBasicCredentialNotFound),
		errors.As(err, &answer) && (answer.StatusCode == http.StatusUnauthorized ||
			answer.StatusCode == http.StatusForbidden):
		host, _, _ := strings.Cut(r.reference.Repository, "/")
		return fmt.Errorf("%w; log in with `docker login %s`, with an account that is allowed to do this", err, host)
	}
	if _, ok := errors.AsType[x509.UnknownAuthorityError](err); ok {
		return fmt.Errorf("%w; name a PEM file with its authority as --registry-ca", err)
	}
	return err
}
