package registry

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/opencontainers/go-digest"
	ocispec "github.com/opencontainers/image-spec/specs-go/v1"
	"oras.land/oras-go/v2"
	"oras.land/oras-go/v2/content"
	"oras.land/oras-go/v2/errdef"
	"oras.land/oras-go/v2/registry"

	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/release/signing"
)

// numbered begins the tags of releases by their numbers, "r12". They never move.
const numbered = "r"

// Publication is what is published.
type Publication struct {
	// File is the release file, and Info what it says of itself.
	File []byte
	Info *compendiumv1.Release
	// Created is the time of publication.
	Created time.Time
	// Key signs it. Nil: it is not signed.
	Key *signing.Key
}

// Publish puts a release under the next number and has a channel lead to it. A file that the channel leads to already is not
// published again; a signature that it lacks is added.
func (r *Repository) Publish(ctx context.Context, channel string, p Publication) (*Entry, error) {
	if err := checkChannel(channel); err != nil {
		return nil, err
	}
	file := ocispec.Descriptor{MediaType: FileType, Digest: digest.FromBytes(p.File), Size: int64(len(p.File))}
	now, err := r.Get(ctx, channel)
	switch {
	case err != nil && !errors.Is(err, ErrNotFound):
		return nil, err
	case err == nil && now.FileDigest == file.Digest.String():
		return now, r.sign(ctx, now, p.Key, p.Created)
	}
	if err := r.push(ctx, file, bytes.NewReader(p.File)); err != nil {
		return nil, err
	}
	return r.add(ctx, channel, file, annotations(p.Info, 0, stamp(p.Created)), p.Key, p.Created)
}

// Rollback publishes the file of an earlier release under the next number, so that whoever follows the channel takes it, and has the
// channel lead to it. The target is a number; 0 is that of the release before the one that the channel leads to.
func (r *Repository) Rollback(ctx context.Context, channel string, target int64, key *signing.Key, created time.Time) (*Entry, error) {
	if err := checkChannel(channel); err != nil {
		return nil, err
	}
	now, err := r.Get(ctx, channel)
	if err != nil {
		return nil, err
	}
	list, err := r.List(ctx)
	if err != nil {
		return nil, err
	}
	var before *Entry
	for _, l := range list {
		// The list begins with the newest. A release with the same file is no way back.
		if e := l.Entry; before == nil && (target == e.Number || target == 0 && e.Number < now.Number && e.FileDigest != now.FileDigest) {
			before = e
		}
	}
	if before == nil {
		return nil, fmt.Errorf("roll back %s: %w to go back to; `compendium releases` lists those that there are", r.reference.At(channel), ErrNotFound)
	}
	text, err := r.small(ctx, before.manifest)
	if err != nil {
		return nil, fmt.Errorf("roll back %s: %w", r.reference.At(channel), err)
	}
	notes, err := annotationsOf(text)
	if err != nil {
		return nil, fmt.Errorf("roll back %s: %w", r.reference.At(channel), err)
	}
	notes[ocispec.AnnotationCreated] = stamp(created)
	notes[annotationRollback] = strconv.FormatInt(before.Number, 10)
	return r.add(ctx, channel, before.file, notes, key, created)
}

// Promote has one channel lead to where another does. Signatures stay with the release.
func (r *Repository) Promote(ctx context.Context, from, to string) (*Entry, error) {
	if err := checkChannel(to); err != nil {
		return nil, err
	}
	e, err := r.Get(ctx, from)
	if err != nil {
		return nil, err
	}
	return e, r.tag(ctx, e.manifest, to)
}

// add publishes a file that is there already under the next number.
func (r *Repository) add(ctx context.Context, channel string, file ocispec.Descriptor, notes map[string]string, key *signing.Key, created time.Time) (*Entry, error) {
	last, err := r.last(ctx)
	if err != nil {
		return nil, err
	}
	notes[annotationNumber] = strconv.FormatInt(last+1, 10)
	manifest, err := oras.PackManifest(ctx, r.store, oras.PackManifestVersion1_1, ArtifactType,
		oras.PackManifestOptions{Layers: []ocispec.Descriptor{file}, ManifestAnnotations: notes})
	if err != nil {
		return nil, fmt.Errorf("publish to %s: %w", r.reference, err)
	}
	e, err := r.entry(ctx, manifest)
	if err != nil {
		return nil, err
	}
	// The signature comes before the channel, so that no follower sees the release without it.
	if err := r.sign(ctx, e, key, created); err != nil {
		return nil, err
	}
	if err := r.tag(ctx, manifest, numbered+notes[annotationNumber]); err != nil {
		return nil, err
	}
	return e, r.tag(ctx, manifest, channel)
}

