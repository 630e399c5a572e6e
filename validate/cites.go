package validate

import (
	"slices"
	"strings"

	"google.golang.org/protobuf/reflect/protoreflect"

	"github.com/opencompendium/compendium/catalog"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

// cite is one key in one `cites` of a record.
type cite struct {
	path string // of the key: "uses[0].cites[1]"
	key  string
	// asFact says that it supports a fact. Gaps and conflicts cite what is missing or in dispute.
	asFact bool
}

// citesOf lists the keys that a record's facts name, in the order of the schema. They are found by the name of the field, wherever
// it stands. The list is good until that of another record is asked for.
func (p *pass) citesOf(r *catalog.Record) []cite {
	if p.citesFrom == r {
		return p.cites
	}
	p.citesFrom, p.cites = r, p.cites[:0]
	p.walkCites(r.Message().ProtoReflect(), "", func(path, key string) {
		aside := strings.HasPrefix(path, "gaps[") || strings.HasPrefix(path, "conflicts[")
		p.cites = append(p.cites, cite{path: path, key: key, asFact: !aside})
	})
	return p.cites
}

// citeFields are the fields of a message that are `cites` or messages in which there are some.
func (p *pass) citeFields(message protoreflect.MessageDescriptor) []protoreflect.FieldDescriptor {
	if fields, ok := p.citePlans[message.FullName()]; ok {
		return fields
	}
	p.citePlans[message.FullName()] = nil
	var fields []protoreflect.FieldDescriptor
	for i := range message.Fields().Len() {
		field := message.Fields().Get(i)
		switch {
		case field.IsMap():
			// Citations are the only map, and cite nothing themselves.
		case field.Message() != nil && len(p.citeFields(field.Message())) > 0, field.Name() == "cites":
			fields = append(fields, field)
		}
	}
	p.citePlans[message.FullName()] = fields
	return fields
}

func (p *pass) walkCites(m protoreflect.Message, path string, visit func(path, key string)) {
	for _, field := range p.citeFields(m.Descriptor()) {
		if !m.Has(field) {
			continue
		}
		value, name := m.Get(field), string(field.Name())
		if !field.IsList() {
			p.walkCites(value.Message(), child(path, name), visit)
			continue
		}
		list := value.List()
		for i := range list.Len() {
			item := itemPath(child(path, name), i, "")
			if field.Message() != nil {
				p.walkCites(list.Get(i).Message(), item, visit)
			} else {
				visit(item, list.Get(i).String())
			}
		}
	}
}

// citations gives a record's citations by key, or none.
func citations(r *catalog.Record) map[string]*compendiumv1.Citation {
	e, ok := evidenceOf(r)
	if !ok {
		return nil
	}
	return e.GetCitations()
}

// sortedKeys gives the keys of a record's citations in order.
func sortedKeys(m map[string]*compendiumv1.Citation) []string {
	list := keys(m)
	slices.Sort(list)
	return list
}
