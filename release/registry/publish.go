package registry

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"slices"
	"strconv"
	"time"

	"github.com/opencontainers/go-digest"
	ocispec "github.com/opencontainers/image-spec/specs-go/v1"
	"oras.land/oras-go/v2"
	"oras.land/oras-go/v2/errdef"
	"oras.land/oras-go/v2/registry"
	"oras.land/oras-go/v2/registry/remote/errcode"

	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
	"github.com/opencompendium/compendium/release/signing"
)

// Publication is a release to publish.
type Publication struct {
	// Name is the name of the catalog. Signatures cover it, and servers accept only releases of the name that they are
	// configured with.
	Name string
	// File is the release file, and Info its description.
	File []byte
	Info *compendiumv1.Release
	// After is the number of a release that the repository does not have any more, or never had, and servers served: the
	// release gets a higher one, even if the channel leads to its file already. 0: none.
	After int64
	// Created is the time of publication.
	Created time.Time
	// Key signs the release. Without a key it is not signed.
	Key *signing.Key
	// Unsigned allows a release without a signature where that before has one.
	Unsigned bool
}

// Publish publishes a release under the next number and moves a channel to it. If the channel already leads to the
// file, Publish only restores the file and adds a signature where they are missing, unless another release has its
// number.
//
// In an image layout all of it takes effect in one step, and publishers take turns. In a registry two publishers may
// take the same number at the same time; one of them publishes again under the next one, and finds the number that it
// lost in Entry.Lost.
func (r *Repository) Publish(ctx context.Context, channel string, p Publication) (e *Entry, err error) {
	err = r.change(ctx, func() error {
		e, err = r.publish(ctx, channel, p)
		return err
	})
	return e, err
}

func (r *Repository) publish(ctx context.Context, channel string, p Publication) (*Entry, error) {
	if err := checkChannel(channel); err != nil {
		return nil, err
	}
	if err := signing.CheckName(p.Name); err != nil {
		return nil, err
	}
	file := ocispec.Descriptor{MediaType: FileType, Digest: digest.FromBytes(p.File), Size: int64(len(p.File)),
		Annotations: map[string]string{ocispec.AnnotationTitle: FileTitle}}
	now, err := r.now(ctx, channel)
	if err != nil {
		return nil, err
	}
	if now != nil && now.FileDigest == file.Digest.String() && now.Name == p.Name && now.Number > p.After {
		tags, err := r.tags(ctx)
		if err != nil {
			return nil, err
		}
		if wins(now, tags) {
			// The repository may have lost the file.
			if err := r.push(ctx, file, bytes.NewReader(p.File)); err != nil {
				return nil, err
			}
			return now, r.sign(ctx, now, p.Key, p.Created)
		}
		// Servers that have served the other release of this number refuse this one.
	}
	if err := r.refuseUnsigned(ctx, channel, p.Key != nil, p.Unsigned, now); err != nil {
		return nil, fmt.Errorf("publish to %w", err)
	}
	after := p.After
	if now != nil {
		after = max(after, now.Number)
	}
	if err := r.push(ctx, file, bytes.NewReader(p.File)); err != nil {
		return nil, err
	}
	return r.add(ctx, channel, after, file, annotations(p.Name, p.Info, stamp(p.Created)), p.Key, p.Created)
}

