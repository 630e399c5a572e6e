// Package chore changes content as editors do every week: it renames, merges and retires records, replaces sources, and
// notes reviews.
//
// It writes nothing. Each function returns the new texts of files, and what is left for a person to decide. It changes
// only the bytes that it is about, and invents nothing: what it cannot know is left.
package chore

import (
	"fmt"
	"slices"
	"strings"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/document"
	"github.com/opencompendium/compendium/catalog/spelling"
	"github.com/opencompendium/compendium/finding"
)

// Change is new texts of content files, and what is left to do by hand.
type Change struct {
	// Files are the new texts, by paths below the content directory. A file that is not there yet is to be created.
	Files map[string][]byte
	// Tombstone is the path of the file that becomes a tombstone, or "". It is written after the files that are to be
	// created, and before the others: from then on the same chore does what is left.
	Tombstone string
	// Left are what a person has to decide, in the order of files.
	Left []Remainder
}

// Remainder is something that is left for a person.
type Remainder struct {
	// File is the path of the file, as shown to people.
	File     string
	Position finding.Position
	// Todo is what to do, in a sentence.
	Todo string
}

// String returns the remainder as findings are shown.
func (r Remainder) String() string {
	return fmt.Sprintf("%s:%d:%d: %s", r.File, r.Position.Line, r.Position.Column, r.Todo)
}

// changes collects the edits of one chore.
type changes struct {
	catalog *catalog.Catalog
	files   map[string][]byte // by path below the content directory
	left    []Remainder

	tombstone string
}

func begin(c *catalog.Catalog) *changes { return &changes{catalog: c, files: make(map[string][]byte)} }

func (x *changes) done() Change {
	slices.SortStableFunc(x.left, func(a, b Remainder) int {
		return finding.Compare(finding.Finding{File: a.File, Position: a.Position},
			finding.Finding{File: b.File, Position: b.Position})
	})
	return Change{Files: x.files, Tombstone: x.tombstone, Left: x.left}
}

// text returns the present text of a record's file.
func (x *changes) text(r *catalog.Record) []byte {
	if text, ok := x.files[r.Path()]; ok {
		return text
	}
	return r.Text()
}

// edit makes an edit of a record's file, or leaves it to a person.
func (x *changes) edit(r *catalog.Record, e document.Edit) {
	if !r.Own() {
		x.leavef(r, e.Path, "Not changed: %s is a record of the catalog that this one extends.", r.Name())
		return
	}
	doc, _ := document.Parse(x.text(r))
	text, err := doc.Apply(e)
	if err != nil {
		x.leavef(r, e.Path, "Not changed: %v. Do it by hand.", err)
		return
	}
	x.files[r.Path()] = text
}

// leavef notes what is left at a field of a record.
func (x *changes) leavef(r *catalog.Record, path, format string, args ...any) {
	x.left = append(x.left, Remainder{File: r.File(), Position: r.Position(path), Todo: fmt.Sprintf(format, args...)})
}

// repoint makes references lead to another record. Where a list of names has that one already, its item is removed: it
// names each record once.
func (x *changes) repoint(references []catalog.Reference, to string) {
	var repeated []catalog.Reference
	for _, ref := range references {
		if list, ok := listOf(ref); ok && names(ref.From.Document().Find(list), to) {
			repeated = append(repeated, ref)
			continue
		}
		x.edit(ref.From, document.Set(ref.Path, to))
	}
	for _, ref := range slices.Backward(repeated) { // from the last, so that the indexes of the others stay
		x.edit(ref.From, document.Remove(ref.Path))
	}
}

// listOf returns the path of the list of names that a reference is an item of.
func listOf(ref catalog.Reference) (string, bool) {
	if !ref.Field.IsList() {
		return "", false
	}
	return ref.Path[:strings.LastIndexByte(ref.Path, '[')], true
}

func names(list document.Node, name string) bool {
	for item := range list.Children() {
		if item.Kind() == document.Scalar && item.Value() == name {
			return true
		}
	}
	return false
}

// leaveMentions notes where texts and comments still mention a name that is no longer used, except in its own file.
func (x *changes) leaveMentions(name string) {
	for _, r := range x.catalog.Files() {
		if r.Name() == name || !r.Own() {
			continue
		}
		text := string(x.text(r))
		doc, _ := document.Parse([]byte(text))
		for at := 0; ; {
			i := strings.Index(text[at:], name)
			if i < 0 {
				break
			}
			at += i + len(name)
			if !isWordEnd(text[at:]) {
				continue
			}
			position, _ := doc.Place(at-len(name), at)
			if slices.ContainsFunc(x.left, func(l Remainder) bool { return l.File == r.File() && l.Position == position }) {
				continue // more is said of it
			}
			x.left = append(x.left, Remainder{File: r.File(), Position: position,
				Todo: fmt.Sprintf("The text still mentions %s, which is no longer the name. Correct it.", name)})
		}
	}
}

// isWordEnd reports whether a name ends before a text: "drugs/ala" is no mention of a name in "drugs/ala-2".
func isWordEnd(rest string) bool {
	return rest == "" || rest[0] != '-' && (rest[0] < 'a' || 'z' < rest[0]) && (rest[0] < '0' || '9' < rest[0])
}

// referencesTo returns the references to a name, in the order of the records and of the fields in them.
func referencesTo(c *catalog.Catalog, name string) []catalog.Reference {
	var list []catalog.Reference
	for ref := range c.References() {
		if ref.To == name {
			list = append(list, ref)
		}
	}
	return list
}

// present returns a record that can be changed: it is there, can be read, and is no tombstone.
func present(c *catalog.Catalog, name string) (*catalog.Record, error) {
	r, ok := c.Get(name)
	switch {
	case !ok:
		return nil, Missing(c, name)
	case !r.Own():
		return nil, fmt.Errorf("%s: it is a record of the catalog that this one extends; change it there, or replace "+
			"it whole (docs/own-catalog.md)", name)
	case r.Broken():
		return nil, fmt.Errorf("%s: its file has faults; correct what `compendium lint %s` finds first", name, r.File())
	case r.IsTombstone():
		return nil, fmt.Errorf("%s: it is retired already, see %s", name, r.File())
	}
	return r, nil
}

// Missing returns the error that there is no record of a name, with the one that is most likely meant. A name without a
// collection is compared with IDs.
func Missing(c *catalog.Catalog, name string) error {
	var names, meant []string
	for _, r := range c.Files() {
		full := r.Name()
		names = append(names, full)
		if _, id, _ := strings.Cut(full, "/"); !strings.Contains(name, "/") {
			full = id
		}
		meant = append(meant, full)
	}
	if near, ok := spelling.Nearest(name, meant); ok {
		return fmt.Errorf("%s: there is no such record; did you mean %s?", name, names[slices.Index(meant, near)])
	}
	return fmt.Errorf("%s: there is no such record", name)
}
