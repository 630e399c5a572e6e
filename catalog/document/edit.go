package document

import (
	"errors"
	"fmt"
	"slices"
	"strings"
)

// Edit is one change of a file. It leaves every other byte as it is.
type Edit struct {
	// Path is the field or item that changes.
	Path string

	kind  editKind
	text  string // the new key or value
	key   string // of a field to add
	order []int  // of the items of a list
}

type editKind int

const (
	editRename editKind = iota
	editSet
	editAdd
	editRemove
	editReorder
)

// Rename returns the change that writes another key for a field.
func Rename(path, key string) Edit { return Edit{Path: path, kind: editRename, text: key} }

// Set returns the change that writes another value for a field or item that has a single one.
func Set(path, value string) Edit { return Edit{Path: path, kind: editSet, text: value} }

// Add returns the change that adds a field at the end of a mapping, or of the file for the path "", which may have no
// field yet. The value is YAML on one line.
func Add(path, key, value string) Edit { return Edit{Path: path, kind: editAdd, key: key, text: value} }

// Remove returns the change that removes a field or item with all that is in it. One with comments is not removed.
func Remove(path string) Edit { return Edit{Path: path, kind: editRemove} }

// Reorder returns the change that puts the items of a list in another order: the item at order[0] comes first.
func Reorder(path string, order []int) Edit {
	return Edit{Path: path, kind: editReorder, order: slices.Clone(order)}
}

// Equal reports whether two changes are the same.
func (e Edit) Equal(other Edit) bool {
	return e.Path == other.Path && e.kind == other.kind && e.key == other.key && e.text == other.text &&
		slices.Equal(e.order, other.order)
}

// Reorders reports whether the change moves items, so that paths that were found before it may lead elsewhere.
func (e Edit) Reorders() bool { return e.kind == editReorder }

// Apply returns the file's text with a change. The error is for a change that cannot be made without a risk: then
// nothing is to be written. What the file says, and to what its comments belong, is the same afterwards but for the
// change.
func (d *Document) Apply(e Edit) ([]byte, error) {
	if e.Path == "" && e.kind == editAdd && d.Root().IsZero() {
		return d.withFirst(e)
	}
	t, err := newTree(d)
	if err != nil {
		return nil, err
	}
	entry := t.find(e.Path)
	if e.Path == "" && e.kind == editAdd {
		entry = t.whole()
	}
	if entry == nil {
		return nil, fmt.Errorf("edit %s: the file has no such field", e.Path)
	}
	begin, end, text, err := entry.replacement(d.text, e)
	if err != nil {
		return nil, fmt.Errorf("edit %s: %w", e.Path, err)
	}
	changed := slices.Concat(d.source[:begin], []byte(text), d.source[end:])
	read, _ := Parse(changed)
	after, err := newTree(read)
	if err != nil {
		return nil, fmt.Errorf("edit %s: %w", e.Path, err)
	}
	if err := entry.change(e); err != nil {
		return nil, fmt.Errorf("edit %s: %w", e.Path, err)
	}
	if !slices.Equal(t.says(), after.says()) || !slices.Equal(t.remarks(), after.remarks()) {
		return nil, fmt.Errorf("edit %s: more than that would change", e.Path)
	}
	return changed, nil
}

// withFirst returns the text of a file without fields, which may have comments, with its first field.
func (d *Document) withFirst(e Edit) ([]byte, error) {
	text := string(d.source)
	if text != "" && !strings.HasSuffix(text, "\n") {
		text += "\n"
	}
	changed := []byte(text + e.key + ": " + e.text + "\n")
	read, problems := Parse(changed)
	if len(problems) > 0 {
		return nil, fmt.Errorf("add %s: %s", e.key, problems[0].Message)
	}
	if t, err := newTree(read); err != nil || len(t.root.entries) != 1 || t.root.named(e.key) == nil {
		return nil, fmt.Errorf("add %s: its value is not YAML on one line", e.key)
	}
	return changed, nil
}

