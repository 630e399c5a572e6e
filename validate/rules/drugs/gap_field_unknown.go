package drugs

import (
	"slices"
	"strconv"
	"strings"

	"google.golang.org/protobuf/reflect/protoreflect"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/document"
	"github.com/opencompendium/compendium/catalog/spelling"
	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules/facts"
)

var gapFieldUnknown = validate.Rule{
	ID:       "gap-field-unknown",
	Severity: finding.Error,
	Record: func(p *validate.RecordPass) {
		c := pathChecker{p: p}
		for i, gap := range catalog.Gaps(p.Record.Message()) {
			c.check(facts.ItemPath("gaps", i, "field"), gap.GetField())
		}
		for i, conflict := range catalog.Conflicts(p.Record.Message()) {
			c.check(facts.ItemPath("conflicts", i, "field"), conflict.GetField())
			for k, against := range conflict.GetAgainst() {
				c.check(facts.ItemPath("conflicts", i, facts.ItemPath("against", k, "")), against)
			}
		}
	},
}

// pathChecker reports field paths of a record that lead nowhere.
type pathChecker struct {
	p     *validate.RecordPass
	hints int
}

func (c *pathChecker) check(at, path string) {
	steps, ok := document.Steps(path)
	if !ok {
		return // field-invalid reports it
	}
	w := pathWalk{paths: facts.Paths(c.p), message: c.p.Record.Kind().Descriptor()}
	for i, step := range steps {
		if step.Name == "" {
			return // no field path; field-invalid reports it
		}
		why, ok := w.take(step, i == len(steps)-1)
		if ok {
			continue
		}
		if c.hints++; c.hints <= validate.MaxHints {
			why += w.hint(c.p.Record.Message().ProtoReflect(), step.Name)
		}
		c.p.Report(at, "%s leads nowhere: %s", path, why)
		return
	}
}

// pathWalk follows a field path through the schema and the record.
type pathWalk struct {
	paths   *catalog.Paths
	path    string                         // as far as it has come
	message protoreflect.MessageDescriptor // what is there; nil of a scalar
	list    protoreflect.FieldDescriptor   // the list or map of it, or nil
}

// take goes one step further, or returns why that is not possible.
func (w *pathWalk) take(step document.Step, last bool) (why string, ok bool) {
	switch {
	case step.Keyed && w.list == nil:
		return w.path + " is not a list.", false
	case step.Keyed && !w.list.IsMap() && (w.message == nil || catalog.ItemKey(w.message) == nil):
		return "the items of " + w.path + " have no keys. Name all of the list, or a field of its items.", false
	case step.Keyed:
		path := document.Keyed(w.path, step.Name)
		mayBeMissing := last && slices.Contains(enumKeys(w.list), step.Name)
		if !mayBeMissing && len(w.paths.Find(path)) == 0 {
			return w.path + " has no item " + strconv.Quote(step.Name) + ".", false
		}
		w.path, w.list = path, nil
		return "", true
	}
	field := w.field(step.Name)
	if field == nil {
		return "there is no field " + step.Name + ".", false
	}
	w.path, w.message, w.list = document.Join(w.path, step.Name), field.Message(), nil
	if field.IsMap() {
		w.message = field.MapValue().Message()
	}
	if field.IsList() || field.IsMap() {
		w.list = field
	}
	return "", true
}

// field returns the field of a name below the path, in the items of a list too, or nil.
func (w *pathWalk) field(name string) protoreflect.FieldDescriptor {
	if w.message == nil || w.list != nil && w.list.IsMap() {
		return nil
	}
	return w.message.Fields().ByName(protoreflect.Name(name))
}

// hint returns the sentence that says what is meant by a name that leads nowhere, or "".
func (w *pathWalk) hint(record protoreflect.Message, name string) string {
	var words []string
	meant := make(map[string]string)
	add := func(word, path string) {
		if word = strings.ToLower(word); meant[word] == "" {
			words = append(words, word)
			meant[word] = path
		}
	}
	if w.list != nil {
		for _, key := range slices.Concat(enumKeys(w.list), keysIn(record, w.path)) {
			add(key, document.Keyed(w.path, key))
		}
	}
	if w.message != nil && (w.list == nil || !w.list.IsMap()) {
		fields := w.message.Fields()
		for i := range fields.Len() {
			add(string(fields.Get(i).Name()), document.Join(w.path, string(fields.Get(i).Name())))
		}
		// Whoever looks for interactions finds them among the kinds of safety.
		for i := range fields.Len() {
			for _, key := range enumKeys(fields.Get(i)) {
				add(key, document.Keyed(document.Join(w.path, string(fields.Get(i).Name())), key))
			}
		}
	}
	if nearest, ok := spelling.Nearest(name, words); ok {
		return " Did you mean " + meant[nearest] + "?"
	}
	return ""
}

// enumKeys returns the keys that the items of a list can have, if they are values of an enum.
func enumKeys(list protoreflect.FieldDescriptor) []string {
	if !list.IsList() || list.Message() == nil {
		return nil
	}
	key := catalog.ItemKey(list.Message())
	if key == nil || key.Kind() != protoreflect.EnumKind {
		return nil
	}
	var names []string
	for i := range key.Enum().Values().Len() {
		if value := key.Enum().Values().Get(i); value.Number() != 0 {
			names = append(names, string(value.Name()))
		}
	}
	return names
}

// keysIn returns the keys of the items of a list or map of a record at its top level.
func keysIn(record protoreflect.Message, path string) []string {
	field := record.Descriptor().Fields().ByName(protoreflect.Name(path))
	if field == nil {
		return nil
	}
	var keys []string
	switch value := record.Get(field); {
	case field.IsMap():
		value.Map().Range(func(key protoreflect.MapKey, _ protoreflect.Value) bool {
			keys = append(keys, key.String())
			return true
		})
		slices.Sort(keys)
	case field.IsList() && field.Message() != nil:
		for i := range value.List().Len() {
			if key := catalog.KeyOf(value.List().Get(i).Message()); key != "" {
				keys = append(keys, key)
			}
		}
	}
	return keys
}