// add publishes a file that is already in the repository under the next number. Where another publisher has taken the
// same number, it takes the one after that.
func (r *Repository) add(
	ctx context.Context,
	channel string,
	after int64,
	file ocispec.Descriptor,
	notes map[string]string,
	key *signing.Key,
	created time.Time,
) (*Entry, error) {
	const tries = 16
	var lost []int64
	for try := range tries {
		if err := outOfStep(ctx, try); err != nil {
			return nil, fmt.Errorf("publish to %s: %w", r.reference, err)
		}
		last, err := r.last(ctx)
		if err != nil {
			return nil, err
		}
		after = max(last, after) + 1
		notes[annotationNumber] = strconv.FormatInt(after, 10)
		if key != nil {
			notes[annotationKey] = key.Public().ID()
		}
		manifest, err := r.pack(ctx, ArtifactType,
			oras.PackManifestOptions{Layers: []ocispec.Descriptor{file}, ManifestAnnotations: notes})
		if err != nil {
			return nil, fmt.Errorf("publish to %s: %w", r.reference, r.explain(err))
		}
		e, err := r.entry(ctx, manifest)
		if err != nil {
			return nil, err
		}
		// The signature comes before the channel moves, so that no follower sees the release without it.
		if err := r.sign(ctx, e, key, created); err != nil {
			return nil, err
		}
		won, err := r.settle(ctx, channel, e)
		if err != nil {
			return nil, err
		}
		if won {
			e.Lost = lost
			return e, nil
		}
		lost = append(lost, e.Number)
	}
	return nil, fmt.Errorf(
		"publish to %s: other publishers took each number from %d to %d at the same time; publish again",
		r.reference,
		lost[0],
		after,
	)
}

// pack publishes a manifest. A registry may say that it does not have what was pushed a moment ago, while another
// publisher pushes the same.
func (r *Repository) pack(
	ctx context.Context,
	artifactType string,
	options oras.PackManifestOptions,
) (manifest ocispec.Descriptor, err error) {
	const tries = 5
	for try := range tries {
		if err := outOfStep(ctx, try); err != nil {
			return manifest, err
		}
		manifest, err = oras.PackManifest(ctx, r.store, oras.PackManifestVersion1_1, artifactType, options)
		if !lacksBlob(err) {
			break
		}
	}
	return manifest, err
}

// lacksBlob reports whether a registry refuses a manifest because it does not have what the manifest names.
func lacksBlob(err error) bool {
	var answer *errcode.ErrorResponse
	return errors.As(err, &answer) && slices.ContainsFunc(answer.Errors,
		func(e errcode.Error) bool { return e.Code == errcode.ErrorCodeManifestBlobUnknown })
}

// outOfStep waits for a random time, longer with each try: publishers that stay in step would meet again.
func outOfStep(ctx context.Context, try int) error {
	if try == 0 {
		return nil
	}
	const pause = 100 * time.Millisecond
	wait := time.NewTimer(rand.N(pause * time.Duration(try))) //nolint:gosec // it keeps no secret
	defer wait.Stop()
	select {
	case <-ctx.Done():
		return context.Cause(ctx)
	case <-wait.C:
		return nil
	}
}

func (r *Repository) push(ctx context.Context, described ocispec.Descriptor, from io.Reader) error {
	if there, err := r.store.Exists(ctx, described); err == nil && there {
		return nil
	}
	if err := r.store.Push(ctx, described, from); err != nil && !errors.Is(err, errdef.ErrAlreadyExists) {
		return fmt.Errorf("publish to %s: %w", r.reference, r.explain(err))
	}
	return nil
}

func (r *Repository) tag(ctx context.Context, manifest ocispec.Descriptor, tag string) error {
	if err := r.store.Tag(ctx, manifest, tag); err != nil {
		return fmt.Errorf("tag %s: %w", r.reference.At(tag), r.explain(err))
	}
	return nil
}

// tags lists all tags. If the repository does not exist, the error wraps errNoRepository.
func (r *Repository) tags(ctx context.Context) ([]string, error) {
	tags, err := registry.Tags(ctx, r.store)
	var answer *errcode.ErrorResponse
	switch {
	case errors.As(err, &answer) && answer.StatusCode == http.StatusNotFound:
		return nil, fmt.Errorf("list the releases of %s: %w; `compendium publish` creates one", r.reference, errNoRepository)
	case err != nil:
		return nil, fmt.Errorf("list the releases of %s: %w", r.reference, r.explain(err))
	}
	return tags, nil
}

var errNoRepository = fmt.Errorf("%w: no such repository", ErrNotFound)

func stamp(t time.Time) string { return t.UTC().Format(time.RFC3339) }
