// Package syntax is a content file as it is written: its nodes with the bytes that they span, and its comments with the entries that
// they belong to.
//
// It knows YAML as content files may use it and nothing of records or rules. What changes the text of a file builds on it, since the
// YAML library gives where a node begins and not where it ends, and may lose or move comments.
package syntax

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"

	"go.yaml.in/yaml/v4"
)

// Kind is what a node is.
type Kind int

// The kinds of nodes.
const (
	// Scalar is a single value.
	Scalar Kind = iota
	// Mapping has keys with a value each.
	Mapping
	// Sequence is a list.
	Sequence
)

// Style is how a scalar is written.
type Style int

// The styles of scalars.
const (
	// Plain is without quotes.
	Plain Style = iota
	// Quoted is in single or double quotes.
	Quoted
	// Block is a text below its key, after | or >.
	Block
)

// Node is a value, a mapping or a list.
type Node struct {
	// Kind is what it is.
	Kind Kind
	// Flow says that a mapping or list is written in brackets.
	Flow bool
	// Style is how a scalar is written.
	Style Style
	// Value is what a scalar says.
	Value string
	// Entries are the fields of a mapping or the items of a list.
	Entries []*Entry
	// Foot are comments after the last entry, each of one line, and "" for an empty line.
	Foot []string
	// Start is where it begins, in bytes from the start of the file.
	Start int
	// End is where it ends, in bytes from the start of the file. The end of a mapping or list without brackets is that of its last value.
	End int
	// Column is how many bytes stand before it on its line; that of a list without brackets is its first hyphen's.
	Column int
}

// Entry is a field of a mapping or an item of a list.
type Entry struct {
	// Key is the key of a field, nil for an item.
	Key *Node
	// Value is the value. Where none is written, it is a plain scalar of no length.
	Value *Node
	// Head are comments above it, each of one line, and "" for an empty line.
	Head []string
	// Line is a comment on its line, or "".
	Line string
	// Foot are comments below it that are indented more than it is, where its value is a scalar or in brackets.
	Foot []string
	// Start is where it begins: its key, or its hyphen.
	Start int

	parent *Node
}

// File is a content file.
type File struct {
	// Head are comments that belong to the file and not to its first field, as Entry.Head.
	Head []string
	// Root is the record.
	Root *Node
}

// Field gives the entry of a key, or nil where a mapping has none.
func (n *Node) Field(key string) *Entry {
	for _, e := range n.Entries {
		if e.Key != nil && e.Key.Value == key {
			return e
		}
	}
	return nil
}

// Beside gives the entry of a key in the same mapping, or nil where it has none.
func (e *Entry) Beside(key string) *Entry { return e.parent.Field(key) }

// Parse reads a file. The error says what of the file is not read here: what content may not hold, and keys after a question mark.
func Parse(source []byte) (*File, error) {
	loader, err := yaml.NewLoader(bytes.NewReader(source))
	if err != nil {
		return nil, fmt.Errorf("read YAML: %w", err)
	}
	var document yaml.Node
	switch err := loader.Load(&document); {
	case errors.Is(err, io.EOF):
		return nil, errors.New("read YAML: the file holds nothing")
	case err != nil:
		return nil, fmt.Errorf("read YAML: %w", err)
	}
	if document.Kind != yaml.DocumentNode || len(document.Content) != 1 || document.Content[0].Kind != yaml.MappingNode {
		return nil, errors.New("read YAML: the file holds no record")
	}
	s := scanner{source: source, root: document.Content[0]}
	file, err := s.file()
	if err != nil {
		return nil, fmt.Errorf("read YAML: %w", err)
	}
	attach(file, &s)
	return file, nil
}

// Leaves gives every scalar below a node with the keys and indexes that lead to it, sorted: what the file says, whatever the order
// of its fields.
func (n *Node) Leaves() []string {
	var list []string
	n.leaves("", &list)
	slices.Sort(list)
	return list
}

func (n *Node) leaves(path string, list *[]string) {
	if len(n.Entries) == 0 {
		*list = append(*list, fmt.Sprintf("%s %d %q", path, n.Kind, n.Value))
	}
	for i, e := range n.Entries {
		step := fmt.Sprintf("[%d]", i)
		if e.Key != nil {
			step = fmt.Sprintf("[%q]", e.Key.Value)
		}
		e.Value.leaves(path+step, list)
	}
}

// Comments gives every comment of the file, sorted, with the path of the entry that it belongs to.
func (f *File) Comments() []string {
	var list []string
	add := func(path string, comments ...string) {
		for _, c := range comments {
			if c != "" {
				list = append(list, path+" "+c)
			}
		}
	}
	add("head", f.Head...)
	f.Root.comments("", add)
	slices.Sort(list)
	return list
}

func (n *Node) comments(path string, add func(path string, comments ...string)) {
	for i, e := range n.Entries {
		step := fmt.Sprintf("%s[%d]", path, i)
		if e.Key != nil {
			step = fmt.Sprintf("%s[%q]", path, e.Key.Value)
		}
		add(step, e.Head...)
		add(step, e.Line)
		add(step, e.Foot...)
		e.Value.comments(step, add)
	}
	add(path+" foot", n.Foot...)
}
