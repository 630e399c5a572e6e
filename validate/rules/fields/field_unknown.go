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
	ID:       "field-unknown",
	Severity: finding.Error,
	Title:    "The schema has no such field",
	Explanation: "Nothing would read the field, and its fact would be lost. Most often it is a slip of the keyboard, " +
		"for which the message suggests the nearest field, or it is one level too deep or too high. A fact that fits no " +
		"field goes into notes.",
	Enforced:       validate.ByReader,
	Unconfigurable: true,
	Fix: "A key that is at most two letters away from one field, and near no other, is renamed, if the file " +
		"then has fewer problems and no new one.",
	Repair: fixKey,
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
