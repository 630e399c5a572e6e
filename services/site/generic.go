package site

import (
	"slices"
	"strings"

	"google.golang.org/protobuf/reflect/protoreflect"

	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

// Fields are the fields of a message that have a value, in the order of the schema, for records of collections that
// have no template of their own.
type Fields struct {
	All []FieldValues
	// Cites are the keys of the citations of the message itself.
	Cites []string
}

// FieldValues are the values of a field of a message.
type FieldValues struct {
	// Name is the name of the field in words.
	Name string
	// Values are its values, those that name a record as links.
	Values []Link
	// Items are its values that are messages.
	Items []Fields
}

// Wide reports whether the values need the whole width: texts, and values of several fields.
func (f FieldValues) Wide() bool {
	const short = 40
	return len(f.Items) > 0 || slices.ContainsFunc(f.Values, func(l Link) bool { return len(l.Text) > short })
}

// framed are the fields of a record that have their own place on every page.
var framed = []protoreflect.Name{"name", "display_name", "parents", "names", "codes", "notes", "conflicts", "gaps",
	"review", "citations", "replaced_by", "retired_reason", "origin", "sources"}

// Fields returns the fields of the page's record that have no other place on the page.
func (p *page) Fields() Fields { return p.fields(p.Record.ProtoReflect(), framed) }

// Names returns the names of the page's record, besides the one displayed.
func (p *page) Names() []*compendiumv1.Name {
	named, _ := p.Record.(interface{ GetNames() []*compendiumv1.Name })
	if named == nil {
		return nil
	}
	return named.GetNames()
}

// OwnCodes returns the codes of the page's record.
func (p *page) OwnCodes() []Code {
	record := p.Record.ProtoReflect()
	codes := record.Descriptor().Fields().ByName("codes")
	if codes == nil || codes.Message() == nil || codes.Cardinality() == protoreflect.Repeated {
		return nil
	}
	return p.Codes(record.Get(codes).Message().Interface())
}

// fields returns the fields of a message without some.
func (p *page) fields(m protoreflect.Message, without []protoreflect.Name) Fields {
	var of Fields
	for i := range m.Descriptor().Fields().Len() {
		field := m.Descriptor().Fields().Get(i)
		if !m.Has(field) || slices.Contains(without, field.Name()) || field.IsMap() {
			continue
		}
		shown := FieldValues{Name: capital(sentence(string(field.Name())))}
		for _, value := range valuesOf(m.Get(field), field) {
			switch {
			case field.Name() == "cites":
				of.Cites = append(of.Cites, value.String())
			case field.Message() != nil:
				shown.Items = append(shown.Items, p.fields(value.Message(), nil))
			default:
				shown.Values = append(shown.Values, p.valueLink(value, field))
			}
		}
		if len(shown.Items)+len(shown.Values) > 0 {
			of.All = append(of.All, shown)
		}
	}
	return of
}

// valuesOf returns the values of a list, or the one of another field.
func valuesOf(value protoreflect.Value, field protoreflect.FieldDescriptor) []protoreflect.Value {
	if !field.IsList() {
		return []protoreflect.Value{value}
	}
	values := make([]protoreflect.Value, value.List().Len())
	for i := range values {
		values[i] = value.List().Get(i)
	}
	return values
}

// valueLink returns a value as text, with a link if it names a record.
func (p *page) valueLink(value protoreflect.Value, field protoreflect.FieldDescriptor) Link {
	switch {
	case field.Kind() == protoreflect.BoolKind && value.Bool():
		return Link{Text: "yes"}
	case field.Kind() == protoreflect.BoolKind:
		return Link{Text: "no"}
	case p.Entry != nil && strings.TrimSuffix(string(field.Name()), "s") == "use":
		return Link{Text: p.useName(p.Message(p.Entry.Name), value.String())}
	case p.Entry != nil && strings.Contains(string(field.Name()), "product"):
		return Link{Text: p.productName(p.Entry.Name, value.String())}
	case field.Enum() != nil:
		if known := field.Enum().Values().ByNumber(value.Enum()); known != nil {
			return Link{Text: sentence(string(known.Name()))}
		}
		return Link{Text: value.String()}
	default:
		return p.Link(value.String())
	}
}
