package follow

import (
	"context"
	"errors"
	"fmt"
	"hash/fnv"
	"io/fs"
	"path/filepath"
	"strconv"
	"time"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/date"
	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/release"
	"github.com/opencompendium/compendium/release/disk"
)

// Local is a source of releases on this machine. It keeps no releases.
type Local struct {
	// Release is a release file. If it is set, Read and Watch are not used.
	Release string
	// Read reads the content, Source is how it is named, and Watch returns the files and directories that it depends on.
	Read   func(context.Context) (*catalog.Catalog, []finding.Finding, error)
	Source string
	Watch  func() []string
	// AsOf returns the day for which label statuses are derived. Required.
	AsOf func() (date.Day, error)
	// ToolVersion is the version of this program.
	ToolVersion string

	opened bool
}

// Load opens the release file, or builds a release of the content. For content with errors it returns a
// *release.InvalidError.
func (l *Local) Load(ctx context.Context) (*release.Release, error) {
	r, err := l.load(ctx)
	l.opened = l.opened || err == nil
	return r, err
}

func (l *Local) load(ctx context.Context) (*release.Release, error) {
	day, err := l.AsOf()
	if err != nil {
		return nil, err
	}
	options := release.Options{AsOf: day, ToolVersion: l.ToolVersion}
	if l.Release == "" {
		c, problems, err := l.Read(ctx)
		if err != nil {
			return nil, err
		}
		return release.FromCatalog(c, problems, l.Source, options)
	}
	open := release.Open
	if l.opened {
		open = release.OpenInBackground
	}
	opened, err := open(l.Release)
	if err != nil {
		return nil, err
	}
	return onDay(opened, func() (date.Day, error) { return day, nil })
}

// Look returns a hash of what a release depends on: the day, and the names and states of files.
func (l *Local) Look(context.Context) (string, error) {
	day, err := l.AsOf()
	if err != nil {
		return "", err
	}
	watched := []string{l.Release}
	if l.Release == "" {
		watched = l.Watch()
	}
	sum := fnv.New64a()
	for _, root := range watched {
		err := filepath.WalkDir(root, func(path string, _ fs.DirEntry, err error) error {
			if err != nil {
				return err
			}
			// The target of a link may change while the link does not.
			state, err := disk.State(path)
			if errors.Is(err, fs.ErrNotExist) {
				return nil // it was removed meanwhile; the next look sees that
			}
			if err != nil {
				return err
			}
			fmt.Fprintf(sum, "%q %s\n", path, state)
			return nil
		})
		if err != nil {
			return "", err
		}
	}
	return string(day) + " " + strconv.FormatUint(sum.Sum64(), 16), nil
}

// Activated does nothing.
func (*Local) Activated(context.Context) error { return nil }

// Keeps returns false.
func (*Local) Keeps() bool { return false }

// LastGood returns nil: nothing is kept.
func (*Local) LastGood(context.Context) (*release.Release, time.Time, error) {
	return nil, time.Time{}, nil
}

// Earlier returns nothing.
func (*Local) Earlier(*release.Release, int) []*release.Release { return nil }

// Day returns "": Load checks the content for the new day, too.
func (*Local) Day() (date.Day, error) { return "", nil }