func (r *Repository) sign(ctx context.Context, e *Entry, key *signing.Key, created time.Time) error {
	if key == nil {
		return nil
	}
	signatures, err := r.Signatures(ctx, e)
	if err != nil {
		return err
	}
	if _, err := signing.Verify(e.Digest, e.Number, signatures, []signing.PublicKey{key.Public()}); err == nil {
		return nil
	}
	text, err := key.Sign(e.Digest, e.Number).Marshal()
	if err != nil {
		return err
	}
	blob := content.NewDescriptorFromBytes(SignatureType, text)
	if err := r.push(ctx, blob, bytes.NewReader(text)); err != nil {
		return err
	}
	_, err = oras.PackManifest(ctx, r.store, oras.PackManifestVersion1_1, SignatureType, oras.PackManifestOptions{
		Subject: &e.manifest, Layers: []ocispec.Descriptor{blob},
		ManifestAnnotations: map[string]string{ocispec.AnnotationCreated: stamp(created), "io.github.opencompendium.key": key.Public().ID()},
	})
	if err != nil {
		return fmt.Errorf("publish the signature of %s to %s: %w", e.Digest, r.reference, err)
	}
	return nil
}

func (r *Repository) push(ctx context.Context, described ocispec.Descriptor, from io.Reader) error {
	if there, err := r.store.Exists(ctx, described); err == nil && there {
		return nil
	}
	if err := r.store.Push(ctx, described, from); err != nil && !errors.Is(err, errdef.ErrAlreadyExists) {
		return fmt.Errorf("publish to %s: %w", r.reference, err)
	}
	return nil
}

func (r *Repository) tag(ctx context.Context, manifest ocispec.Descriptor, tag string) error {
	if err := r.store.Tag(ctx, manifest, tag); err != nil {
		return fmt.Errorf("tag %s: %w", r.reference.At(tag), err)
	}
	return nil
}

// Listed is a release of a list, with the channels that lead to it.
type Listed struct {
	*Entry
	// Channels lead to it, sorted.
	Channels []string `json:"channels"`
	// Keys are those that signed it, by their identifiers, whether or not anybody accepts them.
	Keys []string `json:"keys"`
}

// List gives all releases, the newest first.
func (r *Repository) List(ctx context.Context) ([]Listed, error) {
	tags, err := r.tags(ctx)
	if err != nil {
		return nil, err
	}
	byDigest := make(map[string]*Listed)
	for _, tag := range tags {
		e, err := r.Get(ctx, tag)
		if errors.Is(err, ErrAltered) {
			continue // something else that is kept in the same repository
		}
		if err != nil {
			return nil, err
		}
		l := byDigest[e.Digest]
		if l == nil {
			l = &Listed{Entry: e, Channels: []string{}, Keys: []string{}}
			byDigest[e.Digest] = l
			signatures, err := r.Signatures(ctx, e)
			if err != nil {
				return nil, err
			}
			for _, s := range signatures {
				l.Keys = append(l.Keys, s.Key)
			}
			slices.Sort(l.Keys)
		}
		if tag != numbered+strconv.FormatInt(e.Number, 10) {
			l.Channels = append(l.Channels, tag)
		}
	}
	list := make([]Listed, 0, len(byDigest))
	for _, l := range byDigest {
		slices.Sort(l.Channels)
		list = append(list, *l)
	}
	slices.SortFunc(list, func(a, b Listed) int {
		return cmp.Or(cmp.Compare(b.Number, a.Number), strings.Compare(a.Digest, b.Digest))
	})
	return list, nil
}

// last gives the highest number there is.
func (r *Repository) last(ctx context.Context) (int64, error) {
	tags, err := r.tags(ctx)
	if err != nil {
		return 0, err
	}
	var last int64
	for _, tag := range tags {
		if digits, ok := strings.CutPrefix(tag, numbered); ok {
			if n, err := strconv.ParseInt(digits, 10, 64); err == nil {
				last = max(last, n)
			}
		}
	}
	return last, nil
}

// tags lists all tags. A repository that does not exist yet has none.
func (r *Repository) tags(ctx context.Context) ([]string, error) {
	tags, err := registry.Tags(ctx, r.store)
	if err != nil && !errors.Is(err, errdef.ErrNotFound) {
		return nil, fmt.Errorf("list the releases of %s: %w", r.reference, err)
	}
	return tags, nil
}

// checkChannel refuses names of channels that would be mistaken for the numbers of releases.
func checkChannel(channel string) error {
	if !tagShape.MatchString(channel) {
		return fmt.Errorf("%q is no channel; write letters, digits, dots and hyphens, as in stable", channel)
	}
	if digits, ok := strings.CutPrefix(channel, numbered); ok {
		if _, err := strconv.ParseInt(digits, 10, 64); err == nil {
			return fmt.Errorf("%q is the name of a release, which never moves; name a channel, as in stable", channel)
		}
	}
	return nil
}

func stamp(t time.Time) string { return t.UTC().Format(time.RFC3339) }
