package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/release/disk"
)

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

// replaceFile replaces the text of a file atomically: readers see the old text or the new one, and so does the next run
// if this one is killed or finds the disk full. A link stays a link, and what it leads to is replaced. A file with
// Windows' line ends keeps them, as git has checked it out.
func replaceFile(root *os.Root, name string, text []byte) error {
	const maxLinks = 8
	for range maxLinks {
		info, err := root.Lstat(name)
		switch {
		case err != nil:
			return err
		case info.Mode()&fs.ModeSymlink != 0:
			to, err := root.Readlink(name)
			if err != nil {
				return err
			}
			if !filepath.IsAbs(to) { // an absolute one leads out of the root, which refuses it
				to = path.Join(path.Dir(name), filepath.ToSlash(to))
			}
			name = to
		case !info.Mode().IsRegular():
			return fmt.Errorf("%s is not a regular file", name)
		default:
			if text, err = withLineEnds(root, name, text); err != nil {
				return err
			}
			return disk.ReplaceIn(root, name, text, info.Mode().Perm())
		}
	}
	return fmt.Errorf("%s: too many links", name)
}

// withLineEnds returns a text with Windows' line ends if the file that is named has them.
func withLineEnds(root *os.Root, name string, text []byte) ([]byte, error) {
	present, err := root.ReadFile(name)
	if err != nil {
		return nil, err
	}
	if bytes.Contains(present, []byte("\r\n")) {
		text = bytes.ReplaceAll(text, []byte("\n"), []byte("\r\n"))
	}
	return text, nil
}

// openToWrite opens a content directory to be changed, and removes what killed runs left in it.
func openToWrite(dir string) (*os.Root, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, fmt.Errorf("open content directory: %w", err)
	}
	if err := removeLeftovers(root); err != nil {
		return nil, errors.Join(fmt.Errorf("remove temporary files of an earlier run: %w", err), root.Close())
	}
	return root, nil
}

// removeLeftovers removes the temporary files of runs that were killed. Those of a run at the same time are younger.
func removeLeftovers(root *os.Root) error {
	const young = time.Second
	var problems []error
	for _, kind := range catalog.Kinds() {
		entries, err := fs.ReadDir(root.FS(), kind.String())
		if err != nil {
			continue // a catalog need not have all of them
		}
		for _, e := range entries {
			if !strings.HasPrefix(e.Name(), disk.TemporaryPrefix) {
				continue
			}
			if info, err := e.Info(); err == nil && time.Since(info.ModTime()) > young {
				problems = append(problems, root.Remove(path.Join(kind.String(), e.Name())))
			}
		}
	}
	return errors.Join(problems...)
}
