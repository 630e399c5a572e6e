package catalog

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"github.com/opencompendium/compendium/catalog/spelling"
	"github.com/opencompendium/compendium/finding"
)

// scan lists the files of the collections and finds those in the wrong place.
func (l *loader) scan(fsys fs.FS) ([]entry, error) {
	top, err := fs.ReadDir(fsys, ".")
	if err != nil {
		return nil, fmt.Errorf("read content directory %s: %w", l.base, err)
	}
	var entries []entry
	found := false
	for _, e := range top {
		kind, known := ParseKind(e.Name())
		switch {
		case known:
			var ok bool
			entries, ok = l.scanCollection(fsys, kind, entries)
			found = found || ok
		case ignored(e.Name()):
		case !e.IsDir() && strings.HasSuffix(e.Name(), ".yml"):
			l.warn(e.Name(), wrongEnding)
		case e.IsDir() || isYAML(e.Name()) && e.Name() != "compendium.yaml":
			entries = append(entries, l.misplaced(fsys, e, top)...)
		}
	}
	if !found {
		return nil, fmt.Errorf(
			"read content directory %s: it has none of the folders of a catalog (drugs, classes, conditions, …)", l.base)
	}
	return withoutTwins(entries), nil
}

// misplaced reports what is beside the collections, and returns what strays of a collection it holds that is not there
// itself.
func (l *loader) misplaced(fsys fs.FS, e fs.DirEntry, top []fs.DirEntry) []entry {
	var collections []string
	for _, k := range Kinds() {
		collections = append(collections, k.String())
	}
	if !e.IsDir() {
		l.problem(RuleMisplaced, e.Name(), "A record belongs in the folder of its collection. Move this file into one "+
			"of "+
			strings.Join(collections, ", ")+".")
		return nil
	}
	files, err := fs.ReadDir(fsys, e.Name())
	if err != nil || !slices.ContainsFunc(files, func(f fs.DirEntry) bool { return isYAML(f.Name()) }) {
		return nil
	}
	l.problem(RuleMisplaced, e.Name(), "There is no collection of this name, and its files are not read."+
		spelling.Suggest(e.Name(), collections))
	nearest, near := spelling.Nearest(e.Name(), collections)
	if !near || slices.ContainsFunc(top, func(other fs.DirEntry) bool { return other.Name() == nearest }) {
		return nil
	}
	kind, _ := ParseKind(nearest)
	return straysIn(fsys, kind, e.Name())
}

// scanCollection adds the files of a collection to a list, and reports whether it is a folder that can be read.
func (l *loader) scanCollection(fsys fs.FS, kind Kind, entries []entry) (more []entry, ok bool) {
	info, err := fs.Stat(fsys, kind.String())
	if err == nil && !info.IsDir() {
		l.problem(RuleMisplaced, kind.String(), "A collection is a folder, and this is a file. Move or remove it.")
		return entries, false
	}
	var files []fs.DirEntry
	if err == nil {
		files, err = fs.ReadDir(fsys, kind.String())
	}
	if err != nil {
		l.problem(RuleUnreadable, kind.String(), unreadable(err).Message)
		return entries, false
	}
	entries = slices.Grow(entries, len(files))
	for _, f := range files {
		file := kind.String() + "/" + f.Name()
		id, isRecord := strings.CutSuffix(f.Name(), ".yaml")
		switch {
		case ignored(f.Name()):
		case f.IsDir():
			l.problem(RuleMisplaced, file, "Folders within a collection are not read. Move the records up into "+
				kind.String()+".")
			entries = append(entries, straysIn(fsys, kind, file)...)
		case !isRecord && besideRecord(f.Name(), files):
			l.warn(file, "This is a copy beside a record, and is not read. Remove it.") // what it holds is there
		case !isRecord:
			l.problem(RuleMisplaced, file, wrongEnding)
			l.leftovers = append(l.leftovers, len(l.problems)-1)
			entries = append(entries, strayIn(kind, file)...)
		case !IsID(id):
			l.problem(RuleName, file, "The name of the file is the id of the record: small letters, digits and single hyphens, "+
				"as in imatinib.yaml. Rename it.")
			entries = append(entries, strayIn(kind, file)...)
		default:
			entries = append(entries, entry{kind: kind, path: file, mode: f.Type()})
		}
	}
	return entries, true
}

// wrongEnding is the message about a file that does not end as records do.
const wrongEnding = "Only files that end in .yaml are read here. Rename or move this one."

// warn reports a file that is not read, and that nothing else depends on.
func (l *loader) warn(file, message string) {
	l.problem(RuleMisplaced, file, message)
	l.problems[len(l.problems)-1].Severity = finding.Warning
}

// ignored reports whether a file is not content: hidden ones, and a note to editors.
func ignored(name string) bool { return strings.HasPrefix(name, ".") || name == "README.md" }

// besideRecord reports whether a file that is no record, such as a backup of an editor, has the name of one of the
// files up to the ending: imatinib.yaml~ and imatinib.yml beside imatinib.yaml.
func besideRecord(name string, files []fs.DirEntry) bool {
	stem, _, _ := strings.Cut(name, ".")
	_, found := slices.BinarySearchFunc(files, stem+".yaml",
		func(f fs.DirEntry, name string) int { return strings.Compare(f.Name(), name) })
	return found
}

func isYAML(name string) bool {
	return strings.HasSuffix(name, ".yaml") || strings.HasSuffix(name, ".yml")
}
