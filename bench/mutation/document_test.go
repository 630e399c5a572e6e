package mutation_test

import (
	"bytes"
	"fmt"
	"path"
	"strconv"
	"strings"
	"testing"

	"go.yaml.in/yaml/v4"
)

// document is the text of a record, parsed anew for each defect, so that defects do not meet.
type document struct {
	file string // "drugs/imatinib.yaml"
	text string
	root *yaml.Node
}

func parse(t *testing.T, file, text string) *document {
	t.Helper()
	var node yaml.Node
	if err := yaml.Load([]byte(text), &node); err != nil {
		t.Fatalf("%s: %v", file, err)
	}
	return &document{file: file, text: text, root: node.Content[0]}
}

func (d *document) collection() string { return path.Dir(d.file) }

func (d *document) name() string { return strings.TrimSuffix(d.file, ".yaml") }

// String writes the record from its nodes, with the line that names its schema.
func (d *document) String() string {
	var b bytes.Buffer
	encoder := yaml.NewEncoder(&b)
	encoder.SetIndent(2)
	if err := encoder.Encode(d.root); err != nil {
		panic(fmt.Sprintf("%s: %v", d.file, err)) // the nodes are of the tests' own making
	}
	return b.String()
}

// place is a node of a record.
type place struct {
	doc  *document
	path string // as in findings: uses[0].labels[1]
	// form is the path without indexes and keys: uses[].labels[], citations{}.passage.
	form string
	node *yaml.Node
}

// places returns the places of a form, in the order of the text. A form that begins with ** means all that end as it
// does.
func (d *document) places(form string) []place {
	var found []place
	suffix, anywhere := strings.CutPrefix(form, "**")
	var visit func(p place)
	visit = func(p place) {
		if p.form == form || anywhere && strings.HasSuffix("."+p.form, suffix) {
			found = append(found, p)
		}
		for i, n := range p.node.Content {
			switch {
			case p.node.Kind == yaml.SequenceNode:
				visit(place{doc: d, path: fmt.Sprintf("%s[%d]", p.path, i), form: p.form + "[]", node: n})
			case p.node.Kind == yaml.MappingNode && i%2 == 1 && p.path == "citations":
				visit(place{doc: d, path: fmt.Sprintf("citations[%q]", p.node.Content[i-1].Value), form: "citations{}", node: n})
			case p.node.Kind == yaml.MappingNode && i%2 == 1:
				key := p.node.Content[i-1].Value
				visit(place{doc: d, path: join(p.path, key), form: join(p.form, key), node: n})
			}
		}
	}
	visit(place{doc: d, path: "", form: "", node: d.root})
	return found
}

// copied returns the same place in a copy of its document.
func (p place) copied() place {
	d := &document{file: p.doc.file, text: p.doc.text, root: clone(p.doc.root)}
	node := d.root
	for _, step := range steps(p.path) {
		if i, err := strconv.Atoi(step); err == nil && node.Kind == yaml.SequenceNode {
			node = node.Content[i]
		} else {
			node = get(node, step)
		}
	}
	return place{doc: d, path: p.path, form: p.form, node: node}
}

func clone(n *yaml.Node) *yaml.Node {
	c := *n
	c.Content = make([]*yaml.Node, len(n.Content))
	for i, child := range n.Content {
		c.Content[i] = clone(child)
	}
	return &c
}

func join(path, key string) string {
	if path == "" {
		return key
	}
	return path + "." + key
}

// get returns the value of a key, or nil.
func get(m *yaml.Node, key string) *yaml.Node {
	if i := index(m, key); i >= 0 {
		return m.Content[i+1]
	}
	return nil
}

func has(m *yaml.Node, key string) bool { return index(m, key) >= 0 }

// value returns the text of a key's scalar, or "".
func value(m *yaml.Node, key string) string {
	if n := get(m, key); n != nil && n.Kind == yaml.ScalarNode {
		return n.Value
	}
	return ""
}

func index(m *yaml.Node, key string) int {
	if m == nil || m.Kind != yaml.MappingNode {
		return -1
	}
	for i := 0; i+1 < len(m.Content); i += 2 {
		if m.Content[i].Value == key {
			return i
		}
	}
	return -1
}

// remove deletes a key from a mapping and reports whether it was there.
func remove(m *yaml.Node, key string) bool {
	i := index(m, key)
	if i < 0 {
		return false
	}
	m.Content = append(m.Content[:i:i], m.Content[i+2:]...)
	return true
}

// set sets a key to a value written as YAML, after the other keys if it is new.
func set(m *yaml.Node, key, text string) bool {
	if i := index(m, key); i >= 0 {
		m.Content[i+1] = snippet(text)
		return true
	}
	m.Content = append(m.Content, snippet(key), snippet(text))
	return true
}

// add appends an item that is written as YAML to a list.
func add(list *yaml.Node, text string) bool {
	list.Content = append(list.Content, snippet(text))
	return true
}

// cut takes an item out of a list.
func cut(list *yaml.Node, i int) {
	list.Content = append(list.Content[:i:i], list.Content[i+1:]...)
}

func snippet(text string) *yaml.Node {
	var node yaml.Node
	if err := yaml.Load([]byte(text), &node); err != nil {
		panic(fmt.Sprintf("%q: %v", text, err)) // the table of the tests is wrong
	}
	return node.Content[0]
}

// position returns where the value at a path of a text begins: a scalar or an item where it begins, a mapping or list
// at its key, and a missing value at what should hold it.
func position(text, path string) (line, column int) {
	var document yaml.Node
	if err := yaml.Load([]byte(text), &document); err != nil {
		return 0, 0
	}
	node := document.Content[0]
	line, column = node.Line, node.Column
	for _, step := range steps(path) {
		if node.Kind == yaml.SequenceNode {
			i, err := strconv.Atoi(step)
			if err != nil || i >= len(node.Content) {
				return line, column
			}
			node = node.Content[i]
			line, column = node.Line, node.Column
			continue
		}
		i := index(node, step)
		if i < 0 {
			return line, column
		}
		key := node.Content[i]
		node = node.Content[i+1]
		line, column = node.Line, node.Column
		if node.Kind != yaml.ScalarNode {
			line, column = key.Line, key.Column
		}
	}
	return line, column
}

// steps splits a path: uses[0].labels is uses, 0 and labels. No key of the frozen citations has a dot or a bracket.
func steps(path string) []string {
	return strings.FieldsFunc(path, func(r rune) bool { return strings.ContainsRune(`.[]"`, r) })
}
