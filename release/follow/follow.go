// Package follow keeps a replica up to date with a channel of releases: it polls, fetches, verifies and opens releases,
// and keeps the last good ones on local disk for when the source cannot be reached.
//
// It knows registries, web servers, signatures and releases, and nothing of gRPC. It does not serve: its user calls
// Activated for a release that is served, and only then is that the last good one.
package follow

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/opencompendium/compendium/catalog/date"
	"github.com/opencompendium/compendium/release"
	"github.com/opencompendium/compendium/release/registry"
	"github.com/opencompendium/compendium/release/signing"
)

// Options are the conditions under which a release is accepted.
type Options struct {
	// Mirrors are references to copies of the channel, in the forms that New accepts. They are asked in order if the
	// channel does not answer or its release is refused.
	Mirrors []string
	// Keys are the accepted keys. Without keys releases need no signature.
	Keys []signing.PublicKey
	// Name is the name of the catalog that releases must be published under. The default is "compendium".
	Name string
	// AllowRollback accepts releases with lower numbers.
	AllowRollback bool
	// MaxShrink is the percentage of its records and bytes that a release may lose compared with the one before. 100 sets
	// no limit.
	MaxShrink int
	// MaxBytes is the largest release file to fetch. The default is 16 GiB.
	MaxBytes int64
	// Probes are names of records that a release must have.
	Probes []string
	// Cache is the directory that keeps releases. References may share it.
	Cache string
	// Keep and KeepBytes bound how many releases the cache keeps. The one that is served is always kept.
	Keep      int
	KeepBytes int64
	// Timeout bounds the wait for an answer, and for each 64 KiB of a file. The default is 15 seconds.
	Timeout time.Duration
	// Registry is how registries are reached.
	Registry registry.Options
	// AsOf returns the day for which label statuses are derived. Nil: they are as of the day of each release.
	AsOf func() (date.Day, error)
}

// Follower follows one reference. It is not safe for concurrent use.
type Follower struct {
	reference string
	origins   []origin
	options   Options
	cache     cache
	// served is the release that was activated last, by this process or the one before. It is nil if none was.
	served *pointer
	// begun is true once a release was opened. Later ones are opened in the background.
	begun bool
	// opened is the release that was loaded last and is not activated yet, and pointer what to remember of it.
	opened  *staged
	pointer pointer
}

// New returns a follower of a channel, oci://host/name:tag or oci-layout://DIR:tag, or of a release file,
// https://host/path or file:PATH.
func New(reference string, options Options) (*Follower, error) {
	if options.Cache == "" {
		return nil, fmt.Errorf("follow %s: the cache directory is not set", reference)
	}
	options.Name = cmp.Or(options.Name, "compendium")
	const patience = 15 * time.Second
	options.Timeout = cmp.Or(options.Timeout, patience)
	options.Registry.Timeout = options.Timeout
	const mostBytes = 16 << 30
	options.MaxBytes = cmp.Or(options.MaxBytes, mostBytes)
	f := &Follower{options: options}
	for _, text := range append([]string{reference}, options.Mirrors...) {
		o, err := newOrigin(text, options.Registry)
		if err != nil {
			return nil, err
		}
		f.origins = append(f.origins, o)
	}
	f.reference = f.origins[0].String()
	f.cache = newCache(options.Cache, located(f.reference))
	f.served = f.cache.lastGood()
	if kept := f.kept(); f.served == nil && len(kept) > 0 {
		e := kept[0].entry // the pointer was lost, as on a full disk
		f.served = &pointer{Digest: e.Digest, Number: e.Number, Records: e.Records, Bytes: e.FileBytes}
	}
	return f, nil
}

// located returns a reference with the directory of an image layout made absolute. Otherwise two projects that both
// publish to oci-layout://releases would share a cache, and a server of one would take the other's releases for its
// own.
func located(reference string) string {
	r, err := registry.Parse(reference)
	if err != nil || !r.Layout {
		return reference
	}
	if absolute, err := filepath.Abs(r.Repository); err == nil {
		r.Repository = absolute
	}
	return r.String()
}

