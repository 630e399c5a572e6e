package validate

import (
	"strings"

	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/finding"
	compendiumv1 "github.com/opencompendium/compendium/gen/compendium/v1"
)

var ruleGapFilled = Rule{
	ID:       "gap-filled",
	Severity: finding.Error,
	Title:    "A gap whose field has a value",
	Explanation: "A gap says that a fact is missing, and here the field has one. Either the fact was found, and the gap is to be removed, or the value " +
		"should not be there.",
	Bad: `-- targets/example.yaml --
gaps:
  - {field: symbol, reason: Nobody gives one.}
`,
	Good: `-- targets/example.yaml --
gaps:
  - {field: codes.hgnc, reason: It was not verified.}
`,
	record: func(p *pass, r *catalog.Record) {
		for i, gap := range gapsOf(r) {
			if filled(r.Message().ProtoReflect(), gap.GetField()) {
				p.report(r, itemPath("gaps", i, "field"), "%s is recorded as a gap and has a value. Remove the one that is not true.", gap.GetField()).
					alongside(r, gap.GetField(), "The value")
			}
		}
	},
}

// gapsOf gives the gaps of any record.
func gapsOf(r *catalog.Record) []*compendiumv1.Gap {
	if g, ok := r.Message().(interface{ GetGaps() []*compendiumv1.Gap }); ok {
		return g.GetGaps()
	}
	return nil
}

// filled says whether a dotted path from a message leads to a value; of repeated messages one is enough.
func filled(m protoreflect.Message, path string) bool {
	name, rest, deeper := strings.Cut(path, ".")
	field := m.Descriptor().Fields().ByName(protoreflect.Name(name))
	switch {
	case field == nil || !m.Has(field):
		return false
	case !deeper && field.Message() != nil && !field.IsList() && !field.IsMap():
		return proto.Size(m.Get(field).Message().Interface()) > 0 // one with nothing in it is no value
	case !deeper:
		return true
	case field.IsMap() || field.Message() == nil:
		return false
	case !field.IsList():
		return filled(m.Get(field).Message(), rest)
	}
	list := m.Get(field).List()
	for i := range list.Len() {
		if filled(list.Get(i).Message(), rest) {
			return true
		}
	}
	return false
}
