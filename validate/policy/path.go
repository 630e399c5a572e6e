package policy

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"cel.dev/cel-go/cel"
	"cel.dev/cel-go/checker"
	"google.golang.org/protobuf/reflect/protoreflect"

	"github.com/opencompendium/compendium/catalog/spelling"
)

// fieldPath is the path from a record to a field, or to many through the items of lists and maps.
type fieldPath []pathStep

type pathStep struct {
	field protoreflect.FieldDescriptor
	items bool // each item of a list or map
}

// parsePath reads a path such as uses[].labels[] and returns it with the type of its target.
func parsePath(environment *cel.Env, message protoreflect.MessageDescriptor,
	text string) (path fieldPath, this *cel.Type, err error) {
	this = cel.ObjectType(string(message.FullName()))
	if text == "" {
		return nil, this, nil
	}
	for name := range strings.SplitSeq(text, ".") {
		name, items := strings.CutSuffix(name, "[]")
		if message == nil {
			return nil, nil, fmt.Errorf("%s is a value without fields", path[len(path)-1].field.Name())
		}
		if n := len(path); n > 0 && path[n-1].field.IsList() && !path[n-1].items {
			return nil, nil, fmt.Errorf("%s is a list; write %[1]s[] for each of its items", path[n-1].field.Name())
		}
		field := message.Fields().ByName(protoreflect.Name(name))
		if field == nil {
			return nil, nil, fmt.Errorf("%s has no field %s%s", message.Name(), shorten(name), nearestField(name, message))
		}
		if this, err = stepType(environment, field, items); err != nil {
			return nil, nil, err
		}
		path = append(path, pathStep{field, items})
		if message = field.Message(); field.IsMap() {
			message = field.MapValue().Message()
		}
	}
	return path, this, nil
}

func stepType(environment *cel.Env, field protoreflect.FieldDescriptor, items bool) (*cel.Type, error) {
	whole, ok := typeOf(environment, field)
	switch {
	case !ok:
		return nil, fmt.Errorf("%s has a type that expressions do not support", field.Name())
	case items && field.IsList():
		return whole.Parameters()[0], nil
	case items && field.IsMap():
		return whole.Parameters()[1], nil
	case items:
		return nil, fmt.Errorf("%s is not a list; write it without []", field.Name())
	case field.IsMap():
		return nil, fmt.Errorf("%s is a map; write %[1]s[] for each of its values", field.Name())
	default:
		return whole, nil
	}
}

func nearestField(name string, message protoreflect.MessageDescriptor) string {
	var names []string
	for i := range message.Fields().Len() {
		names = append(names, string(message.Fields().Get(i).Name()))
	}
	if nearest, ok := spelling.Nearest(name, names); ok {
		return "; did you mean " + nearest + "?"
	}
	return "; it has " + strings.Join(names, ", ")
}

// each calls visit with each target of the path in a message, and its path, until visit returns false. Absent messages
// are skipped.
func (p fieldPath) each(message protoreflect.Message, visit func(path string, this any) bool) {
	p.walk(protoreflect.ValueOfMessage(message), "", visit)
}

func (p fieldPath) walk(at protoreflect.Value, path string, visit func(string, any) bool) bool {
	if len(p) == 0 {
		return visit(path, native(at))
	}
	step, rest := p[0], p[1:]
	message := at.Message()
	if path != "" {
		path += "."
	}
	path += string(step.field.Name())
	value := message.Get(step.field)
	switch {
	case step.items && step.field.IsList():
		for i := range value.List().Len() {
			if !rest.walk(value.List().Get(i), path+"["+strconv.Itoa(i)+"]", visit) {
				return false
			}
		}
		return true
	case step.items:
		for _, key := range mapKeys(value.Map()) {
			if !rest.walk(value.Map().Get(key), path+"["+strconv.Quote(key.String())+"]", visit) {
				return false
			}
		}
		return true
	case step.field.Message() != nil && !step.field.IsList() && !message.Has(step.field):
		return true
	default:
		return rest.walk(value, path, visit)
	}
}

// mapKeys returns the keys of a map, sorted.
func mapKeys(m protoreflect.Map) []protoreflect.MapKey {
	keys := make([]protoreflect.MapKey, 0, m.Len())
	m.Range(func(key protoreflect.MapKey, _ protoreflect.Value) bool {
		keys = append(keys, key)
		return true
	})
	slices.SortFunc(keys, func(a, b protoreflect.MapKey) int { return strings.Compare(a.String(), b.String()) })
	return keys
}

// native returns a value in the form that expressions take.
func native(value protoreflect.Value) any {
	if message, ok := value.Interface().(protoreflect.Message); ok {
		return message.Interface()
	}
	return value.Interface()
}

// unknownSizes estimates nothing: the content of records is not known when an expression is compiled.
type unknownSizes struct{}

// EstimateSize returns nil.
func (unknownSizes) EstimateSize(checker.AstNode) *checker.SizeEstimate { return nil }

// EstimateCallCost returns nil.
func (unknownSizes) EstimateCallCost(string, string, *checker.AstNode, []checker.AstNode) *checker.CallEstimate {
	return nil
}
