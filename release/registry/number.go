package registry

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
)

// Tags of a repository are channels, releases ("r12-1a2b3c4d5e6f"), and the history of channels
// ("stable.r12-1a2b3c4d5e6f"). The tag of a release has its number and the beginning of its digest, and never moves:
// registries cannot reserve a number, so two publishers may take the same one, and neither release may vanish. "r12" is
// also the tag of releases that were published by earlier versions.
var (
	releaseTag = regexp.MustCompile(`^r([1-9][0-9]{0,17})(-[0-9a-f]{12})?$`)
	historyTag = regexp.MustCompile(`^(.+)\.r([1-9][0-9]{0,17})(-[0-9a-f]{12})?$`)
	// signatureTag is the tag of the signatures of a release.
	signatureTag = regexp.MustCompile(`^r[1-9][0-9]{0,17}-[0-9a-f]{12}\.sig$`)
	numberTag    = regexp.MustCompile(`^r[1-9][0-9]{0,17}$`)
	// referrersTag is how tags begin that list referrers in a registry without an API for that, and those of cosign.
	referrersTag = regexp.MustCompile(`^sha256-[0-9a-f]{64}`)
)

// numbered is the prefix of the tags of releases.
const numbered = "r"

// releaseTagOf returns the tag of a release.
func releaseTagOf(e *Entry) string {
	const digits = 12
	_, digest, _ := strings.Cut(e.Digest, ":")
	return numbered + strconv.FormatInt(e.Number, 10) + "-" + digest[:digits]
}

// signatureTagOf returns the tag of the signatures of a release. Garbage collection of a registry deletes manifests
// that have no tag, even where a list of referrers names them.
func signatureTagOf(e *Entry) string { return releaseTagOf(e) + signatureSuffix }

const signatureSuffix = ".sig"

// historyTagOf returns the tag that records that a channel led to a release.
func historyTagOf(channel string, e *Entry) string { return channel + "." + releaseTagOf(e) }

// numberOf returns the number in the tag of a release, or 0 for other tags.
func numberOf(tag string) int64 {
	digits := releaseTag.FindStringSubmatch(tag)
	if digits == nil {
		return 0
	}
	n, _ := strconv.ParseInt(digits[1], 10, 64) // the expression allows no more digits than fit
	return n
}

// ofNumber returns the tags of the releases that have a number: first those that a channel led to, then by digest. The
// release of the first has the number for itself: publishers and readers all compute that from the tags alone, and come
// to the same result.
func ofNumber(number int64, tags []string) []string {
	var same []string
	led := make(map[string]bool)
	for _, tag := range tags {
		if numberOf(tag) == number {
			same = append(same, tag)
		} else if parts := historyTag.FindStringSubmatch(tag); parts != nil {
			led[strings.TrimPrefix(tag, parts[1]+".")] = true
		}
	}
	slices.SortFunc(same, func(a, b string) int {
		switch {
		case led[a] == led[b]:
			return strings.Compare(a, b)
		case led[a]:
			return -1
		default:
			return 1
		}
	})
	return same
}

// wins reports whether a release has its number for itself.
func wins(e *Entry, tags []string) bool {
	same := ofNumber(e.Number, tags)
	return len(same) == 0 || same[0] == releaseTagOf(e) || len(same) == 1 && numberTag.MatchString(same[0])
}

// last returns the highest number of the repository, of which copies may have a channel and no other tags. It returns 0
// if the repository does not exist yet.
func (r *Repository) last(ctx context.Context) (int64, error) {
	tags, err := r.tags(ctx)
	if err != nil && !errors.Is(err, errNoRepository) {
		return 0, err
	}
	var last atomic.Int64
	raise := func(n int64) {
		for now := last.Load(); now < n && !last.CompareAndSwap(now, n); now = last.Load() {
		}
	}
	err = concurrently(ctx, len(tags), func(ctx context.Context, i int) error {
		// Retention may have deleted a release and left its signatures.
		tag := strings.TrimSuffix(tags[i], signatureSuffix)
		raise(numberOf(tag[strings.LastIndexByte(tag, '.')+1:]))
		if !isChannel(tags[i]) {
			return nil
		}
		e, err := r.Get(ctx, tags[i])
		if err == nil {
			raise(e.Number)
		}
		if errors.Is(err, ErrAltered) {
			return nil // something else
		}
		return ignoreMissing(err)
	})
	return last.Load(), err
}

// settle tags a new release, moves a channel to it, and reports whether its number is its own.
//
// Registries have no compare-and-swap, and other publishers may do the same at the same time, in any order. So each
// looks for others after it has tagged its release, and again after it has moved the channel: of two, at least one sees
// the other. It gives way to one with a lower digest, which may not see it any more, and to one that is done.
func (r *Repository) settle(ctx context.Context, channel string, e *Entry) (won bool, err error) {
	own := releaseTagOf(e)
	if err := r.tag(ctx, e.manifest, own); err != nil {
		return false, err
	}
	tags, err := r.tags(ctx)
	if err != nil {
		return false, err
	}
	for _, other := range ofNumber(e.Number, tags) {
		if other == own {
			continue
		}
		led, err := r.isLed(ctx, other, tags)
		if err != nil || led || other < own {
			return false, err
		}
	}
	if err := r.lead(ctx, channel, e); err != nil {
		return false, err
	}
	if tags, err = r.tags(ctx); err != nil {
		return false, err
	}
	if slices.ContainsFunc(ofNumber(e.Number, tags), func(other string) bool { return other < own }) {
		return false, nil
	}
	e.Behind, err = r.keepNewest(ctx, channel, e, tags, nil)
	return true, err
}

// isLed reports whether a channel leads, or led, to the release of a tag.
func (r *Repository) isLed(ctx context.Context, release string, tags []string) (bool, error) {
	described, err := r.resolve(ctx, release)
	if err != nil {
		return false, ignoreMissing(err)
	}
	for _, tag := range tags {
		if strings.HasSuffix(tag, "."+release) {
			return true, nil
		}
		if !isChannel(tag) {
			continue
		}
		to, err := r.resolve(ctx, tag)
		if ignoreMissing(err) != nil {
			return false, err
		}
		if err == nil && to.Digest == described.Digest {
			return true, nil
		}
	}
	return false, nil
}

func ignoreMissing(err error) error {
	if errors.Is(err, ErrNotFound) {
		return nil
	}
	return err
}

// keepNewest moves a channel back to its newest release where this publisher, or another one that was slower, has moved
// it to an older one meanwhile. It does not count what the channel led to by the tags of the past. It returns the
// number of that release if it is not e.
func (r *Repository) keepNewest(
	ctx context.Context,
	channel string,
	e *Entry,
	tags, past []string,
) (behind int64, err error) {
	const tries = 8
	for range tries {
		newest := releaseTagOf(e)
		for _, tag := range tags {
			release, ok := strings.CutPrefix(tag, channel+".")
			if ok && numberOf(release) > numberOf(newest) && !slices.Contains(past, tag) {
				newest = release
			}
		}
		now, err := r.Get(ctx, channel)
		if err != nil {
			return 0, err
		}
		if now.Number >= numberOf(newest) {
			if now.Number == e.Number {
				return 0, nil
			}
			return now.Number, nil
		}
		described, err := r.resolve(ctx, newest)
		if err != nil {
			return 0, err
		}
		if err := r.tag(ctx, described, channel); err != nil {
			return 0, err
		}
		if tags, err = r.tags(ctx); err != nil {
			return 0, err
		}
	}
	return 0, fmt.Errorf("move %s: the channel does not stay where it is moved to; run it again", r.reference.At(channel))
}
