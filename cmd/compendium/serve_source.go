package main

import (
	"context"
	"errors"
	"fmt"
	"hash/fnv"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"time"

	"github.com/opencompendium/compendium/catalog/date"
	"github.com/opencompendium/compendium/content"
	"github.com/opencompendium/compendium/release"
	"github.com/opencompendium/compendium/services/config"
)

// source is where releases come from.
type source struct {
	// first makes the release to begin with.
	first func(context.Context) (beginning, error)
	// load makes a release of what is there now.
	load func(context.Context) (*release.Release, error)
	// stamp gives a text that changes when what is there may have, at a small cost.
	stamp func(context.Context) (string, error)
	// activated is told when what was loaded last is served.
	activated func(context.Context) error
	// day gives the day for which label statuses are derived, where that does not need the source. Nil: load does it.
	day func() (date.Day, error)
	// earlier gives releases that were served before one, at most a number of them, the newest first. Nil: there are none.
	earlier func(now *release.Release, most int) []*release.Release
	// poll is how often to look.
	poll time.Duration
}

// beginning is what is served first.
type beginning struct {
	*release.Release
	// refused is why it is only what was kept from before. Nil: it is the newest.
	refused error
	// kept is when it was activated before.
	kept time.Time
}

// source gives the source that the configuration names.
func (c *command) source(cfg *config.Config) (source, error) {
	if _, err := c.day(cfg.AsOf); err != nil {
		return source{}, err
	}
	if cfg.Catalog != "" {
		return c.catalogSource(cfg)
	}
	load := func(open openFunc) (*release.Release, error) {
		day, err := c.day(cfg.AsOf)
		if err != nil {
			return nil, err
		}
		return loadRelease(cfg, day, open)
	}
	return source{
		first: func(context.Context) (beginning, error) {
			r, err := load(release.Open)
			return beginning{Release: r}, err
		},
		poll:      cfg.Poll,
		load:      func(context.Context) (*release.Release, error) { return load(release.OpenBeside) },
		stamp:     func(context.Context) (string, error) { return c.stamp(cfg) },
		activated: func(context.Context) error { return nil },
	}, nil
}

// openFunc opens a release file.
type openFunc func(path string) (*release.Release, error)

func loadRelease(cfg *config.Config, day date.Day, open openFunc) (*release.Release, error) {
	options := release.Options{AsOf: day, ToolVersion: toolVersion()}
	switch {
	case cfg.Release != "":
		opened, err := open(cfg.Release)
		if err != nil {
			return nil, err
		}
		return on(opened, day)
	case cfg.Content != "":
		return release.FromDir(cfg.Content, options)
	default:
		return release.FromFS(content.FS, embeddedBase, "embedded", options)
	}
}

// on gives a release for a day, and lets go of the one it was made of.
func on(opened *release.Release, day date.Day) (*release.Release, error) {
	r, err := opened.On(day)
	if err != nil || r.File != opened.File {
		opened.File.Close()
	}
	return r, err
}

// stamp sums up what a release depends on: the day, unless it is fixed, and the names, sizes and times of files.
func (c *command) stamp(cfg *config.Config) (string, error) {
	day, err := c.day(cfg.AsOf)
	if err != nil {
		return "", err
	}
	sum := fnv.New64a()
	for _, root := range []string{cfg.Content, cfg.Release} {
		if root == "" {
			continue
		}
		err := filepath.WalkDir(root, func(path string, _ fs.DirEntry, err error) error {
			if err != nil {
				return err
			}
			// Follow a link: what it leads to may change while the link does not.
			info, err := os.Stat(path)
			if errors.Is(err, fs.ErrNotExist) {
				return nil // removed while we looked; the next look sees it
			}
			if err != nil {
				return err
			}
			fmt.Fprintf(sum, "%q %d %d %v\n", path, info.Size(), info.ModTime().UnixNano(), info.Mode())
			return nil
		})
		if err != nil {
			return "", err
		}
	}
	return string(day) + " " + strconv.FormatUint(sum.Sum64(), 16), nil
}
