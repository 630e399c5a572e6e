package config

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/opencompendium/compendium/catalog/document"
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
	doc, findings := document.Parse(data)
	for _, f := range findings {
		switch f.Rule {
		case document.RuleEmpty:
		case document.RuleDocuments:
			problems = append(problems, fmt.Errorf("%s:%d: there is more than one document; put all settings into one",
				file, f.Position.Line))
		default:
			problems = append(problems, fmt.Errorf("%s:%d: %s", file, f.Position.Line, f.Message))
		}
	}
	root := doc.Root()
	switch {
	case root.IsZero() || root.Broken():
		return nil, problems
	case root.Kind() != document.Mapping:
		return nil, append(problems,
			fmt.Errorf("%s: not a mapping; write lines such as `listen: 127.0.0.1:50051`", file))
	}
	var known []string
	byName := make(map[string]setting)
	for _, s := range settings {
		known = append(known, s.name)
		byName[s.name] = s
	}
	for node := range root.Children() {
		if node.Broken() {
			continue
		}
		origin := file + ":" + strconv.Itoa(lineOf(node))
		s, ok := byName[node.Key()]
		if !ok {
			problems = append(problems,
				fmt.Errorf("%s: there is no setting %q%s", origin, node.Key(), nearest("", node.Key(), known)))
			continue
		}
		texts, err := textsOf(node)
		if err != nil {
			problems = append(problems, fmt.Errorf("%s: %s: %w", origin, s.name, err))
			continue
		}
		entries = append(entries, entry{setting: s, origin: origin, texts: texts})
	}
	return entries, problems
}

// lineOf returns the line of a field's key, or of an item.
func lineOf(node document.Node) int {
	at, _ := node.Place()
	if node.IsField() {
		at, _ = node.KeyPlace()
	}
	return at.Line
}

// textsOf returns a node as the flag would be written: a scalar as it is, a list as one text an item, and a mapping
// from methods to identities as grants.
func textsOf(node document.Node) ([]string, error) {
	switch node.Kind() {
	case document.Sequence:
		return scalars(node)
	case document.Mapping:
		var texts []string
		for methods := range node.Children() {
			identities := []string{methods.Value()}
			if methods.Kind() > document.Scalar {
				var err error
				if identities, err = scalars(methods); err != nil {
					return nil, err
				}
			}
			for _, part := range append([]string{methods.Key()}, identities...) {
				if part == "" || strings.ContainsAny(part, ", \t\n") {
					return nil, fmt.Errorf("line %d: %q is empty, or holds a comma or a blank", lineOf(methods), part)
				}
			}
			texts = append(texts, methods.Key()+"="+strings.Join(identities, ","))
		}
		return texts, nil
	default:
		return []string{node.Value()}, nil
	}
}

func scalars(node document.Node) ([]string, error) {
	if node.Kind() != document.Sequence {
		return nil, fmt.Errorf("line %d: this is not a list", lineOf(node))
	}
	var texts []string
	for item := range node.Children() {
		if item.Kind() > document.Scalar {
			return nil, fmt.Errorf("line %d: an item of a list is one text", lineOf(item))
		}
		texts = append(texts, item.Value())
	}
	return texts, nil
}
