package registry

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"time"

	ocispec "github.com/opencontainers/image-spec/specs-go/v1"

	"github.com/opencompendium/compendium/release/signing"
)

// ErrOlder is wrapped by the error of a change that would move a channel to an older release, which servers refuse.
var ErrOlder = errors.New("servers refuse an older release")

// maxChannel bounds the name of a channel: the tags of its history are longer, and a tag has at most 128 characters.
const maxChannel = 90

// checkChannel returns an error for a name that is not a channel.
func checkChannel(channel string) error {
	switch {
	case channel == "":
		return errors.New("there is no channel; add one, as in :stable")
	case !tagShape.MatchString(channel):
		return fmt.Errorf("invalid channel %q; write letters, digits, dots and hyphens, as in stable", channel)
	case len(channel) > maxChannel:
		return fmt.Errorf("invalid channel %q; write at most %d characters", channel, maxChannel)
	case referrersTag.MatchString(channel):
		return fmt.Errorf("%q is a name for lists of signatures; name a channel, as in stable", channel)
	case signatureTag.MatchString(channel):
		return fmt.Errorf("%q is the name of the signatures of a release; name a channel, as in stable", channel)
	case releaseTag.MatchString(channel) || historyTag.MatchString(channel):
		return fmt.Errorf("%q is the name of a release, which never moves; name a channel, as in stable", channel)
	}
	return nil
}

// isChannel reports whether a tag is a channel.
func isChannel(tag string) bool { return checkChannel(tag) == nil }

// lead moves a channel to a release, and then records that in its history, which registries do not keep.
//
// The history is what the channel led to, so it is written after the channel has moved. A publisher may be killed in
// between, so the history is completed before the channel moves again. A registry that has lost the file of a release
// may refuse another tag for it; nobody can go back to that one, and the channel has to move all the same.
func (r *Repository) lead(ctx context.Context, channel string, e *Entry) error {
	now, err := r.now(ctx, channel)
	if err != nil {
		return err
	}
	if now != nil {
		if err := r.tag(ctx, now.manifest, historyTagOf(channel, now)); err != nil && !lacksBlob(err) {
			return err
		}
	}
	if err := r.tag(ctx, e.manifest, channel); err != nil {
		return err
	}
	return r.tag(ctx, e.manifest, historyTagOf(channel, e))
}

// now returns the release that a channel leads to, or nil if it leads to none: it is new, its release was deleted, or
// another tool moved it to something else.
func (r *Repository) now(ctx context.Context, channel string) (*Entry, error) {
	e, err := r.Get(ctx, channel)
	if errors.Is(err, ErrNotFound) || errors.Is(err, ErrAltered) {
		return nil, nil //nolint:nilnil // there is no release
	}
	return e, err
}

// refuseUnsigned returns an error if a release that is not signed is about to follow signed ones.
func (r *Repository) refuseUnsigned(ctx context.Context, channel string, signed, allowed bool, before ...*Entry) error {
	if signed || allowed {
		return nil
	}
	for _, e := range before {
		if e == nil {
			continue
		}
		was, err := r.isSigned(ctx, e)
		if err != nil {
			return err
		}
		if was {
			return fmt.Errorf(
				"%s: release %d is signed, and this one would not be: servers with --verify-key refuse it; "+
					"sign with --key, or allow it with --unsigned",
				r.reference.At(channel),
				e.Number,
			)
		}
	}
	return nil
}

// isSigned reports whether a release is signed, or was when it was published.
func (r *Repository) isSigned(ctx context.Context, e *Entry) (bool, error) {
	if e.Key != "" {
		return true, nil
	}
	signatures, err := r.Signatures(ctx, e)
	return len(signatures) > 0, err
}

// PromoteOptions allow what Promote refuses.
type PromoteOptions struct {
	// AllowOlder moves a channel to an older release.
	AllowOlder bool
	// Unsigned moves a channel from a signed release to one that is not.
	Unsigned bool
}

// Promote moves a channel to the release that another channel leads to, or to a release by number ("r12") or digest.
// Signatures stay with the release. If the channel already leads to a newer release, the error wraps ErrOlder. If a
// publisher moves it to one at the same time, it stays there, and Entry.Behind is set.
func (r *Repository) Promote(ctx context.Context, from, to string, options PromoteOptions) (e *Entry, err error) {
	err = r.change(ctx, func() error {
		e, err = r.promote(ctx, from, to, options)
		return err
	})
	return e, err
}

