package config

import (
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v4"
)

// entry is one setting of a file.
type entry struct {
	setting setting
	origin  string
	texts   []string
}

// readFile reads the settings of a YAML file. The text of a file that is wrong is not shown, only its place.
func readFile(file string, read func(string) ([]byte, error)) (entries []entry, problems []error) {
	data, err := read(file)
	if err != nil {
		return nil, []error{fmt.Errorf("read the file of settings: %w", err)}
	}
	root, err := parse(data)
	if err != nil {
		return nil, []error{fmt.Errorf("%s: %w", file, err)}
	}
	if root == nil {
		return nil, nil
	}
	var known []string
	byName := make(map[string]setting)
	for _, s := range settings {
		known = append(known, s.name)
		byName[s.name] = s
	}
	lines := make(map[string]int)
	for i := 0; i+1 < len(root.Content); i += 2 {
		key, node := root.Content[i], root.Content[i+1]
		origin := file + ":" + strconv.Itoa(key.Line)
		s, ok := byName[key.Value]
		if !ok {
			problems = append(problems, fmt.Errorf("%s: there is no setting %q%s", origin, key.Value, nearest("", key.Value, known)))
			continue
		}
		if line, twice := lines[s.name]; twice {
			problems = append(problems, fmt.Errorf("%s: %s stands twice, first on line %d", origin, s.name, line))
			continue
		}
		lines[s.name] = key.Line
		texts, err := textsOf(node)
		if err != nil {
			problems = append(problems, fmt.Errorf("%s: %s: %w", origin, s.name, err))
			continue
		}
		entries = append(entries, entry{setting: s, origin: origin, texts: texts})
	}
	return entries, problems
}

// parse returns the mapping that a file holds, or nil for an empty file.
func parse(data []byte) (*yaml.Node, error) {
	decoder := yaml.NewDecoder(strings.NewReader(string(data)))
	var document yaml.Node
	if err := decoder.Decode(&document); errors.Is(err, io.EOF) {
		return nil, nil //nolint:nilnil // an empty file holds no settings, which is right
	} else if err != nil {
		return nil, err
	}
	var second yaml.Node
	if err := decoder.Decode(&second); !errors.Is(err, io.EOF) {
		return nil, errors.New("there is more than one document; put all settings into one")
	}
	if len(document.Content) != 1 {
		return nil, nil //nolint:nilnil // only comments
	}
	root := document.Content[0]
	if root.Kind == yaml.ScalarNode && root.Tag == "!!null" {
		return nil, nil //nolint:nilnil // only comments
	}
	if root.Kind != yaml.MappingNode {
		return nil, errors.New("this is no mapping; write lines such as `listen: 127.0.0.1:50051`")
	}
	return root, nil
}

// textsOf writes a node as the flag would be written: a scalar as it is, a list as one text an item, and a mapping from methods to
// identities as grants.
func textsOf(node *yaml.Node) ([]string, error) {
	switch node.Kind {
	case yaml.ScalarNode:
		return []string{node.Value}, nil
	case yaml.SequenceNode:
		return scalars(node)
	case yaml.MappingNode:
		var texts []string
		for i := 0; i+1 < len(node.Content); i += 2 {
			key, items := node.Content[i], node.Content[i+1]
			identities := []string{items.Value}
			if items.Kind != yaml.ScalarNode {
				var err error
				if identities, err = scalars(items); err != nil {
					return nil, err
				}
			}
			for _, part := range append([]string{key.Value}, identities...) {
				if part == "" || strings.ContainsAny(part, ", \t\n") {
					return nil, fmt.Errorf("line %d: %q is empty, or holds a comma or a blank", key.Line, part)
				}
			}
			texts = append(texts, key.Value+"="+strings.Join(identities, ","))
		}
		return texts, nil
	default:
		return nil, fmt.Errorf("line %d: aliases are not taken; write the value", node.Line)
	}
}

func scalars(node *yaml.Node) ([]string, error) {
	if node.Kind != yaml.SequenceNode {
		return nil, fmt.Errorf("line %d: this is no list", node.Line)
	}
	var texts []string
	for _, item := range node.Content {
		if item.Kind != yaml.ScalarNode {
			return nil, fmt.Errorf("line %d: an item of a list is one text", item.Line)
		}
		texts = append(texts, item.Value)
	}
	return texts, nil
}
