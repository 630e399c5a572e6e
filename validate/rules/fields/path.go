package fields

import (
	"strings"

	"google.golang.org/protobuf/reflect/protoreflect"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/document"
)

// parent returns the path of the message that holds a field, and the name of the field.
func parent(path string) (message, field string) {
	if i := strings.LastIndexByte(path, '.'); i >= 0 && !strings.ContainsAny(path[i:], `"]`) {
		return path[:i], path[i+1:]
	}
	return "", path
}

// fieldAt returns the field that a path leads to, and the message type of its value, if it has one. Both are nil if the
// schema has no such field.
func fieldAt(kind catalog.Kind,
	path string) (field protoreflect.FieldDescriptor, message protoreflect.MessageDescriptor) {
	steps, ok := document.Steps(path)
	if !ok {
		return nil, nil
	}
	message = kind.Descriptor()
	inMap := false
	for _, step := range steps {
		switch {
		case step.Index >= 0:
			// An item is what its list is.
		case inMap:
			message, inMap = field.MapValue().Message(), false
		case message == nil:
			return nil, nil
		default:
			if field = message.Fields().ByName(protoreflect.Name(step.Name)); field == nil {
				return nil, nil
			}
			message, inMap = field.Message(), field.IsMap()
		}
	}
	return field, message
}
