package catalog

import (
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"

	"google.golang.org/protobuf/reflect/protoreflect"

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
	used := usedNames(entries)
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

// usedNames returns the names that records refer to.
func usedNames(entries []entry) map[string]bool {
	used := make(map[string]bool)
	for i := range entries {
		for _, to := range entries[i].record.links {
			used[to.to] = true
		}
	}
	return used
}

// modeline matches the line that names the schema of a record for editors, and the collection that the schema is of.
var modeline = regexp.MustCompile(`^# yaml-language-server: \$schema=(?:.*/)?([a-z]+)(?:\.schema)?\.json\s`)

// checkCollection reports a file in the folder of one collection that holds a record of another one, as the line with
// its schema says or, if that says nothing, its fields do. Nothing else of such a file can be told.
func (e *entry) checkCollection() {
	meant, named := e.kind, ""
	if line := modeline.FindSubmatch(e.record.document.Text()); line != nil {
		named = string(line[1])
	}
	for _, kind := range Kinds() {
		if kind.String() == named {
			meant = kind
		}
	}
	if own := e.unknownFields(e.kind); meant == e.kind && own > 1 && named == "" {
		if kinds := slices.DeleteFunc(Kinds(), func(k Kind) bool { return e.unknownFields(k) > 0 }); len(kinds) == 1 {
			meant = kinds[0]
		}
	}
	if meant == e.kind {
		return
	}
	e.meant = strayIn(meant, e.path)
	e.findings, e.record.lost = nil, []string{""}
	told := "its fields"
	if named != "" {
		told = "the line with its schema"
	}
	e.fail(RuleMisplaced, "", fmt.Sprintf("This is a record of %s in the folder of %s. Move the file to %[1]s, or "+
		"correct %[3]s.", meant, e.kind, told))
}

// unknownFields returns how many fields of the file a record of a collection does not have.
func (e *entry) unknownFields(kind Kind) int {
	n, known := 0, kind.Descriptor().Fields()
	for field := range e.record.document.Root().Children() {
		if known.ByName(protoreflect.Name(field.Key())) == nil {
			n++
		}
	}
	return n
}

// withMeant adds the records that files in the folders of other collections are meant for, as ones that could not be
// read.
func withMeant(entries []entry) []entry {
	var more []entry
	for i := range entries {
		for _, e := range entries[i].meant {
			e.record = &Record{name: e.name(), kind: e.kind, base: entries[i].record.base, path: e.path,
				document: entries[i].record.document, digest: entries[i].record.digest}
			e.finish()
			more = append(more, e)
		}
	}
	return withoutTwins(append(entries, more...))
}
