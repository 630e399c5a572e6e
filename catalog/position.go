package catalog

import (
	"math"
	"strconv"
	"strings"

	"github.com/opencompendium/compendium/finding"
	"go.yaml.in/yaml/v4"
)

// locate finds the node that a field path leads to. A scalar is where its value stands, a mapping or list under a key where its key
// stands, an item of a list where the item begins. A path that leads nowhere gives the place that should hold it: the nearest
// parent that is there.
func locate(root *yaml.Node, path string) finding.Position {
	at := finding.Position{Line: root.Line, Column: root.Column}
	node := root
	for path != "" {
		var step step
		step, path = nextStep(path)
		child, key := descend(node, step)
		if child == nil {
			return at
		}
		at = finding.Position{Line: child.Line, Column: child.Column}
		if key != nil && child.Kind != yaml.ScalarNode {
			at = finding.Position{Line: key.Line, Column: key.Column}
		}
		node = child
	}
	return at
}

// step is one step of a field path: a field or a map's key by its name, or an item by its index.
type step struct {
	name  string
	index int // -1 with a name
}

// nextStep takes the first step off a path: `uses[0].labels` gives "uses" and leaves `[0].labels`. A map's key is quoted as Go
// quotes it, `["page"]`. What is no path gives a step that leads nowhere.
func nextStep(path string) (first step, rest string) {
	nowhere := step{index: math.MaxInt}
	path = strings.TrimPrefix(path, ".")
	inner, isSubscript := strings.CutPrefix(path, "[")
	if !isSubscript {
		end := strings.IndexAny(path, ".[")
		if end < 0 {
			end = len(path)
		}
		return step{name: path[:end], index: -1}, path[end:]
	}
	if quoted, err := strconv.QuotedPrefix(inner); err == nil {
		name, err := strconv.Unquote(quoted)
		rest, closed := strings.CutPrefix(inner[len(quoted):], "]")
		if err != nil || !closed {
			return nowhere, ""
		}
		return step{name: name, index: -1}, rest
	}
	digits, rest, closed := strings.Cut(inner, "]")
	index, err := strconv.Atoi(digits)
	if err != nil || index < 0 || !closed {
		return nowhere, ""
	}
	return step{index: index}, rest
}

// descend gives the child that a step leads to, and its key where the parent is a mapping.
func descend(node *yaml.Node, s step) (child, key *yaml.Node) {
	switch {
	case node.Kind == yaml.SequenceNode && s.index >= 0 && s.index < len(node.Content):
		return node.Content[s.index], nil
	case node.Kind == yaml.MappingNode && s.index < 0:
		for i := 0; i+1 < len(node.Content); i += 2 {
			if node.Content[i].Value == s.name {
				return node.Content[i+1], node.Content[i]
			}
		}
	}
	return nil, nil
}
