package site

import (
	"strings"

	"google.golang.org/protobuf/reflect/protoreflect"

	"github.com/opencompendium/compendium/catalog"
	"github.com/opencompendium/compendium/catalog/compare"
)

// ItemChanges are the changes of one item of a record, or one change outside of any item.
type ItemChanges struct {
	Resource string
	// Path is what all changes have in common: the path of the item, or that of the value if it is the only one.
	Path string
	// Text is what the item says, if its path does not tell it from others.
	Text    string
	Changes []FieldChange
}

// FieldChange is a change with its path within the item, which is empty if that of the item says all.
type FieldChange struct {
	compare.Change

	Field string
	// Look says what to check, if the change is the first of its concern on the page.
	Look string
}

// ItemChanges returns the changes on the page by item.
func (p *page) ItemChanges() []ItemChanges {
	changes, _ := p.Rows.([]compare.Change)
	var all []ItemChanges
	said := make(map[*compare.Concern]bool)
	for i, change := range changes {
		path, field := cutItem(change.Path)
		if i == 0 || change.Item == nil || change.Item != changes[i-1].Item {
			all = append(all, ItemChanges{Resource: change.Resource, Path: path, Text: itemText(change)})
		}
		of := &all[len(all)-1]
		shown := FieldChange{Change: change, Field: field}
		if change.Concern != nil && !said[change.Concern] {
			said[change.Concern] = true
			shown.Look = change.Concern.Look
		}
		of.Changes = append(of.Changes, shown)
		if field == "text" {
			of.Text = ""
		}
	}
	for i, of := range all {
		if len(of.Changes) == 1 && of.Text == "" {
			all[i].Path, of.Changes[0].Field = of.Changes[0].Path, ""
		}
	}
	return all
}

// itemText returns what the item says in which a value changed, if it is not a part of its path.
func itemText(change compare.Change) string {
	says, ok := change.Item.(interface{ GetText() string })
	if !ok || change.Value == change.Item || strings.Contains(change.Path, says.GetText()) {
		return ""
	}
	return says.GetText()
}

// cutItem cuts the path of a value into that of the innermost item that it lies in and the rest. Without an item, all
// is rest.
func cutItem(path string) (item, rest string) {
	end := 0
	for i := 0; i < len(path); i++ {
		if path[i] == '[' {
			i += closing(path[i:])
			end = min(i+1, len(path))
		}
	}
	return path[:end], strings.TrimPrefix(path[end:], ".")
}

// Whole returns the fields of a message that was added or removed, without the key that its path has.
func (p *page) Whole(c FieldChange) Fields {
	m := c.Value.ProtoReflect()
	without := []protoreflect.Name{"name"} // derived of the key
	if key := catalog.ItemKey(m.Descriptor()); key != nil && c.Value == c.Item {
		without = append(without, key.Name())
	}
	of := *p
	of.Entry = p.index.byName[c.Resource]
	return p.withSources(c.Resource, of.fields(m, without))
}

// withSources returns fields with what they cite among them.
func (p *page) withSources(record string, f Fields) Fields {
	for _, field := range f.All {
		for i, item := range field.Items {
			field.Items[i] = p.withSources(record, item)
		}
	}
	if len(f.Cites) > 0 {
		cited := FieldValues{Name: capital(citedAs)}
		for _, key := range f.Cites {
			cited.Values = append(cited.Values, Link{Text: p.sourceOf(record, key)})
		}
		f.All = append(f.All, cited)
	}
	return f
}