func newOrigin(text string, options registry.Options) (origin, error) {
	if strings.HasPrefix(text, "https://") || strings.HasPrefix(text, "http://") {
		return newWebOrigin(text, options)
	}
	if path, ok := strings.CutPrefix(text, schemeFile+":"); ok {
		return newFileOrigin(strings.TrimPrefix(path, "//"))
	}
	reference, err := registry.Parse(text)
	if err != nil {
		return nil, fmt.Errorf("follow: %w, or file:PATH, or the https:// address of a release file", err)
	}
	if reference.Tag == "" {
		return nil, fmt.Errorf("follow %s: there is no tag; add one, as in :stable", reference)
	}
	return &channelOrigin{reference: reference, options: options}, nil
}

// Look returns a text that changes when there may be something to load. It costs one small request. Errors are *Error.
func (f *Follower) Look(ctx context.Context) (string, error) {
	var failed error
	for _, o := range f.origins {
		stamp, err := limited(ctx, f.options.Timeout, o.look)
		if err == nil {
			return stamp, nil
		}
		failed = clearer(failed, reasoned(fmt.Errorf("look at %s: %w", o, err)))
	}
	return "", failed
}

// limited calls ask with a timeout.
func limited[T any](ctx context.Context, most time.Duration, ask func(context.Context) (T, error)) (T, error) {
	ctx, cancel := context.WithTimeout(ctx, most)
	defer cancel()
	return ask(ctx)
}

// Load opens the release that the reference leads to. It verifies signature, number and size before it fetches anything
// large, then fetches, verifies and opens the file. The caller closes the release. A release that fails is never in the
// cache. Errors are *Error.
func (f *Follower) Load(ctx context.Context) (*release.Release, error) {
	f.Drop()
	var failed error
	for _, o := range f.origins {
		r, err := f.load(ctx, o)
		if err == nil {
			return onDay(r, f.options.AsOf)
		}
		failed = clearer(failed, reasoned(fmt.Errorf("load the release of %s: %w", o, err)))
		if ctx.Err() != nil {
			break
		}
	}
	return nil, failed
}

// offerAnswers is how many answers, each within the timeout, an offer may wait for: a manifest, signatures, and where
// signatures are.
const offerAnswers = 10

func (f *Follower) load(ctx context.Context, from origin) (*release.Release, error) {
	o, err := limited(ctx, offerAnswers*f.options.Timeout, from.offer)
	if err != nil {
		return nil, err
	}
	if o.entry == nil {
		if err := o.read(f.options.Keys); err != nil {
			return nil, err
		}
	}
	if err := f.admit(&o.description); err != nil {
		return nil, about(&o.description, err)
	}
	for _, kept := range f.kept() {
		if kept.entry.Digest == o.entry.Digest || o.entry.Digest == "" && kept.Stamp == o.Stamp {
			// The cache has it already. If it does not verify any more, it is fetched again.
			if o.entry.Digest != "" {
				kept.description = o.description // it may have more signatures now
			}
			r, err := f.open(kept, from.String(), true)
			if reason := reasonOf(err); err == nil || reason != ReasonAltered && reason != ReasonCache {
				return r, about(&o.description, err)
			}
		}
	}
	s, err := f.cache.fetch(ctx, o, f.options.Timeout, f.options.MaxBytes)
	if err != nil {
		return nil, about(&o.description, reasoned(err))
	}
	r, err := f.open(s, from.String(), false)
	if err != nil {
		return nil, errors.Join(about(&o.description, err), os.RemoveAll(s.dir))
	}
	return r, nil
}

// kept returns the releases of the cache.
func (f *Follower) kept() []*staged {
	return f.cache.kept(func(d *description) error { return d.read(f.options.Keys) })
}

// Keeps reports whether the cache has a release.
func (f *Follower) Keeps() bool { return len(f.kept()) > 0 }

