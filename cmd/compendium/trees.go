package main

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/finding"
)

// embeddedBase is the directory under which files of the embedded catalog are shown.
const embeddedBase = "content"

// tree is a content directory and the selected part of it.
type tree struct {
	dir  string   // "" for the embedded catalog
	part []string // files and folders within it; none for all
	// changed are the absolute paths of the selected files, or nil for all.
	changed map[string]bool
	// lost are the fields that refer to records whose files were removed, if changed is not nil.
	lost map[finding.Field]bool
	// over is an overlay of files, by their paths below the directory.
	over map[string][]byte
}

// findTrees returns the content directories that the paths are, contain or are in. Its errors begin with the path.
func findTrees(paths []string) ([]tree, error) {
	if len(paths) == 0 {
		dir := nearestContent()
		if dir == "" {
			return nil, errNoContent
		}
		return []tree{{dir: dir}}, nil
	}
	var trees []tree
	for _, path := range paths {
		t, err := findTree(path)
		if err != nil {
			return nil, err
		}
		i := slices.IndexFunc(trees, func(other tree) bool { return other.dir == t.dir })
		switch {
		case i < 0:
			trees = append(trees, t)
		case len(t.part) == 0 || len(trees[i].part) == 0:
			trees[i].part = nil // all of it is selected
		default:
			trees[i].part = append(trees[i].part, t.part...)
		}
	}
	return trees, nil
}

func findTree(path string) (tree, error) {
	path = filepath.Clean(path)
	switch _, err := os.Stat(path); {
	case errors.Is(err, fs.ErrNotExist):
		return tree{},
			fmt.Errorf("%s: no such file or directory; name a content directory, or files and folders within one", path)
	case err != nil:
		return tree{}, fmt.Errorf("%s: %w", path, err)
	}
	if isContent(path) {
		return tree{dir: path}, nil
	}
	if inner := filepath.Join(path, "content"); isContent(inner) {
		return tree{dir: inner}, nil
	}
	absolute, err := filepath.Abs(path)
	if err != nil {
		return tree{}, fmt.Errorf("%s: %w", path, err)
	}
	for dir := filepath.Dir(absolute); ; dir = filepath.Dir(dir) {
		if below := strings.TrimPrefix(absolute[len(dir):], string(filepath.Separator)); isContent(dir) && inContent(below) {
			shown := shownAs(dir, path)
			return tree{dir: shown, part: []string{filepath.Join(shown, below)}}, nil
		}
		if parent := filepath.Dir(dir); parent == dir {
			return tree{}, fmt.Errorf("%s: it has none of the folders of a catalog (drugs, classes, conditions, …) and is in "+
				"no content directory", path)
		}
	}
}

// inContent reports whether a path below a content directory may be content: it is in a collection, or beside the
// collections.
func inContent(below string) bool {
	first, _, nested := strings.Cut(filepath.ToSlash(below), "/")
	_, isCollection := catalog.ParseKind(first)
	return isCollection || !nested
}

// nearestContent returns the default content directory: content/, or else the working directory if it is one, or its
// parent if it is a collection. It returns "" if there is none.
func nearestContent() string {
	switch {
	case isContent("content"):
		return "content"
	case isSurelyContent("."):
		return "."
	case isSurelyContent(".."):
		working, err := os.Getwd()
		if err != nil {
			return ""
		}
		if _, isCollection := catalog.ParseKind(filepath.Base(working)); isCollection {
			return ".."
		}
	}
	return ""
}

// isSurelyContent reports whether a directory that nobody named is content: a folder named sources alone may be
// anything, but in one named content it is a collection.
func isSurelyContent(dir string) bool {
	absolute, err := filepath.Abs(dir)
	n := collectionsIn(dir)
	return n > 1 || n == 1 && err == nil && filepath.Base(absolute) == "content"
}

// isContent reports whether a directory has the folder of a collection.
func isContent(dir string) bool { return collectionsIn(dir) > 0 }

// collectionsIn counts the folders of collections that a directory has.
func collectionsIn(dir string) int {
	n := 0
	for _, kind := range catalog.Kinds() {
		if info, err := os.Stat(filepath.Join(dir, kind.String())); err == nil && info.IsDir() {
			n++
		}
	}
	return n
}

// selects reports whether a file is in the selected part of the tree.
func (t tree) selects(file string) bool {
	return t.holds(file) && (t.changed == nil || isChanged(t.changed, file))
}

// holds reports whether a file is in the selected paths, changed or not.
func (t tree) holds(file string) bool {
	return t.has(file) && (len(t.part) == 0 || slices.ContainsFunc(t.part, func(path string) bool {
		return file == filepath.ToSlash(path) || strings.HasPrefix(file, filepath.ToSlash(path)+"/")
	}))
}

// has reports whether a file is in the tree.
func (t tree) has(file string) bool {
	base := cmp.Or(t.dir, embeddedBase)
	return base == "." || strings.HasPrefix(file, filepath.ToSlash(base)+"/")
}
