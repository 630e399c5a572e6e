package catalog

import (
	"fmt"
	"strings"

	"github.com/opencompendium/compendium/catalog/document"
)

// identifying are the fields that tell the items of a list apart, in all lists of the schema. An item that has an id is
// known by it alone; any other by those of these fields that it has.
var identifying = []string{
	"field", "term", "text", "brand", "drug", "regulator", "body", "target", "system", "code", "section", "printed",
	"source",
	"route", "jurisdiction", "use", "event", "decision", "role", "date",
}

// Anchor returns a field path rewritten so that it stays when items of lists come, go and move: an index becomes what
// its item is known by. `uses[3].labels[0].off_label` becomes `uses["chordoma"].labels["US"].off_label`. What cannot be
// rewritten stays as it is.
func (r *Record) Anchor(path string) string {
	node := r.document.Root()
	var b strings.Builder
	for rest := path; rest != "" && !node.IsZero(); {
		step, behind, ok := document.CutStep(rest)
		child := node.Field(step.Name)
		if step.Index >= 0 {
			child = node.Item(step.Index)
		}
		if !ok || child.IsZero() {
			return b.String() + rest
		}
		identity := ""
		if step.Index >= 0 {
			identity = identify(node, step.Index)
		}
		if identity == "" {
			b.WriteString(strings.TrimSuffix(rest, behind))
		} else {
			fmt.Fprintf(&b, "[%s]", identity)
		}
		node, rest = child, behind
	}
	if node.IsZero() {
		return path
	}
	return b.String()
}

// identify returns what an item of a list is known by, quoted, or "" for an item that only its index tells. Of several
// items known by the same, each but the first is numbered.
func identify(list document.Node, index int) string {
	identity := identityOf(list.Item(index))
	if identity == "" {
		return ""
	}
	same, i := 1, 0
	for item := range list.Children() {
		if i == index {
			break
		}
		if identityOf(item) == identity {
			same++
		}
		i++
	}
	if same > 1 {
		return fmt.Sprintf("%q#%d", identity, same)
	}
	return fmt.Sprintf("%q", identity)
}

func identityOf(item document.Node) string {
	if item.Kind() <= document.Scalar {
		return item.Value()
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

// scalar returns the value of a field of a mapping, or "" where it has none that is a single word or text.
func scalar(mapping document.Node, field string) string {
	value := mapping.Field(field)
	if value.IsZero() {
		return ""
	}
	return value.Value()
}
