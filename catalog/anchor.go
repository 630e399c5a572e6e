package catalog

import (
	"fmt"
	"strings"

	"google.golang.org/protobuf/reflect/protoreflect"

	"github.com/opencompendium/compendium/catalog/document"
)

// identifying lists the fields that tell items of a list apart if the schema marks no key, or the key is empty.
// An item that has a key is known by it alone; any other by those of these fields that it has.
var identifying = []string{
	"field", "term", "text", "brand", "drug", "regulator", "body", "target", "system", "code", "section", "printed",
	"source",
	"route", "jurisdiction", "use", "event", "decision", "role", "date",
}

// Anchor returns a field path rewritten so that it stays when items of lists come, go and move: an index becomes what
// its item is known by. `uses[3].labels[0].off_label` becomes `uses["chordoma"].labels["US"].off_label`. What cannot be
// rewritten stays as it is.
func (r *Record) Anchor(path string) string {
	node, schema := r.document.Root(), level{message: r.kind.Descriptor()}
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
			identity = identify(node, step.Index, schema.key())
		} else {
			schema = schema.below(step.Name)
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

// level is where a path has come in the schema: at a message, or at a list or map of them. It is empty where the schema
// has no such field.
type level struct {
	message protoreflect.MessageDescriptor
	isMap   bool
}

// below returns the level of a field, or of an entry of a map.
func (l level) below(name string) level {
	switch {
	case l.message == nil:
		return level{}
	case l.isMap:
		return level{message: l.message}
	}
	field := l.message.Fields().ByName(protoreflect.Name(name))
	switch {
	case field == nil:
		return level{}
	case field.IsMap():
		return level{message: field.MapValue().Message(), isMap: true}
	default:
		return level{message: field.Message()}
	}
}

// key returns the name of the field that is the key of the items of a list, or "".
func (l level) key() string {
	if l.message != nil {
		if field := ItemKey(l.message); field != nil {
			return string(field.Name())
		}
	}
	return ""
}

// identify returns what an item of a list is known by, quoted, or "" for an item that only its index tells. Of several
// items known by the same, each but the first is numbered.
func identify(list document.Node, index int, key string) string {
	identity := identityOf(list.Item(index), key)
	if identity == "" {
		return ""
	}
	same, i := 1, 0
	for item := range list.Children() {
		if i == index {
			break
		}
		if identityOf(item, key) == identity {
			same++
		}
		i++
	}
	if same > 1 {
		return fmt.Sprintf("%q#%d", identity, same)
	}
	return fmt.Sprintf("%q", identity)
}

func identityOf(item document.Node, key string) string {
	if item.Kind() <= document.Scalar {
		return item.Value()
	}
	if value := scalar(item, key); key != "" && value != "" {
		return value
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
