package compare

import (
	"path"
	"slices"
	"strings"

	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protopath"
	"google.golang.org/protobuf/reflect/protorange"
	"google.golang.org/protobuf/reflect/protoreflect"
)

// renames returns the records that left a tombstone for one that was not there before, or were moved there without
// one, with their new names, and the other way around.
func renames(names []string, before, after Lookup) (became, was map[string]string) {
	became, was = make(map[string]string), make(map[string]string)
	for _, name := range names {
		old, replaced := before(name), replacedBy(after(name))
		if old == nil || len(replacedBy(old)) > 0 || len(replaced) != 1 || was[replaced[0]] != "" {
			continue
		}
		next := replaced[0]
		if path.Dir(next) == path.Dir(name) && before(next) == nil && after(next) != nil {
			became[name], was[next] = next, name
		}
	}
	move(names, before, after, became, was)
	return became, was
}

// maxMoved is the number of records that were removed from a collection, or added to it, beyond which none is taken for
// one that was moved. A change of so many is no rename.
const maxMoved = 100

// move adds to the renames the records that are gone while a new one of their collection, and no other, is alike.
func move(names []string, before, after Lookup, became, was map[string]string) {
	gone, added := make(map[string][]string), make(map[string][]string)
	for _, name := range names {
		switch collection := path.Dir(name); {
		case after(name) == nil && before(name) != nil:
			gone[collection] = append(gone[collection], name)
		case before(name) == nil && after(name) != nil && was[name] == "":
			added[collection] = append(added[collection], name)
		}
	}
	for collection, old := range gone {
		if len(old) > maxMoved || len(added[collection]) > maxMoved {
			continue
		}
		next := make(map[string][]string)
		from := make(map[string]int)
		for _, name := range old {
			for _, candidate := range added[collection] {
				if alike(name, candidate, before, after) {
					next[name] = append(next[name], candidate)
					from[candidate]++
				}
			}
		}
		for name, candidates := range next {
			if len(candidates) == 1 && from[candidates[0]] == 1 {
				became[name], was[candidates[0]] = candidates[0], name
			}
		}
	}
}

// alike reports whether two records are likely to be one that was renamed and edited: they have the same display name,
// or four in five of their other fields, and at least three, are the same.
func alike(old, name string, before, after Lookup) bool {
	const least = 3
	differs := make(map[string]bool)
	for _, c := range renamed(old, name, before, after) {
		field, _, _ := strings.Cut(c.Path, ".")
		field, _, _ = strings.Cut(field, "[")
		differs[field] = true
	}
	if !differs["display_name"] {
		return true
	}
	all := make(map[protoreflect.Name]bool)
	for _, record := range []proto.Message{before(old), after(name)} {
		record.ProtoReflect().Range(func(field protoreflect.FieldDescriptor, _ protoreflect.Value) bool {
			all[field.Name()] = true
			return true
		})
	}
	delete(all, "name")
	delete(all, "display_name")
	same := len(all) - (len(differs) - 1)
	return same >= least && 5*same >= 4*len(all)
}

// renamed returns what was edited in a record that has a new name.
func renamed(old, name string, before, after Lookup) []Change {
	return slices.DeleteFunc(Records(name, before(old), after(name)), func(c Change) bool {
		return c.isName() && strings.HasPrefix(c.Before, old) && strings.HasPrefix(c.After, name)
	})
}

// following returns a lookup of the same records, whose references to renamed records have the new names.
func following(lookup Lookup, became map[string]string) Lookup {
	if len(became) == 0 {
		return lookup
	}
	return func(name string) proto.Message {
		record := lookup(name)
		if record == nil {
			return nil
		}
		record = proto.Clone(record)
		// It fails only if the function does.
		_ = protorange.Range(record.ProtoReflect(), func(p protopath.Values) error {
			last := p.Index(-1)
			text, ok := last.Value.Interface().(string)
			if !ok {
				return nil
			}
			collection, id, _ := strings.Cut(text, "/")
			id, part, hasPart := strings.Cut(id, "/")
			next := became[collection+"/"+id]
			if next == "" {
				return nil
			}
			if hasPart {
				next += "/" + part
			}
			set(p.Index(-2).Value, last.Step, protoreflect.ValueOfString(next))
			return nil
		})
		return record
	}
}

// set sets the value to which a step leads from a message, list or map.
func set(of protoreflect.Value, step protopath.Step, value protoreflect.Value) {
	switch step.Kind() {
	case protopath.FieldAccessStep:
		of.Message().Set(step.FieldDescriptor(), value)
	case protopath.ListIndexStep:
		of.List().Set(step.ListIndex(), value)
	case protopath.MapIndexStep:
		of.Map().Set(step.MapIndex(), value)
	}
}
