// Package follow keeps a replica at what a channel of releases leads to: it looks, fetches, verifies and opens, and keeps the last good
// release on local disk for when nothing can be reached.
//
// It knows registries, signatures and releases, and nothing of gRPC. It takes nothing over by itself: whoever serves a release says so
// with Activated, and only then is it remembered as good.
package follow

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/release"
	"github.com/opencompendium/compendium/release/registry"
	"github.com/opencompendium/compendium/release/signing"
)

// Reasons for which a release is not taken. They are part of the public surface: GetCatalog, metrics and logs give them.
const (
	// ReasonUnreachable: the registry did not answer.
	ReasonUnreachable = "unreachable"
	// ReasonNotFound: there is no such tag or release.
	ReasonNotFound = "not_found"
	// ReasonUnsigned: it has no signature, and one is asked for.
	ReasonUnsigned = "unsigned"
	// ReasonBadSignature: it is not signed by an accepted key.
	ReasonBadSignature = "bad_signature"
	// ReasonAltered: its bytes are not those that were published, or no release.
	ReasonAltered = "altered"
	// ReasonOlder: its number is lower than that of what is served.
	ReasonOlder = "older"
	// ReasonShrunk: it has fewer records than the guard allows.
	ReasonShrunk = "shrunk"
	// ReasonIncomplete: it lacks a record that the list of probes names.
	ReasonIncomplete = "incomplete"
	// ReasonCache: the local disk failed.
	ReasonCache = "cache"
)

// Error says why a release is not taken.
type Error struct {
	reason string
	err    error
}

// Reason gives one of the Reason constants.
func (e *Error) Reason() string { return e.reason }

// Error says what happened.
func (e *Error) Error() string { return e.err.Error() }

// Unwrap gives the cause.
func (e *Error) Unwrap() error { return e.err }

func refuse(reason, format string, args ...any) error {
	return &Error{reason: reason, err: fmt.Errorf(format, args...)}
}

// reasoned gives an error of a registry its reason.
func reasoned(err error) error {
	reason := ReasonUnreachable
	switch {
	case err == nil:
		return nil
	case errors.Is(err, registry.ErrNotFound):
		reason = ReasonNotFound
	case errors.Is(err, registry.ErrAltered):
		reason = ReasonAltered
	case errors.Is(err, signing.ErrUnsigned):
		reason = ReasonUnsigned
	case errors.Is(err, signing.ErrBadSignature):
		reason = ReasonBadSignature
	}
	return &Error{reason: reason, err: err}
}

// Options are what is asked of a release before it is taken.
type Options struct {
	// Keys are those whose signatures are accepted. None: releases need no signature.
	Keys []signing.PublicKey
	// AllowRollback takes releases with lower numbers too.
	AllowRollback bool
	// MaxShrink is by how many percent the records may become fewer from one release to the next. 100 or more: by any.
	MaxShrink int
	// Probes are names of records that a release must have.
	Probes []string
	// Cache is the directory that keeps releases. Empty for a reference to a directory: they are used where they are.
	Cache string
	// Keep is how many releases the cache keeps, and KeepBytes how large they may be together.
	Keep      int
	KeepBytes int64
	// Registry is how the registry is reached.
	Registry registry.Options
}

// Follower follows one reference.
type Follower struct {
	reference registry.Reference
	options   Options
	// served is the release that was activated last.
	served *taken
	// opened is the one that was opened last.
	opened *taken
}

// taken is what is known of a release that passed.
type taken struct {
	entry   *registry.Entry
	records int64
}

// New makes a follower of a reference with a tag.
func New(reference registry.Reference, options Options) (*Follower, error) {
	if reference.Tag == "" {
		return nil, fmt.Errorf("follow %s: there is no tag; add one, as in :stable", reference)
	}
	if options.Cache == "" && !reference.Layout {
		return nil, fmt.Errorf("follow %s: there is no directory for the cache", reference)
	}
	return &Follower{reference: reference, options: options}, nil
}

// Look gives the digest of the release that the reference leads to now. It changes when there is something to load, and costs one small
// request.
func (f *Follower) Look(ctx context.Context) (string, error) {
	from, err := registry.Open(ctx, f.reference, registry.Read, f.options.Registry)
	if err != nil {
		return "", reasoned(err)
	}
	digest, err := from.Resolve(ctx, f.reference.Tag)
	return digest, reasoned(err)
}

// Load takes the release that the reference leads to now: it verifies signature, number and size before anything large is fetched,
// fetches the file into the cache, verifies and opens it. What fails is not in the cache afterwards. Errors are *Error.
func (f *Follower) Load(ctx context.Context) (*release.Release, error) {
	from, err := registry.Open(ctx, f.reference, registry.Read, f.options.Registry)
	if err != nil {
		return nil, reasoned(err)
	}
	e, err := from.Get(ctx, f.reference.Tag)
	if err != nil {
		return nil, reasoned(err)
	}
	if err := f.admit(ctx, from, e); err != nil {
		return nil, err
	}
	if f.options.Cache == "" {
		return f.open(from, e)
	}
	cache, err := f.cache(ctx)
	if err != nil {
		return nil, err
	}
	if err := from.CopyTo(ctx, e, cache); err != nil {
		return nil, reasoned(err)
	}
	r, err := f.open(cache, e)
	if err != nil {
		return nil, errors.Join(err, cache.Delete(ctx, e))
	}
	return r, nil
}

// lastGood is the tag in the cache of the release that was activated last.
const lastGood = "last-good"

