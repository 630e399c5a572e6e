package catalog

import (
	"crypto/sha256"
	"path"
	"slices"
	"strings"

	"github.com/opencompendium/compendium/finding"
)

// FileOf gives how the file at a path below the content directory is shown to people.
func (c *Catalog) FileOf(file string) string { return path.Join(c.base, file) }

// FromFiles makes a catalog of files by their paths below the content directory, which are shown under base. It returns the problems of
// the files, as Load does. The texts must not be changed afterwards: records are parts of them.
func FromFiles(base string, files map[string][]byte) (*Catalog, []finding.Finding) {
	return newCatalog(base, len(files)).With(files)
}

// With gives a copy of the catalog in which files, by their paths below the content directory, replace records or add some. It
// returns the problems of those files, as Load does. What is not changed is shared. The texts must not be changed afterwards: records are
// parts of them.
func (c *Catalog) With(files map[string][]byte) (*Catalog, []finding.Finding) {
	l := loader{base: c.base}
	changed := newCatalog(c.base, c.Len()+len(files))
	for _, records := range c.byKind {
		for _, r := range records {
			_, replaced := files[r.path]
			_, strayReplaced := files[r.name+".yaml"]
			if !replaced && !strayReplaced {
				changed.add(r)
			}
		}
	}
	paths := make([]string, 0, len(files))
	for p := range files {
		paths = append(paths, p)
	}
	slices.Sort(paths)
	var entries []entry
	for _, p := range paths {
		collection, name := path.Split(p)
		kind, known := ParseKind(strings.TrimSuffix(collection, "/"))
		id, isRecord := strings.CutSuffix(name, ".yaml")
		if !known || !isRecord || !IsID(id) {
			l.problem(p, "", fault{rule: RuleMisplaced, message: "A record stands in the folder of its collection, as in drugs/imatinib.yaml. Move or rename this file."})
			if known {
				entries = append(entries, strayIn(kind, p)...)
			}
			continue
		}
		entries = append(entries, entry{kind: kind, path: p})
	}
	entries = slices.DeleteFunc(withoutTwins(entries), func(e entry) bool { return e.stray() && changed.byName[e.name()] != nil })
	for i := range entries {
		e := &entries[i]
		e.record = &Record{name: e.name(), kind: e.kind, base: l.base, path: e.path}
		if e.stray() {
			e.record.source, e.record.digest = files[e.path], sha256.Sum256(files[e.path])
		} else {
			e.read(files[e.path])
		}
		e.finish()
		l.add(changed, e)
	}
	changed.seal()
	finding.Sort(l.problems)
	return changed, l.problems
}
