package main

import (
	"errors"
	"fmt"
	"hash/fnv"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"

	"github.com/opencompendium/compendium/catalog/date"
	"github.com/opencompendium/compendium/content"
	"github.com/opencompendium/compendium/release"
	"github.com/opencompendium/compendium/services/config"
)

// source is where releases come from.
type source struct {
	// load makes a release of what is there now.
	load func() (*release.Release, error)
	// stamp gives a text that changes when what is there may have, at a small cost.
	stamp func() (string, error)
}

// source gives the source that the configuration names.
func (c *command) source(cfg *config.Config) (source, error) {
	if _, err := c.day(cfg.AsOf); err != nil {
		return source{}, err
	}
	return source{
		load: func() (*release.Release, error) {
			asOf, err := c.day(cfg.AsOf)
			if err != nil {
				return nil, err
			}
			return loadRelease(cfg.Content, asOf)
		},
		stamp: func() (string, error) { return c.stamp(cfg) },
	}, nil
}

func loadRelease(dir string, asOf date.Day) (*release.Release, error) {
	if dir == "" {
		return release.FromFS(content.FS, embeddedBase, "embedded", asOf)
	}
	return release.FromDir(dir, asOf)
}

// stamp sums up what a release depends on: the day, unless it is fixed, and the names, sizes and times of the content's files.
func (c *command) stamp(cfg *config.Config) (string, error) {
	day, err := c.day(cfg.AsOf)
	if err != nil || cfg.Content == "" {
		return string(day), err
	}
	sum := fnv.New64a()
	err = filepath.WalkDir(cfg.Content, func(path string, _ fs.DirEntry, err error) error {
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
	return string(day) + " " + strconv.FormatUint(sum.Sum64(), 16), err
}
