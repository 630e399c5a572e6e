// Package follow keeps a replica at what a channel of releases leads to: it looks, fetches, verifies and opens, and keeps the last good
// release on local disk for when nothing can be reached.
//
// It knows registries, web servers, signatures and releases, and nothing of gRPC. It takes nothing over by itself: whoever serves a
// release says so with Activated, and only then is it remembered as good.
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

// Options are what is asked of a release before it is taken.
type Options struct {
	// Mirrors are references to copies of the channel, of the forms that New takes. They are asked in their order when the channel itself
	// does not answer, or what it leads to is refused.
	Mirrors []string
	// Keys are those whose signatures are accepted. None: releases need no signature.
	Keys []signing.PublicKey
	// Name of the catalog that releases must have been published under. Empty: registry's default, "compendium".
	Name string
	// AllowRollback takes releases with lower numbers too.
	AllowRollback bool
	// MaxShrink is by how many percent records and bytes may become fewer from one release to the next. 100 or more: by any.
	MaxShrink int
	// MaxBytes is how large a release file may be. 0: 16 GiB.
	MaxBytes int64
	// Probes are names of records that a release must have.
	Probes []string
	// Cache is the directory that keeps releases. Several references can use the same.
	Cache string
	// Keep is how many releases the cache keeps, and KeepBytes how large they may be together. The one that is served is kept always.
	Keep      int
	KeepBytes int64
	// Timeout is how long to wait for the answer to a question, and for each 64 KiB of a file that is on its way. 0: 15 seconds.
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
	// served is the release that was activated last, by this process or the one before. Nil: none was.
	served *pointer
	// looked is what the last look gave.
	looked string
	// begun says that a release was opened, so that the next ones are opened beside what is served.
	begun bool
	// opened is the release that was loaded last and not activated yet, and what is to be remembered of it.
	opened  *staged
	pointer pointer
}

// New makes a follower of a channel, oci://host/name:tag or oci-layout://DIR:tag, or of a release file, https://host/path or
// file:PATH.
func New(reference string, options Options) (*Follower, error) {
	if options.Cache == "" {
		return nil, fmt.Errorf("follow %s: there is no directory for the cache", reference)
	}
	options.Name = cmp.Or(options.Name, "compendium")
	const patience = 15 * time.Second
	options.Timeout = cmp.Or(options.Timeout, patience)
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
	return f, nil
}

// located is a reference as it is called from everywhere on this machine: the directory of an image layout is made absolute. Otherwise two
// projects that both publish to oci-layout://releases would share a cache, and a server of one would take the other's releases for its own.
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
		return newWebOrigin(text, options.PlainHTTP)
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

// Look returns a text that changes when there may be something to load, at the cost of one small request. Errors are *Error.
func (f *Follower) Look(ctx context.Context) (string, error) {
	var failed error
	for _, o := range f.origins {
		stamp, err := limited(ctx, f.options.Timeout, o.look)
		if err == nil {
			f.looked = stamp
			return stamp, nil
		}
		failed = telling(failed, reasoned(fmt.Errorf("look at %s: %w", o, err)))
	}
	return "", failed
}

// limited asks a question that has to be answered in time.
func limited[T any](ctx context.Context, most time.Duration, ask func(context.Context) (T, error)) (T, error) {
	ctx, cancel := context.WithTimeout(ctx, most)
	defer cancel()
	answer, err := ask(ctx)
	if err != nil && ctx.Err() != nil {
		err = errors.Join(err, context.Cause(ctx))
	}
	return answer, err
}

// Load takes the release that the reference leads to now: it verifies signature, number and size before anything large is fetched, then
// fetches the file, verifies and opens it. The caller holds the release. What fails is in the cache at no time. Errors are *Error.
func (f *Follower) Load(ctx context.Context) (*release.Release, error) {
	f.drop()
	var failed error
	for _, o := range f.origins {
		r, err := f.load(ctx, o)
		if err == nil {
			return onDay(r, f.options.AsOf)
		}
		failed = telling(failed, reasoned(fmt.Errorf("load the release of %s: %w", o, err)))
		if ctx.Err() != nil {
			break
		}
	}
	return nil, failed
}

func (f *Follower) load(ctx context.Context, from origin) (*release.Release, error) {
	o, err := limited(ctx, f.options.Timeout, from.offer)
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
			// It is there already, unless it does not verify any more: then it is fetched anew.
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

// LastGood opens the release that was activated last, from the cache, and returns when that was, by the clock of the disk. It verifies digest
// and signature as Load does. Where the release cannot be read any more, it opens the newest that can, of those that were activated before.
// Errors are *Error.
func (f *Follower) LastGood(context.Context) (*release.Release, time.Time, error) {
	f.drop()
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

// Day returns the day for which label statuses are derived, also while nothing answers.
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

// Earlier opens the releases of the cache that were served before one that is served now, the newest first, at most a number of them. Each
// is verified as LastGood does; what does not verify is passed over. The caller holds them. It may run beside the other methods.
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

// open opens a file that was fetched, and asks of it what is asked of its content.
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
	f.pointer = pointer{Digest: s.entry.Digest, Number: s.entry.Number, Stamp: s.Stamp, Records: records(r), Bytes: int64(len(r.File.Bytes()))}
	return r, nil
}

// drop forgets a release that was loaded and never activated.
func (f *Follower) drop() {
	if f.opened != nil {
		// What stays of it is cleared with the next release that is kept.
		_ = f.discard(f.opened)
	}
	f.opened = nil
}

// discard removes a release from the disk, unless it was kept before.
func (f *Follower) discard(s *staged) error {
	if s.dir == f.cache.place(s.entry.Digest) {
		return nil
	}
	return os.RemoveAll(s.dir)
}

// Activated says that the release that was loaded last is served. Only now is it kept, and the last good one.
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
