package config

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"
)

// Print writes the settings in effect as YAML that --config takes, with a comment that says where each comes from. What is secret is
// not shown.
func (l *Loaded) Print(w io.Writer) error {
	root := &yaml.Node{Kind: yaml.MappingNode}
	group := ""
	for _, s := range settings {
		key := &yaml.Node{Kind: yaml.ScalarNode, Value: s.name}
		if s.group != group {
			group = s.group
			key.HeadComment = group
		}
		node := nodeOf(s.value(&l.Config))
		if node.Kind == yaml.MappingNode {
			key.LineComment = l.origins[s.name]
		} else {
			node.LineComment = l.origins[s.name]
		}
		root.Content = append(root.Content, key, node)
	}
	encoder := yaml.NewEncoder(w)
	encoder.SetIndent(2)
	if err := encoder.Encode(root); err != nil {
		return fmt.Errorf("print the settings: %w", err)
	}
	return encoder.Close()
}

func nodeOf(v value) *yaml.Node {
	if g, ok := v.(grants); ok && len(*g.to) > 0 {
		node := &yaml.Node{Kind: yaml.MappingNode}
		for _, methods := range slices.Sorted(maps.Keys(*g.to)) {
			identities := &yaml.Node{Kind: yaml.SequenceNode, Style: yaml.FlowStyle}
			for _, identity := range (*g.to)[methods] {
				identities.Content = append(identities.Content, textNode(identity))
			}
			node.Content = append(node.Content, textNode(methods), identities)
		}
		return node
	}
	switch v.(type) {
	case boolean, count:
		return &yaml.Node{Kind: yaml.ScalarNode, Value: v.String()}
	default:
		return textNode(v.String())
	}
}

func textNode(s string) *yaml.Node {
	return &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: s}
}

// Markdown returns the table of all settings for the documentation.
func Markdown() string {
	var b strings.Builder
	group := ""
	for _, s := range settings {
		if s.group != group {
			group = s.group
			fmt.Fprintf(&b, "\n### %s\n\n| Flag and key | Variable | Default | |\n| --- | --- | --- | --- |\n", group)
		}
		fallback := ""
		if s.fallback != "" {
			fallback = "`" + s.fallback + "`"
		}
		fmt.Fprintf(&b, "| `%s` | `%s` | %s | %s |\n", s.name, s.variable(), fallback, strings.ToUpper(s.usage[:1])+s.usage[1:])
	}
	return strings.TrimPrefix(b.String(), "\n")
}