// LastGood opens the release that was activated last, from the cache, and returns when that was, by the clock of the
// disk. It verifies digest and signature as Load does. If that release cannot be read any more, it opens the newest one
// that can. Errors are *Error.
func (f *Follower) LastGood(context.Context) (*release.Release, time.Time, error) {
	f.Drop()
	failed := refuse(ReasonNotFound, "the cache %s has no release", f.cache.dir)
	for i, s := range f.kept() {
		r, err := f.lastGood(s, release.Open)
		if err == nil {
			f.begun = true
			r, err = onDay(r, f.options.AsOf)
			return r, f.cache.activated(), err
		}
		if i == 0 {
			failed = err
		}
	}
	return nil, time.Time{}, failed
}

// Day returns the day for which label statuses are derived. It does not need the source.
func (f *Follower) Day() (date.Day, error) {
	if f.options.AsOf == nil {
		return "", nil
	}
	return f.options.AsOf()
}

func (f *Follower) lastGood(s *staged, open func(string) (*release.Release, error)) (*release.Release, error) {
	if len(f.options.Keys) > 0 {
		if _, err := signing.Verify(s.entry.Signed(), s.Signatures, f.options.Keys); err != nil {
			return nil, reasoned(fmt.Errorf("the kept release %d (%s): %w", s.entry.Number, s.entry.Digest, err))
		}
	}
	r, err := open(s.path())
	if err != nil {
		return nil, refuse(ReasonAltered, "open the kept release %d: %w", s.entry.Number, err)
	}
	if err := errors.Join(s.verify(), compatible(r.File.Schema())); err != nil {
		r.File.Close()
		return nil, reasoned(err)
	}
	r.Source, r.Number = f.reference, s.entry.Number
	return r, nil
}

// Earlier opens at most maxN releases of the cache that were served before one, newest first. It verifies each as
// LastGood does, and skips those that fail. The caller closes them. It may run concurrently with the other methods.
func (f *Follower) Earlier(now *release.Release, maxN int) []*release.Release {
	var list []*release.Release
	for _, s := range f.kept() {
		if len(list) >= maxN {
			break
		}
		if s.entry.Number >= now.Number || s.entry.Number == 0 {
			continue
		}
		r, err := f.lastGood(s, release.OpenInBackground)
		if err == nil {
			r, err = onDay(r, f.options.AsOf)
		}
		if err == nil {
			list = append(list, r)
		}
	}
	return list
}

// open opens a file that was fetched, and checks its content.
func (f *Follower) open(s *staged, source string, kept bool) (*release.Release, error) {
	if kept {
		if err := s.verify(); err != nil {
			return nil, err
		}
	}
	open := release.Open
	if f.begun {
		open = release.OpenInBackground
	}
	r, err := open(s.path())
	if err != nil {
		return nil, refuse(ReasonAltered, "open the release %d: %w", s.entry.Number, err)
	}
	if err := f.check(r, s.entry, kept); err != nil {
		r.File.Close()
		return nil, err
	}
	f.begun = true
	r.Source, r.Number = source, s.entry.Number
	f.opened = s
	f.pointer = pointer{
		Digest:  s.entry.Digest,
		Number:  s.entry.Number,
		Records: records(r),
		Bytes:   int64(len(r.File.Bytes())),
	}
	return r, nil
}

// Drop removes a release that was loaded and never activated from the disk. Its file has to be closed.
func (f *Follower) Drop() {
	if f.opened != nil {
		// If that fails, prune removes it later.
		_ = f.discard(f.opened)
	}
	f.opened = nil
}

// discard removes a release from the disk, unless the cache keeps it.
func (f *Follower) discard(s *staged) error {
	if s.dir == f.cache.place(s.entry.Digest) {
		return nil
	}
	return os.RemoveAll(s.dir)
}

// Activated makes the release that was loaded last the last good one, and keeps it.
func (f *Follower) Activated(ctx context.Context) error {
	if f.opened == nil {
		return nil
	}
	s, p := f.opened, f.pointer
	f.opened = nil
	f.served = &p
	unlock, err := limited(ctx, f.options.Timeout, f.cache.lock)
	if err != nil {
		return errors.Join(err, f.discard(s))
	}
	defer unlock()
	if err := f.cache.keep(s, p, f.options.AllowRollback); err != nil {
		return errors.Join(err, f.discard(s))
	}
	return f.cache.prune(f.kept(), f.options.Keep, f.options.KeepBytes)
}
