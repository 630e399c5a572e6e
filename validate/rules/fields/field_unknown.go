package fields

import (
	"fmt"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/document"
	"github.com/opencompendium/compendium/catalog/spelling"
	"github.com/opencompendium/compendium/finding"
	"github.com/opencompendium/compendium/validate"
)

var fieldUnknown = validate.Rule{
	ID:             "field-unknown",
	Severity:       finding.Error,
	Enforced:       validate.ByReader,
	Unconfigurable: true,
	Repair:         fixKey,
}

// fixKey renames a key to the one field that it can be a slip of.
func fixKey(_ *validate.RepairPass, r *catalog.Record, f finding.Finding) (document.Edit, string, bool) {
	at, key := parent(f.Path)
	_, message := fieldAt(r.Kind(), at)
	if message == nil {
		return document.Edit{}, "", false
	}
	var names []string
	for i := range message.Fields().Len() {
		names = append(names, string(message.Fields().Get(i).Name()))
	}
	name, ok := spelling.Slip(key, names)
	return document.Rename(f.Path, name), fmt.Sprintf("%s → %s", key, name), ok
}
