package catalog

import (
	"strconv"
	"strings"

	"go.yaml.in/yaml/v4"
)

// locate finds the node that a field path leads to. A scalar is where its value stands, a mapping or list under a key where its key
// stands, an item of a list where the item begins. A path that leads nowhere gives the place that should hold it: the nearest
// parent that is there.
func locate(root *yaml.Node, path string) Position {
	at := Position{root.Line, root.Column}
	node := root
	for path != "" {
		var step string
		step, path = nextStep(path)
		child, key := descend(node, step)
		if child == nil {
			return at
		}
		at = Position{child.Line, child.Column}
		if key != nil && child.Kind != yaml.ScalarNode {
			at = Position{key.Line, key.Column}
		}
		node = child
	}
	return at
}

// nextStep takes the first step off a path: `uses[0].labels` gives "uses" and `[0].labels`; `["key"]` keeps its brackets.
func nextStep(path string) (step, rest string) {
	path = strings.TrimPrefix(path, ".")
	if strings.HasPrefix(path, `["`) {
		if end := strings.Index(path, `"]`); end >= 0 {
			return path[:end+2], path[end+2:]
		}
		return path, ""
	}
	if strings.HasPrefix(path, "[") {
		if end := strings.IndexByte(path, ']'); end >= 0 {
			return path[:end+1], path[end+1:]
		}
		return path, ""
	}
	if end := strings.IndexAny(path, ".["); end >= 0 {
		return path[:end], path[end:]
	}
	return path, ""
}

// descend gives the child that a step leads to, and its key where the parent is a mapping.
func descend(node *yaml.Node, step string) (child, key *yaml.Node) {
	switch node.Kind {
	case yaml.SequenceNode:
		index, err := strconv.Atoi(strings.Trim(step, "[]"))
		if err != nil || index < 0 || index >= len(node.Content) {
			return nil, nil
		}
		return node.Content[index], nil
	case yaml.MappingNode:
		name := step
		if quoted, ok := strings.CutPrefix(step, `["`); ok {
			name = strings.TrimSuffix(quoted, `"]`)
		}
		for i := 0; i+1 < len(node.Content); i += 2 {
			if node.Content[i].Value == name {
				return node.Content[i+1], node.Content[i]
			}
		}
	}
	return nil, nil
}
