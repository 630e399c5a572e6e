package drugs

import (
	"strings"

	"google.golang.org/protobuf/reflect/protoreflect"

	"github.com/opencompendium/compendium/catalog/spelling"
	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
	"github.com/opencompendium/compendium/validate/rules/facts"
)

var gapFieldUnknown = validate.Rule{
	ID:       "gap-field-unknown",
	Severity: finding.Error,
	Title:    "A gap or conflict names a field that does not exist",
	Explanation: "A gap says which field stays empty, and a conflict which one is in dispute, as a path within the " +
		"record: side_effects, codes.unii. A path to no field says nothing, and the rules that look for the gap do not " +
		"find it.",
	Record: func(p *validate.RecordPass) {
		for i, gap := range facts.Gaps(p.Record) {
			checkField(p, facts.ItemPath("gaps", i, "field"), gap.GetField())
		}
		for i, c := range facts.Conflicts(p.Record) {
			checkField(p, facts.ItemPath("conflicts", i, "field"), c.GetField())
		}
	},
}

// checkField reports a dotted path that does not exist in the schema of a record.
func checkField(p *validate.RecordPass, at, path string) {
	if path == "" {
		return // field-required reports it
	}
	descriptor := p.Record.Kind().Descriptor()
	for step := range strings.SplitSeq(path, ".") {
		var names []string
		var field protoreflect.FieldDescriptor
		if descriptor != nil {
			field = descriptor.Fields().ByName(protoreflect.Name(step))
			for i := range descriptor.Fields().Len() {
				names = append(names, string(descriptor.Fields().Get(i).Name()))
			}
		}
		if field == nil {
			hint := ""
			if nearest, ok := spelling.Nearest(step, names); ok {
				hint = " Did you mean " + nearest + "?"
			}
			p.Report(at, "The record has no field %s: %q does not exist.%s", path, step, hint)
			return
		}
		descriptor = field.Message()
		if field.IsMap() {
			descriptor = nil
		}
	}
}
