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
			return loadRelease(cfg, asOf)
		},
		stamp: func() (string, error) { return c.stamp(cfg) },
	}, nil
}

func loadRelease(cfg *config.Config, day date.Day) (*release.Release, error) {
	options := release.Options{AsOf: day, ToolVersion: toolVersion()}
	switch {
	case cfg.Release != "":
		return openOn(cfg.Release, day)
	case cfg.Content != "":
		return release.FromDir(cfg.Content, options)
	default:
		return release.FromFS(content.FS, embeddedBase, "embedded", options)
	}
}

// openOn opens a release file for a day.
func openOn(path string, day date.Day) (*release.Release, error) {
	opened, err := release.Open(path)
	if err != nil {
		return nil, err
	}
	r, err := opened.On(day)
	if err != nil || r.Image != opened.Image {
		opened.Image.Release()
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
