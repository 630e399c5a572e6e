// Package migrate rewrites content of the schema before December 2026 for the schema of today, as far as it can without
// inventing anything, and names what is left for a person.
//
// It knows the collections by the names of their folders and fields by their names, since the old ones are in no schema
// any more. Nothing depends on it but `compendium fmt --migrate`, with which it can go once no old content is left.
package migrate

import (
	"fmt"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/opencompendium/compendium/catalog/document"
)

// Remainder is something that is left for a person to decide.
type Remainder struct {
	// File is the path of the file below the content directory, and Path the field in it.
	File, Path string
	// Todo is what to do.
	Todo string
}

// Content migrates the files of a content directory, by their paths in it. It returns the texts of those that change,
// and what is left. The texts are not in their canonical layout.
func Content(files map[string][]byte) (changed map[string][]byte, left []Remainder) {
	m := &migration{files: make(map[string]*file, len(files))}
	names := slices.Sorted(maps.Keys(files))
	for _, name := range names {
		doc, problems := document.Parse(files[name])
		f := &file{path: name, doc: doc, m: m}
		if len(problems) > 0 {
			m.left = append(m.left, Remainder{name, problems[0].Path, "It cannot be read: " + problems[0].Message})
			continue
		}
		m.files[name] = f
		f.migrate()
	}
	m.moveCoverages()
	changed = make(map[string][]byte)
	for name, f := range m.files {
		if f.changed {
			changed[name] = f.doc.Text()
		}
	}
	slices.SortStableFunc(m.left, func(a, b Remainder) int { return strings.Compare(a.File, b.File) })
	return changed, m.left
}

// migration is the state of one run.
type migration struct {
	files map[string]*file
	left  []Remainder
}

// file is a content file that is rewritten.
type file struct {
	path    string
	doc     *document.Document
	changed bool
	m       *migration
}

// migrate makes the changes that concern this file alone.
func (f *file) migrate() {
	if path.Dir(f.path) == "drugs" {
		f.migrateDrug()
	}
	if path.Dir(f.path) == "trials" && f.value("status") == "STOPPED" {
		f.edit(document.Set("status", "TERMINATED"))
	}
	for _, effect := range f.items("side_effects") {
		f.migrateEffect(effect)
	}
	for _, use := range f.items("uses") {
		f.migrateUse(use)
	}
}

// edit makes a change, or leaves it to a person. It reports whether it was made.
func (f *file) edit(e document.Edit) bool {
	text, err := f.doc.Apply(e)
	if err != nil {
		f.leavef(e.Path, "Not migrated: %v. Do it by hand.", err)
		return false
	}
	f.doc, _ = document.Parse(text)
	f.changed = true
	return true
}

// leavef notes something at a path that is left for a person.
func (f *file) leavef(at, format string, args ...any) {
	f.m.left = append(f.m.left, Remainder{f.path, at, fmt.Sprintf(format, args...)})
}

// value returns the text at a path, or "".
func (f *file) value(at string) string { return value(f.doc.Find(at)) }

// has reports whether there is something at a path.
func (f *file) has(at string) bool { return !f.doc.Find(at).IsZero() }

// items returns the paths of the items of the list at a path.
func (f *file) items(at string) []string {
	var paths []string
	for i := range children(f.doc.Find(at)) {
		paths = append(paths, fmt.Sprintf("%s[%d]", at, i))
	}
	return paths
}

func value(n document.Node) string {
	if n.IsZero() || n.Kind() != document.Scalar {
		return ""
	}
	return n.Value()
}

func children(n document.Node) []document.Node {
	if n.IsZero() {
		return nil
	}
	return slices.Collect(n.Children())
}

// typed are the plain scalars that are no text.
var typed = regexp.MustCompile(`^(true|false|-?[0-9]+)$`)

// flow returns a node as YAML on one line.
func flow(n document.Node) string {
	var parts []string
	switch n.Kind() {
	case document.Mapping:
		for child := range n.Children() {
			parts = append(parts, document.Write(child.Key(), true)+": "+flow(child))
		}
		return "{" + strings.Join(parts, ", ") + "}"
	case document.Sequence:
		for child := range n.Children() {
			parts = append(parts, flow(child))
		}
		return "[" + strings.Join(parts, ", ") + "]"
	default:
		if n.IsPlain() && typed.MatchString(n.Value()) {
			return n.Value()
		}
		return document.Write(n.Value(), true)
	}
}

var notInSlug = regexp.MustCompile(`[^a-z0-9]+`)

// slug returns an identifier made of a text.
func slug(text string) string {
	return strings.Trim(notInSlug.ReplaceAllString(strings.ToLower(text), "-"), "-")
}
