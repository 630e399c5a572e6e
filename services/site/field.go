package site

import (
	"cmp"
	"strings"

	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/scope"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

// Field returns where a path leads in a record, in words: "Safety › boxed warning" for safety["BOXED_WARNING"]. Uses
// and products are named as on the page of the record. The keys of items may be quoted, as content writes them, or not.
// An item that only all of what it says tells from others is left out.
func (s *Site) Field(record, path string) string {
	var all []string
	for field := ""; path != ""; {
		if path[0] == '[' {
			end := closing(path)
			if key := strings.Trim(path[1:end], `"`); !strings.HasPrefix(key, "{") {
				all = append(all, s.ItemName(record, field, key))
			}
			path = strings.TrimPrefix(path[end:], "]")
			continue
		}
		path = strings.TrimPrefix(path, ".")
		end, of := strings.IndexAny(path+".", ".["), field
		field, path = path[:end], path[end:]
		switch {
		case of == "codes":
			all = append(all, codeSystem(field))
		case field == "cites":
			all = append(all, citedAs)
		default:
			all = append(all, strings.ReplaceAll(field, "_", " "))
		}
	}
	return capital(strings.Join(all, " › "))
}

// Said returns a value at a path of a record in words: a value of the schema, yes or no, or the name of a record.
func (s *Site) Said(record, path, value string) string {
	kind, _ := catalog.KindIn(record)
	var field protoreflect.FieldDescriptor
	for in := kind.Descriptor(); path != "" && in != nil; {
		if path[0] == '[' {
			path = strings.TrimPrefix(path[closing(path):], "]")
			continue
		}
		path = strings.TrimPrefix(path, ".")
		end := strings.IndexAny(path+".", ".[")
		if field = in.Fields().ByName(protoreflect.Name(path[:end])); field == nil {
			return value
		}
		path = path[end:]
		if in = field.Message(); field.IsMap() {
			in = field.MapValue().Message()
		}
	}
	switch {
	case path != "" || field == nil:
		return value
	case field.Name() == "cites":
		return s.sourceOf(record, value)
	case field.Kind() == protoreflect.EnumKind && field.Enum().Values().ByName(protoreflect.Name(value)) != nil:
		return sentence(value)
	case field.Kind() == protoreflect.BoolKind:
		return cmp.Or(map[string]string{"true": "yes", "false": "no"}[value], value)
	case catalog.RefersTo(field) != nil:
		return s.Display(value)
	default:
		return value
	}
}

// citedAs is what the field with the keys of citations is called on pages.
const citedAs = "references"

// sourceOf returns the source of a citation of a record by its key, with its section, or the key.
func (s *Site) sourceOf(record, key string) string {
	citation := catalog.Citations(s.content.Message(record))[key]
	if citation == nil {
		return key
	}
	if citation.GetSection() == "" {
		return s.Display(citation.GetSource())
	}
	return s.Display(citation.GetSource()) + " (" + citation.GetSection() + ")"
}

// closing returns where the bracket closes that a path begins with, or its end.
func closing(path string) int {
	open := 0
	for i, r := range path {
		switch r {
		case '[':
			open++
		case ']':
			if open--; open == 0 {
				return i
			}
		}
	}
	return len(path)
}

// ItemName returns the name of an item of a list of a record by its key: that of a use or a product, the field of
// a gap or a conflict, or the key in words: a value of the schema that it begins with, records and products.
func (s *Site) ItemName(record, field, key string) string {
	const longestRegion = 3
	switch field {
	case "gaps", "conflicts":
		return s.Field(record, key)
	case "uses":
		return s.useName(s.content.Message(record), key)
	}
	all := strings.Split(key, " ")
	for i, part := range all {
		if i == 0 && len(part) > longestRegion && part == strings.ToUpper(part) {
			all[i] = sentence(part)
		} else {
			all[i] = s.productName(record, s.Display(part))
		}
	}
	return strings.Join(all, " ")
}

// productName returns the brand and the jurisdiction of a product of a record by its ID, or the ID.
func (s *Site) productName(record, id string) string {
	drug, _ := s.content.Message(record).(*compendiumv1.Drug)
	for _, product := range drug.GetProducts() {
		if product.GetId() == id {
			return cmp.Or(product.GetBrand(), id) + " (" + product.GetJurisdiction() + ")"
		}
	}
	return id
}

// useName returns the condition and the setting of a use of a record by its ID.
func (s *Site) useName(record proto.Message, id string) string {
	for _, u := range scope.Uses(record) {
		if u.GetId() != id {
			continue
		}
		if setting := s.Setting(u); setting != "" {
			return s.Display(u.GetCondition()) + " (" + setting + ")"
		}
		return s.Display(u.GetCondition())
	}
	return id
}