func (r *Repository) promote(ctx context.Context, from, to string, options PromoteOptions) (*Entry, error) {
	if err := checkChannel(to); err != nil {
		return nil, err
	}
	e, err := r.Get(ctx, from)
	if err != nil {
		return nil, err
	}
	past, err := r.tags(ctx)
	if err != nil {
		return nil, err
	}
	now, err := r.now(ctx, to)
	if err != nil {
		return nil, err
	}
	if now != nil && now.Number > e.Number && !options.AllowOlder {
		return nil, fmt.Errorf(
			"promote %s: %w: %s leads to release %d and %s to release %d; publish it again with `compendium rollback`",
			r.reference.At(from),
			ErrOlder,
			to,
			now.Number,
			from,
			e.Number,
		)
	}
	signatures, err := r.Signatures(ctx, e) // a copy, or a registry, may have lost those that it was published with
	if err != nil {
		return nil, err
	}
	if err := r.refuseUnsigned(ctx, to, len(signatures) > 0, options.Unsigned, now); err != nil {
		return nil, fmt.Errorf("%w; `compendium publish --key` signs what is published already", err)
	}
	if err := r.lead(ctx, to, e); err != nil || options.AllowOlder {
		return e, err
	}
	// A publisher may have moved the channel to a newer release meanwhile.
	tags, err := r.tags(ctx)
	if err != nil {
		return nil, err
	}
	e.Behind, err = r.keepNewest(ctx, to, e, tags, past)
	return e, err
}

// RollbackOptions are what to roll back to, and how.
type RollbackOptions struct {
	// To is the number of a release, or the digest of one or of its file. The default is the release that the channel led
	// to before the current one.
	To string
	// Key signs the release. Without a key it is not signed.
	Key *signing.Key
	// Unsigned allows a release without a signature where that before has one.
	Unsigned bool
	// Created is the time of publication.
	Created time.Time
}

// Rollback publishes the file of an earlier release under the next number, so that followers accept it, and moves the
// channel to it.
func (r *Repository) Rollback(ctx context.Context, channel string, options RollbackOptions) (e *Entry, err error) {
	err = r.change(ctx, func() error {
		e, err = r.rollback(ctx, channel, options)
		return err
	})
	return e, err
}

func (r *Repository) rollback(ctx context.Context, channel string, options RollbackOptions) (*Entry, error) {
	if err := checkChannel(channel); err != nil {
		return nil, err
	}
	now, err := r.now(ctx, channel)
	if err != nil {
		return nil, err
	}
	before, err := r.before(ctx, channel, options.To, now)
	if err != nil {
		return nil, fmt.Errorf("roll back %s: %w", r.reference.At(channel), err)
	}
	if err := r.refuseUnsigned(ctx, channel, options.Key != nil, options.Unsigned, now, before); err != nil {
		return nil, fmt.Errorf("roll back %w", err)
	}
	text, err := r.small(ctx, before.manifest)
	if err != nil {
		return nil, fmt.Errorf("roll back %s: %w", r.reference.At(channel), err)
	}
	notes, err := annotationsOf(text)
	if err != nil {
		return nil, fmt.Errorf("roll back %s: %w", r.reference.At(channel), err)
	}
	notes[ocispec.AnnotationCreated] = stamp(options.Created)
	delete(notes, annotationKey)
	notes[annotationRollback] = strconv.FormatInt(before.origin(), 10)
	after := int64(0)
	if now != nil {
		after = now.Number
	}
	return r.add(ctx, channel, after, before.file, notes, options.Key, options.Created)
}

// origin returns the number under which the file of a release was first published.
func (e *Entry) origin() int64 {
	if e.RollbackOf != 0 {
		return e.RollbackOf
	}
	return e.Number
}

// before returns the release to roll back to. The channel may lead to nothing now, if its release was deleted.
func (r *Repository) before(ctx context.Context, channel, target string, now *Entry) (*Entry, error) {
	list, _, err := r.entries(ctx)
	if err != nil {
		return nil, err
	}
	if now == nil && !slices.ContainsFunc(list, func(l Listed) bool { return l.led(channel) }) {
		return nil, fmt.Errorf("%w: there is no such channel; `compendium releases` lists them", ErrNotFound)
	}
	for _, l := range list {
		e := l.Entry
		if target == "" && !l.led(channel) || target != "" && !e.isNamed(target) {
			continue
		}
		there, err := r.store.Exists(ctx, e.file)
		switch {
		case err != nil:
			return nil, r.explain(err)
		case target == "" && (!there || now != nil && (e.origin() >= now.origin() || e.FileDigest == now.FileDigest)):
			// The list is sorted newest first. Rolled back twice, a channel goes back two releases.
			continue
		case !there:
			return nil, fmt.Errorf("%w: the file of release %d was deleted; name another with --to", ErrNotFound, e.Number)
		case now != nil && e.FileDigest == now.FileDigest:
			return nil, fmt.Errorf("it leads to this file already, as release %d", now.Number)
		}
		return e, nil
	}
	if target == "" {
		return nil, fmt.Errorf(
			"%w: the channel led to no other file before that is still there; name a release with --to, "+
				"`compendium releases` lists them",
			ErrNotFound,
		)
	}
	return nil, fmt.Errorf("%w as %s; `compendium releases` lists the releases", ErrNotFound, target)
}

// isNamed reports whether a text names a release: by its number, its tag, its digest or that of its file.
func (e *Entry) isNamed(text string) bool {
	number := strconv.FormatInt(e.Number, 10)
	return text == number || text == numbered+number || text == releaseTagOf(e) || text == e.Digest || text == e.FileDigest
}
