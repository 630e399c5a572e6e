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
)

// source is where releases come from: the embedded catalog, a content directory or a release file.
type source struct {
	content string
	release string
	// day gives the day for which label statuses are derived.
	day func() (date.Day, error)
}

func (c *command) source(flags serveFlags) source {
	return source{content: flags.content, release: flags.release, day: func() (date.Day, error) { return c.day(flags.asOf) }}
}

// load makes a release of what is there now.
func (s source) load() (*release.Release, error) {
	day, err := s.day()
	if err != nil {
		return nil, err
	}
	options := release.Options{AsOf: day, ToolVersion: toolVersion()}
	switch {
	case s.release != "":
		return openOn(s.release, day)
	case s.content != "":
		return release.FromDir(s.content, options)
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
func (s source) stamp() (string, error) {
	day, err := s.day()
	if err != nil {
		return "", err
	}
	sum := fnv.New64a()
	for _, root := range []string{s.content, s.release} {
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
