package drugs

import (
	"strings"

	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"

	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules/facts"
)

var gapFilled = validate.Rule{
	ID:       "gap-filled",
	Severity: finding.Error,
	Title:    "A field recorded as a gap has a value",
	Explanation: "A gap says that a fact is missing, but here the field has a value. Either the fact was found and the " +
		"gap has to go, or the value should not be there.",
	Record: func(p *validate.RecordPass) {
		for i, gap := range facts.Gaps(p.Record) {
			if filled(p.Record.Message().ProtoReflect(), gap.GetField()) {
				p.Report(facts.ItemPath("gaps", i, "field"),
					"%s is recorded as a gap but has a value. Remove the one that is not true.", gap.GetField()).
					Related(p.Record, gap.GetField(), "The value")
			}
		}
	},
}

// filled reports whether a dotted path from a message leads to a value, in any item of a list.
func filled(m protoreflect.Message, path string) bool {
	name, rest, deeper := strings.Cut(path, ".")
	field := m.Descriptor().Fields().ByName(protoreflect.Name(name))
	switch {
	case field == nil || !m.Has(field):
		return false
	case !deeper && field.Message() != nil && !field.IsList() && !field.IsMap():
		return proto.Size(m.Get(field).Message().Interface()) > 0 // an empty message is not a value
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
