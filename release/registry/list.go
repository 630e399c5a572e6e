package registry

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/opencontainers/go-digest"
	ocispec "github.com/opencontainers/image-spec/specs-go/v1"
	"golang.org/x/sync/errgroup"
	"oras.land/oras-go/v2/errdef"
)

// Listed is a release with the channels that lead to it.
type Listed struct {
	*Entry
	// Channels are the channels that lead to it, sorted.
	Channels []string `json:"channels"`
	// Led are the channels that led to it at some time, sorted.
	Led []string `json:"led"`
	// Keys are the identifiers of the keys that signed it, accepted or not.
	Keys []string `json:"keys"`

	described ocispec.Descriptor
	// tagged is true if its signatures have a tag.
	tagged bool
}

func (l *Listed) led(channel string) bool { return slices.Contains(l.Led, channel) }

// List returns all releases, newest first, and the tags whose releases were deleted. It skips what else is in the
// repository.
func (r *Repository) List(ctx context.Context) (list []Listed, dangling []string, err error) {
	list, dangling, err = r.entries(ctx)
	if err != nil {
		return nil, nil, err
	}
	err = concurrently(ctx, len(list), func(ctx context.Context, i int) error {
		signatures, err := r.signatures(ctx, list[i].Entry, list[i].tagged)
		for _, s := range signatures {
			list[i].Keys = append(list[i].Keys, s.Key)
		}
		slices.Sort(list[i].Keys)
		return err
	})
	return list, dangling, err
}

// entries returns all releases without their signatures, newest first, and the tags whose releases were deleted.
func (r *Repository) entries(ctx context.Context) (_ []Listed, dangling []string, err error) {
	tags, err := r.tags(ctx)
	if err != nil {
		return nil, nil, err
	}
	all := tags
	tags = slices.DeleteFunc(slices.Clone(all), func(tag string) bool {
		return signatureTag.MatchString(tag) || referrersTag.MatchString(tag)
	})
	described := make([]ocispec.Descriptor, len(tags))
	err = concurrently(ctx, len(tags), func(ctx context.Context, i int) (err error) {
		described[i], err = r.resolve(ctx, tags[i])
		return ignoreMissing(err)
	})
	if err != nil {
		return nil, nil, err
	}
	byDigest := make(map[digest.Digest]*Listed)
	var list []*Listed
	for i, tag := range tags {
		if described[i].Digest == "" {
			dangling = append(dangling, tag)
			continue
		}
		l := byDigest[described[i].Digest]
		if l == nil {
			l = &Listed{Channels: []string{}, Led: []string{}, Keys: []string{}, described: described[i]}
			byDigest[described[i].Digest] = l
			list = append(list, l)
		}
		if parts := historyTag.FindStringSubmatch(tag); parts != nil {
			l.Led = append(l.Led, parts[1])
		} else if isChannel(tag) {
			l.Channels = append(l.Channels, tag)
		}
	}
	err = concurrently(ctx, len(list), func(ctx context.Context, i int) (err error) {
		list[i].Entry, err = r.entry(ctx, list[i].described)
		if errors.Is(err, ErrAltered) || errors.Is(err, errdef.ErrNotFound) {
			return nil // something else that is kept in the same repository, such as the index of referrers
		}
		return err
	})
	if err != nil {
		return nil, nil, err
	}
	found := make([]Listed, 0, len(list))
	for _, l := range list {
		if l.Entry != nil {
			slices.Sort(l.Channels)
			slices.Sort(l.Led)
			l.tagged = slices.Contains(all, signatureTagOf(l.Entry))
			found = append(found, *l)
		}
	}
	slices.SortFunc(found, func(a, b Listed) int {
		return cmp.Or(cmp.Compare(b.Number, a.Number), strings.Compare(a.Digest, b.Digest))
	})
	slices.Sort(dangling)
	return found, dangling, nil
}

// concurrently calls do for 0 to n-1, a few at a time, until one fails. A distant registry takes a while for each
// request, and a year of releases takes some thousand.
func concurrently(ctx context.Context, n int, do func(ctx context.Context, i int) error) error {
	group, ctx := errgroup.WithContext(ctx)
	const atOnce = 8
	group.SetLimit(atOnce)
	for i := range n {
		group.Go(func() error {
			if err := ctx.Err(); err != nil {
				return err
			}
			return do(ctx, i)
		})
	}
	return group.Wait()
}