// change makes the change in the tree, so that it can be compared with what the changed text says.
func (en *entry) change(e Edit) error {
	switch e.kind {
	case editRename:
		en.key = e.text
	case editSet:
		en.value.value = e.text
	case editAdd:
		read, problems := Parse([]byte(e.key + ": " + e.text + "\n"))
		if len(problems) > 0 {
			return fmt.Errorf("the value of %s is not YAML: %s", e.key, problems[0].Message)
		}
		added, err := newTree(read)
		if err != nil {
			return err
		}
		en.value.entries = append(en.value.entries, added.root.entries...)
	case editRemove:
		en.parent.entries = slices.DeleteFunc(en.parent.entries, func(other *entry) bool { return other == en })
	case editReorder:
		old := slices.Clone(en.value.entries)
		for i, from := range e.order {
			en.value.entries[i] = old[from]
		}
	}
	return nil
}

// replacement returns which bytes of the text the change replaces, and by what.
func (en *entry) replacement(source string, e Edit) (begin, end int, text string, err error) {
	switch e.kind {
	case editRename:
		switch {
		case !en.field:
			return 0, 0, "", errors.New("an item of a list has no key")
		case en.parent.named(e.text) != nil:
			return 0, 0, "", fmt.Errorf("there is a field %s already", e.text)
		}
		return en.begin, en.keyEnd, Write(e.text, true), nil
	case editSet:
		return en.value.set(source, e.text)
	case editAdd:
		if en.value.named(e.key) != nil {
			return 0, 0, "", fmt.Errorf("there is a field %s already", e.key)
		}
		return en.value.add(source, e.key+": "+e.text)
	case editRemove:
		return en.remove(source)
	default:
		return en.reorder(source, e.order)
	}
}

// set keeps the quotes that a value has.
func (b *branch) set(source, value string) (begin, end int, text string, err error) {
	if b.kind > Scalar || b.isBlockText() || b.begin == b.end {
		return 0, 0, "", errors.New("it has no value on its line")
	}
	text = Write(value, true)
	if quote := source[b.begin : b.begin+1]; !b.isBare() && text == value && !strings.ContainsAny(value, `"'\`) {
		text = quote + value + quote
	}
	return b.begin, b.end, text, nil
}

// add puts a field behind the last one: in brackets, or on a line of its own.
func (b *branch) add(source, field string) (begin, end int, text string, err error) {
	switch {
	case b.kind != Mapping:
		return 0, 0, "", errors.New("it takes no fields")
	case len(b.entries) == 0:
		return b.begin + 1, b.begin + 1, field, nil
	case b.isFlow():
		at := b.entries[len(b.entries)-1].value.end
		return at, at, ", " + field, nil
	default:
		at := lineEnd(source, b.end)
		return at, at, "\n" + strings.Repeat(" ", b.column) + field, nil
	}
}

// remove takes a field or item out: whole lines, or what is between two commas.
func (en *entry) remove(source string) (begin, end int, text string, err error) {
	siblings := en.parent.entries
	i := slices.Index(siblings, en)
	line := strings.LastIndexByte(source[:en.begin], '\n') + 1
	switch {
	case en.isRemarked():
		return 0, 0, "", errors.New("it has comments, which would be lost")
	case len(siblings) == 1 && !en.parent.isFlow():
		return 0, 0, "", errors.New("nothing would be left of what it is in")
	case en.parent.isFlow() && i+1 == len(siblings) && i > 0:
		return siblings[i-1].value.end, max(en.value.end, en.keyEnd), "", nil
	case en.parent.isFlow() && i+1 == len(siblings):
		return en.begin, max(en.value.end, en.keyEnd), "", nil
	case en.parent.isFlow() || i == 0 && strings.TrimSpace(source[line:en.begin]) != "":
		return en.begin, siblings[i+1].begin, "", nil // the next one takes its place, behind a hyphen too
	default:
		return line, behindLine(source, lineEnd(source, max(en.value.end, en.keyEnd))), "", nil
	}
}

// isRemarked reports whether a comment is about the entry or about something in it.
func (en *entry) isRemarked() bool {
	return isCommented(en.line) || isCommented(en.head...) || isCommented(en.foot...) ||
		isCommented(en.value.foot...) || slices.ContainsFunc(en.value.entries, (*entry).isRemarked)
}
