package follow

import (
	"context"
	"time"

	"github.com/opencompendium/compendium/catalog/date"
	"github.com/opencompendium/compendium/release"
)

// Source is where the releases of a server come from: a Follower or a Local. Its methods, except Earlier, are called
// from one goroutine.
type Source interface {
	// Look returns a text that changes when there may be something to load. It costs little.
	Look(ctx context.Context) (stamp string, err error)
	// Load opens the release that is there now. The caller closes it.
	Load(ctx context.Context) (*release.Release, error)
	// Activated is called when the release of the last Load is served.
	Activated(ctx context.Context) error
	// Keeps reports whether there is a release for LastGood.
	Keeps() bool
	// LastGood opens the release that was served last, before the process started, and returns when that was. The caller
	// closes it. It returns nil and no error if the source keeps no releases.
	LastGood(ctx context.Context) (*release.Release, time.Time, error)
	// Earlier opens at most maxN releases that were served before one, newest first. The caller closes them.
	Earlier(now *release.Release, maxN int) []*release.Release
	// Day returns the day that what is served has to be derived for, or "" if Load does that.
	Day() (date.Day, error)
}

var (
	_ Source = (*Follower)(nil)
	_ Source = (*Local)(nil)
)

// onDay returns a release as of a day, and closes the one that it is derived from.
func onDay(opened *release.Release, day func() (date.Day, error)) (*release.Release, error) {
	if day == nil {
		return opened, nil
	}
	on, err := day()
	if err != nil {
		opened.File.Close()
		return nil, err
	}
	derived, err := opened.On(on)
	if err != nil || derived.File != opened.File {
		opened.File.Close()
	}
	return derived, err
}
