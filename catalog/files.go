package catalog

import (
	"bytes"
	"context"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
	"time"
	"unsafe"

	"github.com/opencompendium/compendium/finding"
)

// Files is a file system in memory: texts by their paths. The texts must not be changed once they are loaded: records
// are parts of them.
type Files map[string][]byte

// Open opens a file, or a folder of files.
func (f Files) Open(name string) (fs.File, error) {
	if text, ok := f[name]; ok {
		return &memoryFile{bytes.NewReader(text), memoryInfo{name: path.Base(name), size: int64(len(text))}}, nil
	}
	entries, err := f.ReadDir(name)
	if err != nil {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	return &memoryDir{memoryInfo{name: path.Base(name), mode: fs.ModeDir}, entries}, nil
}

// ReadDir lists a folder, sorted by name.
func (f Files) ReadDir(name string) ([]fs.DirEntry, error) {
	prefix := name + "/"
	if name == "." {
		prefix = ""
	}
	seen := make(map[string]memoryInfo)
	for file, text := range f {
		rest, ok := strings.CutPrefix(file, prefix)
		if !ok {
			continue
		}
		if first, _, below := strings.Cut(rest, "/"); below {
			seen[first] = memoryInfo{name: first, mode: fs.ModeDir}
		} else {
			seen[first] = memoryInfo{name: first, size: int64(len(text))}
		}
	}
	if len(seen) == 0 && name != "." {
		return nil, &fs.PathError{Op: "readdir", Path: name, Err: fs.ErrNotExist}
	}
	entries := make([]fs.DirEntry, 0, len(seen))
	for _, name := range slices.Sorted(maps.Keys(seen)) {
		entries = append(entries, seen[name])
	}
	return entries, nil
}

// memoryInfo is a file or folder as it is listed.
type memoryInfo struct {
	name string
	size int64
	mode fs.FileMode
}

func (i memoryInfo) Name() string               { return i.name }
func (i memoryInfo) Size() int64                { return i.size }
func (i memoryInfo) Mode() fs.FileMode          { return i.mode }
func (i memoryInfo) Type() fs.FileMode          { return i.mode.Type() }
func (i memoryInfo) ModTime() time.Time         { return time.Time{} }
func (i memoryInfo) IsDir() bool                { return i.mode.IsDir() }
func (i memoryInfo) Sys() any                   { return nil }
func (i memoryInfo) Info() (fs.FileInfo, error) { return i, nil }

type memoryFile struct {
	*bytes.Reader

	info memoryInfo
}

func (f *memoryFile) Stat() (fs.FileInfo, error) { return f.info, nil }
func (f *memoryFile) Close() error               { return nil }

type memoryDir struct {
	info    memoryInfo
	entries []fs.DirEntry
}

func (d *memoryDir) Stat() (fs.FileInfo, error) { return d.info, nil }
func (d *memoryDir) Close() error               { return nil }
func (d *memoryDir) Read([]byte) (int, error) {
	return 0, &fs.PathError{Op: "read", Path: d.info.name, Err: fs.ErrInvalid}
}

// FileOf returns how the file at a path below the content directory is shown to people.
func (c *Catalog) FileOf(file string) string { return path.Join(c.base, file) }

// With loads the catalog's files with others laid over them, by their paths below the content directory. It returns the
// problems of these, as Load does. Records whose files are the same are shared.
func (c *Catalog) With(files Files) (*Catalog, []finding.Finding) {
	whole := make(Files, c.Len()+len(files))
	for _, r := range c.byName {
		whole[r.path] = r.Text()
	}
	l := loader{base: c.base, context: context.Background(), before: c, bases: c.bases}
	for file, text := range files {
		if _, ok := ParseKind(path.Dir(file)); !ok {
			l.problem(RuleMisplaced, file,
				"A record belongs in the folder of its collection, as in drugs/imatinib.yaml. Move or rename this file.")
			continue
		}
		whole[file] = text
	}
	changed, _, err := l.load(whole)
	if err != nil { // no file is in a collection
		changed = newCatalog(c.base, 0)
		changed.seal()
	}
	maps.Copy(changed.replaced, c.replaced)
	for file := range files {
		name := strings.TrimSuffix(file, ".yaml")
		if r, ok := c.byName[name]; ok && !r.Own() {
			changed.replaced[name] = r
		}
	}
	return changed, slices.DeleteFunc(l.problems, func(f finding.Finding) bool {
		for file := range files {
			if f.File == printable(c.FileOf(file)) {
				return false
			}
		}
		return true
	})
}

// known returns the record of a file that is in memory as it was before, or nil.
func (l *loader) known(fsys fs.FS, e *entry) *Record {
	files, ok := fsys.(Files)
	if !ok || l.before == nil {
		return nil
	}
	r := l.before.byName[e.name()]
	text := files[e.path]
	//nolint:gosec // compares addresses, reads nothing through them
	if r == nil || r.path != e.path || unsafe.SliceData(r.Text()) != unsafe.SliceData(text) || len(r.Text()) != len(text) {
		return nil
	}
	return r
}
