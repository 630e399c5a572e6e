package document

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"testing"

	"go.yaml.in/yaml/v4"

	"github.com/opencompendium/compendium/finding"
)

// library reads a text with the YAML library: one document of a mapping, a list or a scalar.
func library(text []byte) (*yaml.Node, error) {
	loader, err := yaml.NewLoader(bytes.NewReader(text))
	if err != nil {
		return nil, err
	}
	var first, second yaml.Node
	if err := loader.Load(&first); err != nil {
		return nil, err
	}
	if err := loader.Load(&second); !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("a second document: %w", err)
	}
	return first.Content[0], nil
}

// sameAsLibrary fails unless the library reads a text alike: the same values under the same keys, at the same places.
func sameAsLibrary(t *testing.T, d *Document, text []byte) {
	t.Helper()
	root, err := library(text)
	if err != nil {
		t.Fatalf("the library does not read it: %v\n%q", err, text)
	}
	sameNode(t, d.Root(), root, string(text))
}

func sameNode(t *testing.T, n Node, y *yaml.Node, text string) bool {
	t.Helper()
	kind := map[yaml.Kind]Kind{yaml.MappingNode: Mapping, yaml.SequenceNode: Sequence, yaml.ScalarNode: Scalar}[y.Kind]
	if y.Kind == yaml.ScalarNode && y.Tag == "!!null" {
		kind = Null
	}
	at, _ := n.doc.Place(int(n.row().begin), int(n.row().end))
	if want := (finding.Position{Line: y.Line, Column: y.Column}); n.Kind() != kind || at != want && !atEnd(n, want) {
		t.Errorf("there is a %v at %v, and for the library a %v at %v\n%q", n.Kind(), at, kind, want, text)
		return false
	}
	if n.Value() != y.Value && kind <= Scalar {
		t.Errorf("the value at %v is %q, and for the library %q\n%q", at, n.Value(), y.Value, text)
		return false
	}
	i, step := 0, 1
	if kind == Mapping {
		step = 2
	}
	for child := range n.Children() {
		if i+step > len(y.Content) {
			t.Errorf("the node at %v has more than %d entries\n%q", at, i/step, text)
			return false
		}
		if kind == Mapping {
			key := y.Content[i]
			keyAt, _ := child.KeyPlace()
			if child.Key() != key.Value || keyAt != (finding.Position{Line: key.Line, Column: key.Column}) {
				t.Errorf("there is the key %q at %v, and for the library %q at %d:%d\n%q", child.Key(), keyAt, key.Value, key.Line,
					key.Column, text)
				return false
			}
		}
		if !sameNode(t, child, y.Content[i+step-1], text) {
			return false
		}
		i += step
	}
	if i != len(y.Content) {
		t.Errorf("the node at %v has %d entries, and for the library %d\n%q", at, i/step, len(y.Content)/step, text)
		return false
	}
	return true
}

// atEnd reports whether a node is at the end of the text. For the library, what is there is on a line after the last.
func atEnd(n Node, at finding.Position) bool {
	return n.Kind() == Null && int(n.row().end) == len(n.doc.text) && at.Line > len(n.doc.lines)
}
