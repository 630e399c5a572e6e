// Package edit changes single things in the text of a content file and leaves every other byte as it is.
//
// It knows the text of one file and paths of fields in it, and nothing of the schema or of rules.
package edit

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/opencompendium/compendium/catalog/syntax"
)

// Edit is one change of a file.
type Edit struct {
	// Path is the field or item that changes, as a path from the record.
	Path string

	kind  kind
	text  string // the new key or value
	key   string // of a field to add
	order []int  // of the items of a list
}

type kind int

const (
	rename kind = iota
	set
	add
	reorder
)

// Rename gives the change that writes another key for a field.
func Rename(path, key string) Edit { return Edit{Path: path, kind: rename, text: key} }

// Set gives the change that writes another value for a field or item that has a single one.
func Set(path, value string) Edit { return Edit{Path: path, kind: set, text: value} }

// Add gives the change that adds a field at the end of a mapping. The value is a text, or a number as it is written.
func Add(path, key, value string) Edit { return Edit{Path: path, kind: add, key: key, text: value} }

// Reorder gives the change that puts the items of a list in another order: the item at order[0] comes first.
func Reorder(path string, order []int) Edit {
	return Edit{Path: path, kind: reorder, order: slices.Clone(order)}
}

// Equal says whether two changes are the same.
func (e Edit) Equal(other Edit) bool {
	return e.Path == other.Path && e.kind == other.kind && e.key == other.key && e.text == other.text && slices.Equal(e.order, other.order)
}

// Reorders says whether the change moves items, so that paths that were found before it may lead elsewhere.
func (e Edit) Reorders() bool { return e.kind == reorder }

// Apply gives a file's text with a change. The error is for a change that cannot be made in this text without a risk: then nothing is
// to be written. What the file says, and to what its comments belong, is the same afterwards but for the change.
func Apply(source []byte, e Edit) ([]byte, error) {
	file, err := syntax.Parse(source)
	if err != nil {
		return nil, err
	}
	entry := file.Find(e.Path)
	if entry == nil {
		return nil, fmt.Errorf("edit %s: the file has no such field", e.Path)
	}
	start, end, text, err := replacement(source, entry, e)
	if err != nil {
		return nil, fmt.Errorf("edit %s: %w", e.Path, err)
	}
	changed := slices.Concat(source[:start], []byte(text), source[end:])
	after, err := syntax.Parse(changed)
	if err != nil {
		return nil, fmt.Errorf("edit %s: %w", e.Path, err)
	}
	model(entry, e)
	if !slices.Equal(file.Root.Leaves(), after.Root.Leaves()) || !slices.Equal(file.Comments(), after.Comments()) {
		return nil, fmt.Errorf("edit %s: more than that would change", e.Path)
	}
	return changed, nil
}

// model makes the change in the file as it was read, so that it can be compared with what the changed text says.
func model(entry *syntax.Entry, e Edit) {
	switch e.kind {
	case rename:
		entry.Key.Value = e.text
	case set:
		entry.Value.Value = e.text
	case add:
		entry.Value.Entries = append(entry.Value.Entries, &syntax.Entry{Key: &syntax.Node{Value: e.key}, Value: &syntax.Node{Value: e.text}})
	case reorder:
		old := slices.Clone(entry.Value.Entries)
		for i, from := range e.order {
			entry.Value.Entries[i] = old[from]
		}
	}
}

// replacement gives which bytes of the text the change replaces, and by what.
func replacement(source []byte, entry *syntax.Entry, e Edit) (start, end int, text string, err error) {
	switch e.kind {
	case rename:
		switch {
		case entry.Key == nil:
			return 0, 0, "", errors.New("an item of a list has no key")
		case entry.Beside(e.text) != nil:
			return 0, 0, "", fmt.Errorf("there is a field %s already", e.text)
		}
		return entry.Key.Start, entry.Key.End, syntax.Write(e.text, true), nil
	case set:
		return setValue(source, entry.Value, e.text)
	case add:
		if entry.Value.Field(e.key) != nil {
			return 0, 0, "", fmt.Errorf("there is a field %s already", e.key)
		}
		return addField(source, entry.Value, e.key+": "+e.text)
	default:
		return reorderItems(source, entry, e.order)
	}
}

// setValue keeps the quotes that a value has.
func setValue(source []byte, n *syntax.Node, value string) (start, end int, text string, err error) {
	if n.Kind != syntax.Scalar || n.Style == syntax.Block || n.Start == n.End {
		return 0, 0, "", errors.New("it has no value on its line")
	}
	text = syntax.Write(value, true)
	if quote := string(source[n.Start]); n.Style == syntax.Quoted && text == value && !strings.ContainsAny(value, `"'\`) {
		text = quote + value + quote
	}
	return n.Start, n.End, text, nil
}

// addField puts a field behind the last one: in brackets, or on a line of its own.
func addField(source []byte, n *syntax.Node, field string) (start, end int, text string, err error) {
	switch {
	case n.Kind != syntax.Mapping:
		return 0, 0, "", errors.New("it takes no fields")
	case len(n.Entries) == 0:
		return n.Start + 1, n.Start + 1, field, nil
	case n.Flow:
		at := n.Entries[len(n.Entries)-1].Value.End
		return at, at, ", " + field, nil
	default:
		at := lineEnd(source, n.End)
		return at, at, "\n" + strings.Repeat(" ", n.Column) + field, nil
	}
}

// lineEnd gives where the line ends in which a byte stands, before its break.
func lineEnd(source []byte, at int) int {
	for at < len(source) && source[at] != '\n' && source[at] != '\r' {
		at++
	}
	return at
}
