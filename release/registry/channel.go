package registry

import (
	"context"
	"errors"
	"fmt"
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

// lead moves a channel to a release, and then records that in its history, which registries do not keep. The history
// is what the channel led to, so it is written after the channel has moved.
func (r *Repository) lead(ctx context.Context, channel string, e *Entry) error {
	if err := r.tag(ctx, e.manifest, channel); err != nil {
		return err
	}
	return r.tag(ctx, e.manifest, historyTagOf(channel, e))
}

// Promote moves a channel to the release that another channel leads to, or to a release by number ("r12") or digest.
// Signatures stay with the release. If the channel already leads to a newer release, the error wraps ErrOlder, unless
// allowOlder is set.
func (r *Repository) Promote(ctx context.Context, from, to string, allowOlder bool) (e *Entry, err error) {
	err = r.change(ctx, func() error {
		e, err = r.promote(ctx, from, to, allowOlder)
		return err
	})
	return e, err
}

func (r *Repository) promote(ctx context.Context, from, to string, allowOlder bool) (*Entry, error) {
	if err := checkChannel(to); err != nil {
		return nil, err
	}
	e, err := r.Get(ctx, from)
	if err != nil {
		return nil, err
	}
	now, err := r.Get(ctx, to)
	switch {
	case err != nil && !errors.Is(err, ErrNotFound):
		return nil, err
	case err == nil && now.Number > e.Number && !allowOlder:
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
	return e, r.lead(ctx, to, e)
}

// Rollback publishes the file of an earlier release under the next number, so that followers accept it, and moves the
// channel to it. The target is a number, or the digest of a release or of its file. The default is the release that the
// channel led to before the current one.
func (r *Repository) Rollback(
	ctx context.Context,
	channel, target string,
	key *signing.Key,
	created time.Time,
) (e *Entry, err error) {
	err = r.change(ctx, func() error {
		e, err = r.rollback(ctx, channel, target, key, created)
		return err
	})
	return e, err
}

func (r *Repository) rollback(
	ctx context.Context,
	channel, target string,
	key *signing.Key,
	created time.Time,
) (*Entry, error) {
	if err := checkChannel(channel); err != nil {
		return nil, err
	}
	now, err := r.Get(ctx, channel)
	if err != nil {
		return nil, err
	}
	before, err := r.before(ctx, channel, target, now)
	if err != nil {
		return nil, fmt.Errorf("roll back %s: %w", r.reference.At(channel), err)
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
	delete(notes, annotationKey)
	notes[annotationRollback] = strconv.FormatInt(before.origin(), 10)
	return r.add(ctx, channel, now.Number, before.file, notes, key, created)
}

// origin returns the number under which the file of a release was first published.
func (e *Entry) origin() int64 {
	if e.RollbackOf != 0 {
		return e.RollbackOf
	}
	return e.Number
}

// before returns the release to roll back to.
func (r *Repository) before(ctx context.Context, channel, target string, now *Entry) (*Entry, error) {
	list, err := r.entries(ctx)
	if err != nil {
		return nil, err
	}
	for _, l := range list {
		e := l.Entry
		switch {
		case target == "":
			// The list is sorted newest first. Rolled back twice, a channel goes back two releases.
			if e.origin() < now.origin() && e.FileDigest != now.FileDigest && l.led(channel) {
				return e, nil
			}
		case target == strconv.FormatInt(e.Number, 10),
			target == numbered+strconv.FormatInt(e.Number, 10),
			target == releaseTagOf(e),
			target == e.Digest,
			target == e.FileDigest:
			if e.FileDigest == now.FileDigest {
				return nil, fmt.Errorf("it leads to this file already, as release %d", now.Number)
			}
			return e, nil
		}
	}
	if target == "" {
		return nil, fmt.Errorf(
			"%w: before release %d the channel led to no other file; name a release with --to, `compendium releases` lists them",
			ErrNotFound,
			now.Number,
		)
	}
	return nil, fmt.Errorf("%w as %s; `compendium releases` lists the releases", ErrNotFound, target)
}
