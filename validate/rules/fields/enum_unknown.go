package fields

import (
	"fmt"

	"github.com/opencompendium/compendium/catalog/syntax"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/edit"
	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
)

var enumUnknown = validate.Rule{
	ID:       "enum-unknown",
	Severity: finding.Error,
	Title:    "A value that its field does not have",
	Explanation: "The field takes one of a few values, in capitals, and this is none of them. The message names the nearest, or all. Where none of " +
		"them fits what the source says, leave the field out and record a gap, or say it in notes.",
	Enforced:       validate.ByReader,
	Unconfigurable: true,
	Fix:            "A value that is at most two letters away from one that the field takes, or differs in capitals only, and is near no other, is replaced.",
	Repair:         fixEnum,
}

// fixEnum writes the one value that a value can be a slip of.
func fixEnum(_ *validate.RepairPass, r *catalog.Record, f finding.Finding) (edit.Edit, string, bool) {
	field, _ := fieldAt(r.Kind(), f.Path)
	file, err := syntax.Parse(r.Text())
	if field == nil || field.Enum() == nil || err != nil {
		return edit.Edit{}, "", false
	}
	entry := file.Find(f.Path)
	if entry == nil {
		return edit.Edit{}, "", false
	}
	var names []string
	for i := range field.Enum().Values().Len() {
		if value := field.Enum().Values().Get(i); value.Number() != 0 {
			names = append(names, string(value.Name()))
		}
	}
	name, ok := catalog.NearMiss(entry.Value.Value, names)
	return edit.Set(f.Path, name), fmt.Sprintf("%s → %s", entry.Value.Value, name), ok
}
