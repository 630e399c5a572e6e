package catalog

import (
	"fmt"
	"strings"

	"go.yaml.in/yaml/v4"
)

// identifying are the fields that tell the items of a list apart, in all lists of the schema. An item that has an id is known by it
// alone; any other by those of these fields that it has.
var identifying = []string{
	"field", "term", "text", "brand", "drug", "regulator", "body", "target", "system", "code", "section", "printed", "source",
	"route", "jurisdiction", "use", "event", "decision", "role", "date",
}

// Anchors gives a function that rewrites field paths so that they stay when items of lists come, go and move: an index becomes what
// its item is known by. `uses[3].labels[0].off_label` becomes `uses["chordoma"].labels["US"].off_label`. What cannot be
// rewritten stays as it is. It reads the file's text again, once.
func (r *Record) Anchors() func(path string) string {
	file, _ := parse(r.Text())
	if file == nil {
		return func(path string) string { return path }
	}
	return func(path string) string { return anchor(file.root, path) }
}

func anchor(node *yaml.Node, path string) string {
	var b strings.Builder
	for rest := path; rest != ""; {
		before := rest
		var s step
		s, rest = nextStep(before)
		child, _ := descend(node, s)
		if child == nil {
			return b.String() + before
		}
		identity := ""
		if s.index >= 0 {
			identity = identify(node, s.index)
		}
		if identity == "" {
			b.WriteString(strings.TrimSuffix(before, rest))
		} else {
			fmt.Fprintf(&b, "[%s]", identity)
		}
		node = child
	}
	return b.String()
}

// identify gives what an item of a list is known by, quoted, or "" for an item that only its index tells. Of several
// items known by the same, each but the first is numbered.
func identify(list *yaml.Node, index int) string {
	identity := identityOf(list.Content[index])
	if identity == "" {
		return ""
	}
	same := 1
	for _, item := range list.Content[:index] {
		if identityOf(item) == identity {
			same++
		}
	}
	if same > 1 {
		return fmt.Sprintf("%q#%d", identity, same)
	}
	return fmt.Sprintf("%q", identity)
}

func identityOf(item *yaml.Node) string {
	if item.Kind == yaml.ScalarNode {
		return item.Value
	}
	if id := scalar(item, "id"); id != "" {
		return id
	}
	var parts []string
	for _, field := range identifying {
		if value := scalar(item, field); value != "" {
			parts = append(parts, value)
		}
	}
	return strings.Join(parts, " ")
}

// scalar gives the value of a field of a mapping, or "" where it has none that is a single word or text.
func scalar(mapping *yaml.Node, field string) string {
	value, _ := descend(mapping, step{name: field, index: -1})
	if value == nil || value.Kind != yaml.ScalarNode {
		return ""
	}
	return value.Value
}
