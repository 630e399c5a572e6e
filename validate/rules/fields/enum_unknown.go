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
	ID:             "enum-unknown",
	Severity:       finding.Error,
	Enforced:       validate.ByReader,
	Unconfigurable: true,
	Repair:         fixEnum,
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
