package registry

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"
)

// Listed is a release of a list, with the channels that lead to it.
type Listed struct {
	*Entry
	// Channels lead to it, sorted.
	Channels []string `json:"channels"`
	// Led are the channels that led to it at some time, sorted.
	Led []string `json:"led"`
	// Keys are those that signed it, by their identifiers, whether or not anybody accepts them. Without any it is not signed.
	Keys []string `json:"keys"`
}

func (l *Listed) led(channel string) bool { return slices.Contains(l.Led, channel) }

// List gives all releases, the newest first. What else is kept in the repository is passed over.
func (r *Repository) List(ctx context.Context) ([]Listed, error) {
	tags, err := r.tags(ctx)
	if err != nil {
		return nil, err
	}
	byDigest := make(map[string]*Listed)
	for _, tag := range tags {
		described, err := r.resolve(ctx, tag)
		if err != nil {
			return nil, err
		}
		l, known := byDigest[described.Digest.String()]
		if !known {
			l, err = r.listed(ctx, tag)
			if err != nil {
				return nil, err
			}
			byDigest[described.Digest.String()] = l
		}
		if l == nil {
			continue
		}
		if parts := historyTag.FindStringSubmatch(tag); parts != nil {
			l.Led = append(l.Led, parts[1])
		} else if isChannel(tag) {
			l.Channels = append(l.Channels, tag)
		}
	}
	list := make([]Listed, 0, len(byDigest))
	for _, l := range byDigest {
		if l != nil {
			slices.Sort(l.Channels)
			slices.Sort(l.Led)
			list = append(list, *l)
		}
	}
	slices.SortFunc(list, func(a, b Listed) int {
		return cmp.Or(cmp.Compare(b.Number, a.Number), strings.Compare(a.Digest, b.Digest))
	})
	return list, nil
}

// listed reads what a tag leads to, with its signatures. Nil: it is no release.
func (r *Repository) listed(ctx context.Context, tag string) (*Listed, error) {
	e, err := r.Get(ctx, tag)
	if errors.Is(err, ErrAltered) {
		return nil, nil //nolint:nilnil // something else that is kept in the same repository, such as the index of referrers
	}
	if err != nil {
		return nil, err
	}
	signatures, err := r.Signatures(ctx, e)
	if err != nil {
		return nil, err
	}
	l := &Listed{Entry: e, Channels: []string{}, Led: []string{}, Keys: []string{}}
	for _, s := range signatures {
		l.Keys = append(l.Keys, s.Key)
	}
	slices.Sort(l.Keys)
	return l, nil
}
