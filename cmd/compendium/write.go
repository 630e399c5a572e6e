package main

import (
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/opencompendium/compendium/catalog"
)

// writableTrees is findTrees for a command that changes content, which the embedded catalog cannot.
func writableTrees(name string, paths []string) ([]tree, error) {
	trees, err := findTrees(paths)
	if err != nil {
		return nil, fmt.Errorf("%s %w", name, err)
	}
	for _, t := range trees {
		switch {
		case t.dir == "":
			return nil, fmt.Errorf("%s: there is no content directory here; name one", name)
		case !isContent(t.dir):
			return nil, fmt.Errorf("%s %s: it has none of the folders of a catalog (drugs, classes, conditions, …)",
				name, t.dir)
		}
	}
	return trees, nil
}

// files returns the selected files of records in a tree, sorted by path.
func (t tree) files(root *os.Root) []contentFile {
	var files []contentFile
	for _, kind := range catalog.Kinds() {
		entries, err := fs.ReadDir(root.FS(), kind.String())
		if err != nil {
			continue // a catalog need not have all of them
		}
		for _, e := range entries {
			if strings.HasPrefix(e.Name(), ".") || !strings.HasSuffix(e.Name(), ".yaml") || e.IsDir() {
				continue
			}
			file := contentFile{path: path.Join(kind.String(), e.Name())}
			file.shown = path.Join(filepath.ToSlash(t.dir), file.path)
			if t.selects(file.shown) {
				files = append(files, file)
			}
		}
	}
	slices.SortFunc(files, func(a, b contentFile) int { return strings.Compare(a.path, b.path) })
	return files
}

// replaceFile replaces the text of a file atomically: readers see the old text or the new one. A link stays a link.
func replaceFile(root *os.Root, name string, text []byte) error {
	info, err := root.Lstat(name)
	if err != nil {
		return err
	}
	if !info.Mode().IsRegular() {
		return root.WriteFile(name, text, 0o644)
	}
	// A hidden file is not content, should this run be interrupted.
	temporary := path.Join(path.Dir(name), "."+path.Base(name)+"."+rand.Text())
	if err := root.WriteFile(temporary, text, info.Mode().Perm()); err != nil {
		return err
	}
	err = root.Chmod(temporary, info.Mode().Perm())
	if err == nil {
		err = root.Rename(temporary, name)
	}
	if err != nil {
		return errors.Join(err, root.Remove(temporary))
	}
	return nil
}
