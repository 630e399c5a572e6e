package fields

import (
	"fmt"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/document"
	"github.com/opencompendium/compendium/catalog/spelling"
	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
)

var enumUnknown = validate.Rule{
	ID:       "enum-unknown",
	Severity: finding.Error,
	Title:    "A value is not one of those that its field takes",
	Explanation: "The field takes one of a few values, in capitals, and this is not one of them. The message names the " +
		"nearest, or all. If none of them fits what the source says, leave the field out and record a gap, or put it in " +
		"notes.",
	Enforced:       validate.ByReader,
	Unconfigurable: true,
	Fix: "A value that is at most two letters away from one that the field takes, or differs only in case, " +
		"and is near no other, is replaced.",
	Repair: fixEnum,
}

// fixEnum writes the one value that an unknown one can be a slip of.
func fixEnum(_ *validate.RepairPass, r *catalog.Record, f finding.Finding) (document.Edit, string, bool) {
	field, _ := fieldAt(r.Kind(), f.Path)
	node := r.Document().Find(f.Path)
	if field == nil || field.Enum() == nil || node.IsZero() {
		return document.Edit{}, "", false
	}
	var names []string
	for i := range field.Enum().Values().Len() {
		if value := field.Enum().Values().Get(i); value.Number() != 0 {
			names = append(names, string(value.Name()))
		}
	}
	name, ok := spelling.Slip(node.Value(), names)
	return document.Set(f.Path, name), fmt.Sprintf("%s → %s", node.Value(), name), ok
}
