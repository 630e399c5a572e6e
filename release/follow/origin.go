package follow

import (
	"context"
	"fmt"
	"io"
	"time"

	"github.com/opencompendium/compendium/release/registry"
	"github.com/opencompendium/compendium/release/signing"
)

// origin is one place that has a channel of releases.
type origin interface {
	fmt.Stringer
	// look returns a text that changes when the channel moves. It costs one small request.
	look(ctx context.Context) (string, error)
	// offer describes the release that the channel leads to.
	offer(ctx context.Context) (*offer, error)
}

// offer is a release that is not fetched yet.
type offer struct {
	description
	// fetch writes the file of the release.
	fetch func(context.Context, io.Writer) error
}

// description is what is known of a release beside its file. The cache keeps it next to the file.
type description struct {
	// Stamp is the result of look.
	Stamp string `json:"stamp"`
	// Manifest is the manifest of a registry, or nil.
	Manifest []byte `json:"manifest,omitempty"`
	// Signatures are the signatures of the release.
	Signatures []signing.Signature `json:"signatures"`
	// File is the digest of the file if there is no manifest. It is empty until the file is fetched.
	File string `json:"file,omitempty"`
	// entry is what Manifest or Signatures describe.
	entry *registry.Entry
}

// read sets entry from the manifest, or without one from the signature that an accepted key made.
func (d *description) read(accepted []signing.PublicKey) error {
	if d.Manifest != nil {
		e, err := registry.ParseManifest(d.Manifest)
		d.entry = e
		return err
	}
	d.entry = &registry.Entry{Digest: d.File, FileDigest: d.File}
	for i, s := range d.Signatures {
		_, err := signing.Verify(s.Release, d.Signatures[i:i+1], accepted)
		if i == 0 || err == nil {
			d.entry = &registry.Entry{Digest: s.Digest, FileDigest: s.Digest, Name: s.Name, Number: s.Number}
		}
		if err == nil {
			break
		}
	}
	return nil
}

// channelOrigin is a channel of a registry or image layout.
type channelOrigin struct {
	reference registry.Reference
	options   registry.Options
	// opened is kept while it works, so that a token of a registry serves several requests. After an error, credentials
	// are read again.
	opened *registry.Repository
}

func (o *channelOrigin) String() string { return o.reference.String() }

// ask opens the repository and calls question with it.
func (o *channelOrigin) ask(ctx context.Context, question func(*registry.Repository) error) (err error) {
	from := o.opened
	if from == nil {
		if from, err = registry.Open(ctx, o.reference, registry.Read, o.options); err != nil {
			return err
		}
	}
	o.opened = nil
	if err = question(from); err == nil && !o.reference.Layout {
		o.opened = from
	}
	return err
}

func (o *channelOrigin) look(ctx context.Context) (stamp string, err error) {
	err = o.ask(ctx, func(from *registry.Repository) error {
		stamp, err = from.Resolve(ctx, o.reference.Tag)
		return err
	})
	return stamp, err
}

func (o *channelOrigin) offer(ctx context.Context) (made *offer, err error) {
	err = o.ask(ctx, func(from *registry.Repository) error {
		made, err = o.describe(ctx, from)
		return err
	})
	return made, err
}

func (o *channelOrigin) describe(ctx context.Context, from *registry.Repository) (*offer, error) {
	e, err := from.Get(ctx, o.reference.Tag)
	if err != nil {
		return nil, err
	}
	signatures, err := from.Signatures(ctx, e)
	if err != nil {
		return nil, err
	}
	return &offer{
		description: description{Stamp: e.Digest, Manifest: e.Manifest(), Signatures: signatures, entry: e},
		fetch:       func(ctx context.Context, into io.Writer) error { return from.Fetch(ctx, e, into) },
	}, nil
}

// leastProgress is how many bytes of a transfer have to arrive within its patience, so that a trickle of bytes cannot
// keep it open.
const leastProgress = 64 << 10

// watched runs a transfer, and ends it with an error if too little arrives for a while.
func watched(
	ctx context.Context,
	patience time.Duration,
	into io.Writer,
	transfer func(context.Context, io.Writer) error,
) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	timer := time.AfterFunc(patience, func() {
		cancel(fmt.Errorf("less than %d KiB arrived within %s: %w", leastProgress>>10, patience, context.DeadlineExceeded))
	})
	defer timer.Stop()
	return transfer(ctx, &watchedWriter{into: into, timer: timer, patience: patience}) // its error has the cause
}

type watchedWriter struct {
	into     io.Writer
	timer    *time.Timer
	patience time.Duration
	arrived  int // since the timer was set
}

func (w *watchedWriter) Write(p []byte) (int, error) {
	if w.arrived += len(p); w.arrived >= leastProgress {
		w.arrived = 0
		w.timer.Reset(w.patience)
	}
	return w.into.Write(p)
}
