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

// writableTrees finds the content directories that the paths are, hold or lie in, for a command that changes them. Their embedded
// copy is none.
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
			return nil, fmt.Errorf("%s %s: it has none of the folders of a catalog (drugs, classes, conditions, …)", name, t.dir)
		}
	}
	return trees, nil
}

// files lists the records' files of a tree that were asked for, in the order of their paths.
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
			if t.asks(file.shown) {
				files = append(files, file)
			}
		}
	}
	slices.SortFunc(files, func(a, b contentFile) int { return strings.Compare(a.path, b.path) })
	return files
}

// replaceFile puts a new text in the place of a file below a directory, at once: whoever reads it sees the old text or the new one.
// A file that is a link stays one.
func replaceFile(root *os.Root, name string, text []byte) error {
	info, err := root.Lstat(name)
	if err != nil {
		return err
	}
	if !info.Mode().IsRegular() {
		return root.WriteFile(name, text, 0o644)
	}
	// A hidden file is nobody's content, should this run be broken off.
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
