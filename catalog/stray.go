package catalog

import (
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/opencompendium/compendium/finding"
)

// A stray is a file that is not read because it is in the wrong place or has the wrong name, and of which the record
// that it holds can be told all the same. That is in the catalog as one that could not be read, so that the slip is one
// finding and not one more for each reference to the record.

// strayIn returns the stray of a file, or none where its name says of no record.
func strayIn(kind Kind, file string) []entry {
	id, _, _ := strings.Cut(path.Base(file), ".")
	id = strings.NewReplacer("_", "-", " ", "-").Replace(strings.ToLower(id))
	if !IsID(id) {
		return nil
	}
	return []entry{{kind: kind, id: id, path: file}}
}

// straysIn returns the strays of a folder.
func straysIn(fsys fs.FS, kind Kind, dir string) []entry {
	files, err := fs.ReadDir(fsys, dir)
	if err != nil {
		return nil // the folder is reported
	}
	var strays []entry
	for _, f := range files {
		if f.Type().IsRegular() && isYAML(f.Name()) {
			strays = append(strays, strayIn(kind, path.Join(dir, f.Name()))...)
		}
	}
	return strays
}

// withoutTwins leaves out strays of records that there are, and all but the first of strays of one record.
func withoutTwins(entries []entry) []entry {
	if !slices.ContainsFunc(entries, func(e entry) bool { return e.stray() }) {
		return entries
	}
	there := make(map[string]bool, len(entries))
	for i := range entries {
		if !entries[i].stray() {
			there[entries[i].name()] = true
		}
	}
	kept := entries[:0]
	for i := range entries {
		if e := entries[i]; !e.stray() || !there[e.name()] {
			there[e.name()] = true
			kept = append(kept, e)
		}
	}
	return kept
}

// withoutLeftovers leaves out strays that end in another way than records, such as a backup or a draft, if no record
// refers to them: nothing is missing without them, and they are warnings.
func (l *loader) withoutLeftovers(entries []entry) []entry {
	if len(l.leftovers) == 0 {
		return entries
	}
	used := make(map[string]bool)
	for i := range entries {
		for _, to := range entries[i].record.links {
			used[to.to] = true
		}
	}
	needed := make(map[string]bool)
	entries = slices.DeleteFunc(entries, func(e entry) bool {
		file := printable(path.Join(l.base, e.path))
		leftover := e.stray() && slices.ContainsFunc(l.leftovers, func(i int) bool { return l.problems[i].File == file })
		needed[file] = leftover && used[e.name()]
		return leftover && !used[e.name()]
	})
	for _, i := range l.leftovers {
		if f := &l.problems[i]; !needed[f.File] {
			f.Severity = finding.Warning
		}
	}
	return entries
}
