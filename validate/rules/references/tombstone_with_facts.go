package references

import (
	"slices"
	"strings"

	"google.golang.org/protobuf/reflect/protoreflect"

	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
)

// keptByTombstones are the fields that a tombstone may have.
var keptByTombstones = []protoreflect.Name{
	"name", "display_name", "kind", "names", "lifecycle", "depth", "replaced_by", "retired_reason", "extent",
	"biomarkers", "review", "citations",
}

var tombstoneWithFacts = validate.Rule{
	ID:       "tombstone-with-facts",
	Severity: finding.Error,
	Tombstone: func(p *validate.RecordPass) {
		m := p.Record.Message().ProtoReflect()
		var facts []string
		for i := range m.Descriptor().Fields().Len() {
			field := m.Descriptor().Fields().Get(i)
			if m.Has(field) && !slices.Contains(keptByTombstones, field.Name()) {
				facts = append(facts, string(field.Name()))
			}
		}
		if len(facts) > 0 {
			p.Report(facts[0], "%s is a tombstone but still holds facts: %s. Move them to what replaced it, and remove "+
				"them here.",
				p.Record.Name(), strings.Join(facts, ", "))
		}
	},
}