// LastGood opens the release that was activated last, from the cache, and verifies it as Load does. Errors are *Error.
func (f *Follower) LastGood(ctx context.Context) (*release.Release, error) {
	if f.options.Cache == "" {
		return nil, refuse(ReasonNotFound, "there is no cache")
	}
	cache, err := f.cache(ctx)
	if err != nil {
		return nil, err
	}
	e, err := cache.Get(ctx, lastGood)
	if err != nil {
		return nil, reasoned(err)
	}
	if err := f.verify(ctx, cache, e); err != nil {
		return nil, err
	}
	return f.open(cache, e)
}

func (f *Follower) cache(ctx context.Context) (*registry.Repository, error) {
	// References do not share a cache, so that none takes the place of another's last good release.
	name := strings.NewReplacer("/", "_", ":", "_", "@", "_").Replace(f.reference.At("").Repository + "_" + f.reference.Tag)
	cache, err := registry.Open(ctx, registry.Reference{Layout: true, Repository: filepath.Join(f.options.Cache, name)}, registry.Create, registry.Options{})
	if err != nil {
		return nil, refuse(ReasonCache, "open the cache: %w", err)
	}
	return cache, nil
}

// admit asks of a release what can be asked before its file is fetched.
func (f *Follower) admit(ctx context.Context, from *registry.Repository, e *registry.Entry) error {
	if err := f.verify(ctx, from, e); err != nil {
		return err
	}
	if f.served == nil {
		// Nothing was served by this process yet; what it served before a restart counts.
		if err := f.remember(ctx); err != nil {
			return err
		}
	}
	if f.served == nil {
		return nil
	}
	if e.Number < f.served.entry.Number && !f.options.AllowRollback {
		return refuse(ReasonOlder, "the release %d of %s is older than %d, which was served; publish it anew with `compendium rollback`, or allow it with --allow-rollback",
			e.Number, f.reference, f.served.entry.Number)
	}
	return f.guard(e.Number, e.Records)
}

// remember takes note of the last good release in the cache.
func (f *Follower) remember(ctx context.Context) error {
	if f.options.Cache == "" {
		return nil
	}
	cache, err := f.cache(ctx)
	if err != nil {
		return err
	}
	e, err := cache.Get(ctx, lastGood)
	if err == nil && f.verify(ctx, cache, e) == nil {
		f.served = &taken{entry: e, records: e.Records}
	}
	return nil
}

// guard refuses a release that has lost too much.
func (f *Follower) guard(number, records int64) error {
	if f.served == nil || f.options.MaxShrink >= 100 {
		return nil
	}
	least := f.served.records * int64(100-f.options.MaxShrink) / 100
	if records < least {
		return refuse(ReasonShrunk, "the release %d of %s has %d records where %d were served, and may have %d at least; allow it with --max-shrink",
			number, f.reference, records, f.served.records, least)
	}
	return nil
}

func (f *Follower) verify(ctx context.Context, from *registry.Repository, e *registry.Entry) error {
	if len(f.options.Keys) == 0 {
		return nil
	}
	signatures, err := from.Signatures(ctx, e)
	if err != nil {
		return reasoned(err)
	}
	if _, err := signing.Verify(e.Signed(), signatures, f.options.Keys); err != nil {
		return reasoned(fmt.Errorf("the release %d of %s (%s): %w", e.Number, f.reference, e.Digest, err))
	}
	return nil
}

// open maps the file of a release that lies in a directory, and asks of it what is asked of its content.
func (f *Follower) open(in *registry.Repository, e *registry.Entry) (*release.Release, error) {
	r, err := release.Open(in.Path(e))
	if err != nil {
		return nil, refuse(ReasonAltered, "open the release %d of %s: %w", e.Number, f.reference, err)
	}
	if err := f.check(r, e); err != nil {
		r.Image.Release()
		return nil, err
	}
	r.Source, r.Number = f.reference.String(), e.Number
	return r, nil
}

func (f *Follower) check(r *release.Release, e *registry.Entry) error {
	if r.Image.FileDigest() != e.FileDigest || r.Image.Version() != e.Version {
		return refuse(ReasonAltered, "the file of the release %d of %s is not the one that was published", e.Number, f.reference)
	}
	var records int64
	for _, c := range r.Image.Info().Counts {
		records += int64(c.Records)
	}
	if err := f.guard(e.Number, records); err != nil {
		return err
	}
	for _, name := range f.options.Probes {
		collection, _, _ := strings.Cut(name, "/")
		kind, ok := catalog.ParseKind(collection)
		if ok {
			_, ok = r.Image.Table(kind).Find(name)
		}
		if !ok {
			return refuse(ReasonIncomplete, "the release %d of %s has no %s, which a probe asks for", e.Number, f.reference, name)
		}
	}
	f.opened = &taken{entry: e, records: records}
	return nil
}

// Activated says that the release that was opened last is served. Only now is it the last good one.
func (f *Follower) Activated(ctx context.Context) error {
	if f.opened == nil {
		return nil
	}
	f.served, f.opened = f.opened, nil
	if f.options.Cache == "" {
		return nil
	}
	cache, err := f.cache(ctx)
	if err != nil {
		return err
	}
	if err := cache.Retag(ctx, f.served.entry, lastGood); err != nil {
		return refuse(ReasonCache, "keep the last good release: %w", err)
	}
	if err := cache.Prune(ctx, f.served.entry, f.options.Keep, f.options.KeepBytes); err != nil {
		return refuse(ReasonCache, "clear the cache: %w", err)
	}
	return nil
}
